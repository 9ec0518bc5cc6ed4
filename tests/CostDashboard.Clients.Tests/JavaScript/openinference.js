"use strict";
// OpenInference's instrumentations of OpenAI's and Anthropic's libraries.
const { AnthropicInstrumentation } = require("@arizeai/openinference-instrumentation-anthropic");
const { OpenAIInstrumentation } = require("@arizeai/openinference-instrumentation-openai");
const { start, run } = require("./telemetry");
const { scenario, end } = start({ instrumentations: [new OpenAIInstrumentation(), new AnthropicInstrumentation()] });

const Anthropic = require("@anthropic-ai/sdk");
const OpenAI = require("openai");
const calls = { ...require("./openai-calls"), ...require("./anthropic-calls") };

const openai = new OpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` });
const anthropic = new Anthropic({ apiKey: "none", baseURL: process.env.PROVIDER });

run(end, async () => {
  await calls.chat(scenario, openai);
  await calls.responses(scenario, openai);
  await calls.embeddings(scenario, openai);
  await calls.messages(scenario, anthropic);
});

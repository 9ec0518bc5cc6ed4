"use strict";
// Langfuse's wrapper of OpenAI's library, whose spans go through Langfuse's processor to an exporter of our own.
const { LangfuseSpanProcessor } = require("@langfuse/otel");
const { observeOpenAI } = require("@langfuse/openai");
const { exporterToDashboard, start, run } = require("./telemetry");
const OpenAI = require("openai");
const calls = require("./openai-calls");

const { scenario, end } = start({ processors: [new LangfuseSpanProcessor({ exporter: exporterToDashboard(), baseUrl: process.env.PROVIDER, shouldExportSpan: () => true })] });
const openai = observeOpenAI(new OpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` }));

run(end, async () => {
  await calls.chat(scenario, openai);
  await calls.responses(scenario, openai);
  await calls.embeddings(scenario, openai);
});

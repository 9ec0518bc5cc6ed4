"use strict";
// An application that traces its calls by hand, with OpenTelemetry's current names for them (gen_ai.*).
const { SpanKind, SpanStatusCode } = require("@opentelemetry/api");
const { start, run } = require("./telemetry");
const Anthropic = require("@anthropic-ai/sdk");
const OpenAI = require("openai");
const calls = { ...require("./openai-calls"), ...require("./anthropic-calls") };

const { scenario, tracer, end } = start();

const ofChat = ({ id, model, choices, usage, service_tier }) => ({
  "gen_ai.response.id": id,
  "gen_ai.response.model": model,
  "gen_ai.response.finish_reasons": [choices[0].finish_reason],
  "openai.response.service_tier": service_tier,
  ...(usage && {
    "gen_ai.usage.input_tokens": usage.prompt_tokens,
    "gen_ai.usage.output_tokens": usage.completion_tokens,
    "gen_ai.usage.cache_read.input_tokens": usage.prompt_tokens_details.cached_tokens,
    "gen_ai.usage.reasoning.output_tokens": usage.completion_tokens_details.reasoning_tokens,
  }),
});

const ofResponse = ({ id, model, usage, service_tier }) => ({
  "gen_ai.response.id": id,
  "gen_ai.response.model": model,
  "openai.response.service_tier": service_tier,
  "gen_ai.usage.input_tokens": usage.input_tokens,
  "gen_ai.usage.output_tokens": usage.output_tokens,
  "gen_ai.usage.cache_read.input_tokens": usage.input_tokens_details.cached_tokens,
  "gen_ai.usage.reasoning.output_tokens": usage.output_tokens_details.reasoning_tokens,
});

// The convention: input includes the cached tokens, which Anthropic states beside it.
const ofMessage = ({ id, model, stop_reason, usage }) => ({
  "gen_ai.response.id": id,
  "gen_ai.response.model": model,
  "gen_ai.response.finish_reasons": [stop_reason],
  "gen_ai.usage.input_tokens": usage.input_tokens + usage.cache_read_input_tokens + usage.cache_creation_input_tokens,
  "gen_ai.usage.output_tokens": usage.output_tokens,
  "gen_ai.usage.cache_read.input_tokens": usage.cache_read_input_tokens,
  "gen_ai.usage.cache_creation.input_tokens": usage.cache_creation_input_tokens,
});

const lastOf = {
  "chat.completion.chunk": (all) => ({
    ...all.at(-1),
    choices: [{ finish_reason: all.map((chunk) => chunk.choices[0]?.finish_reason).find(Boolean) }],
  }),
  "response.completed": (all) => all.at(-1).response,
  message_stop: (all) => ({
    ...all[0].message,
    ...all.at(-2).delta,
    usage: { ...all[0].message.usage, ...all.at(-2).usage },
  }),
};

const traced = (operation, provider, create, attributesOf) => (request) =>
  tracer.startActiveSpan(`${operation} ${request.model}`, { kind: SpanKind.CLIENT }, async (span) => {
    span.setAttributes({
      "gen_ai.operation.name": operation,
      "gen_ai.provider.name": provider,
      "gen_ai.request.model": request.model,
      "gen_ai.request.max_tokens": request.max_completion_tokens ?? request.max_tokens,
    });
    const began = performance.now();
    try {
      const answer = await create(request);
      if (!request.stream) {
        span.setAttributes(attributesOf(answer));
        return answer;
      }
      const all = [];
      for await (const event of answer) {
        if (all.push(event) === 1) span.setAttribute("gen_ai.response.time_to_first_chunk", (performance.now() - began) / 1000);
      }
      const { type, object } = all.at(-1);
      span.setAttributes(attributesOf(lastOf[object ?? type](all)));
      return all;
    } catch (error) {
      span.setAttribute("error.type", error.constructor.name);
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      throw error;
    } finally {
      span.end();
    }
  });

const openai = new OpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` });
const anthropic = new Anthropic({ apiKey: "none", baseURL: process.env.PROVIDER });
const tracedOpenAi = {
  chat: { completions: { create: traced("chat", "openai", (request) => openai.chat.completions.create(request), ofChat) } },
  responses: { create: traced("chat", "openai", (request) => openai.responses.create(request), ofResponse) },
  embeddings: {
    create: traced("embeddings", "openai", (request) => openai.embeddings.create(request), ({ model, usage }) => ({
      "gen_ai.response.model": model,
      "gen_ai.usage.input_tokens": usage.prompt_tokens,
    })),
  },
};
const tracedAnthropic = { messages: { create: traced("chat", "anthropic", (request) => anthropic.messages.create(request), ofMessage) } };

run(end, async () => {
  await calls.chat(scenario, tracedOpenAi);
  await calls.responses(scenario, tracedOpenAi);
  await calls.embeddings(scenario, tracedOpenAi);
  await calls.messages(scenario, tracedAnthropic);
});

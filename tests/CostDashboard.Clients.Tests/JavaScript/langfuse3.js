"use strict";
// Langfuse's SDK of before OpenTelemetry, which sends batches of events, with its wrapper of OpenAI's library, as its documentation sets them up:
// LANGFUSE_BASEURL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY name the dashboard, and nothing else is changed.
const { Langfuse, observeOpenAI } = require("langfuse");
const { attempt, run } = require("./telemetry");
const OpenAI = require("openai");
const calls = require("./openai-calls");

const langfuse = new Langfuse();
const plain = new OpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` });

// The wrapper is told of each call's trace.
let trace;
const openai = new Proxy(plain, { get: (_, name) => observeOpenAI(plain, { parent: trace })[name] });

const scenario = async (name, work) => {
  trace = langfuse.trace({ name });
  await attempt(name, work);
};

run(() => langfuse.shutdownAsync(), async () => {
  await calls.chat(scenario, openai);
  await calls.responses(scenario, openai);
  await calls.embeddings(scenario, openai);

  // An observation that is told of in parts, of which a flush parts the last from the first, and a trace that learns whose it is at its end.
  trace = langfuse.trace({ name: "parts" });
  const step = trace.span({ name: "step" });
  const generation = step.generation({ name: "answer", model: "gpt-4o-mini" });
  await langfuse.flushAsync();
  generation.update({ usage: { promptTokens: 1200, completionTokens: 30, totalTokens: 1230 } });
  generation.end({ metadata: { attempt: 1 } });
  generation.score({ name: "helpful", value: 0.9, comment: "to the point" });
  step.end();
  trace.update({ userId: "u-1", sessionId: "s-1", tags: ["rain"] });
  trace.score({ name: "verdict", value: "good" });
});

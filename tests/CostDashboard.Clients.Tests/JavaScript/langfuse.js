"use strict";
// Langfuse's wrapper of OpenAI's library, whose spans Langfuse's own processor sends by its own exporter, as its documentation sets it up:
// LANGFUSE_BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY name the dashboard, and nothing else is changed.
const { LangfuseSpanProcessor } = require("@langfuse/otel");
const { observeOpenAI } = require("@langfuse/openai");
const { start, run } = require("./telemetry");
const OpenAI = require("openai");
const calls = require("./openai-calls");

// Without the filter the scenarios' own spans come too, by whose names the test knows the traces. A busy machine needs longer than five seconds.
const { scenario, end } = start({ processors: [new LangfuseSpanProcessor({ shouldExportSpan: () => true, timeout: 60 })] });
const openai = observeOpenAI(new OpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` }));

run(end, async () => {
  await calls.chat(scenario, openai);
  await calls.responses(scenario, openai);
  await calls.embeddings(scenario, openai);
});

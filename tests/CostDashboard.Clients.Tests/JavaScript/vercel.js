"use strict";
// Vercel's AI SDK of the version that the command line names (4, 5, 6, 7, 7-legacy, 7-metadata), with its own telemetry.
const { start, run } = require("./telemetry");
const { scenario, end } = start();

const [version, names] = process.argv[2].split("-");

run(end, async () => {
  const ai = await import(version === "7" ? "ai" : `ai${version}`);
  const { createOpenAI } = await import(`ai${version}-openai`);
  const { createAnthropic } = await import(`ai${version}-anthropic`);
  if (version === "7") {
    // Not the version alone: those who move to it may keep the old names.
    const { LegacyOpenTelemetry, OpenTelemetry } = await import("@ai-sdk/otel");
    ai.registerTelemetry(names === "legacy" ? new LegacyOpenTelemetry() : new OpenTelemetry({ providerMetadata: names === "metadata" }));
  }

  const openai = createOpenAI({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1`, ...(version === "4" && { compatibility: "strict" }) });
  const anthropic = createAnthropic({ apiKey: "none", baseURL: `${process.env.PROVIDER}/v1` });
  const telemetry = version === "7" ? {} : { experimental_telemetry: { isEnabled: true, metadata: { userId: "u-1", customer_id: "acme" } } };
  const most = version === "4" ? { maxTokens: 800 } : { maxOutputTokens: 800 };
  const parameters = ai.jsonSchema({ type: "object", properties: { city: { type: "string" } } });
  const loop = {
    ...(version === "4" ? { maxSteps: 3 } : { stopWhen: (ai.stepCountIs ?? ai.isStepCount)(3) }),
    tools: { weather: { description: "weather of a city", execute: async () => "rain", ...(version === "4" ? { parameters } : { inputSchema: parameters }) } },
  };

  const ask = (model, prompt, more = {}) => ai.generateText({ model, prompt, ...most, ...telemetry, ...more });
  const stream = async (model, prompt, more = {}) => {
    const result = ai.streamText({ model, prompt, ...most, ...telemetry, ...more });
    for await (const _ of result.textStream);
    await result.usage;
  };

  const small = openai.chat("gpt-4o-mini");
  await scenario("chat/plain", (prompt) => ask(small, prompt));
  await scenario("chat/cached", (prompt) => ask(small, prompt));
  await scenario("chat/mostly-cached", (prompt) => ask(small, prompt));
  await scenario("chat/reasoning", (prompt) => ask(openai.chat("gpt-5-mini"), prompt));
  await scenario("chat/stream", (prompt) => stream(small, prompt));
  await scenario("chat/retry", (prompt) => ask(small, prompt));
  await scenario("chat/fail", (prompt) => ask(small, prompt));
  await scenario("chat/tool", (prompt) => ask(small, prompt, loop));

  const responses = openai.responses("gpt-4o-mini");
  await scenario("responses/plain", (prompt) => ask(responses, prompt));
  await scenario("responses/cached", (prompt) => ask(responses, prompt));
  await scenario("responses/stream", (prompt) => stream(responses, prompt));
  await scenario("responses/cached-stream", (prompt) => stream(responses, prompt));
  await scenario("responses/tool-stream", (prompt) => stream(responses, prompt, loop));
  await scenario("responses/tier", (prompt) => ask(openai.responses("gpt-5-mini"), prompt, { providerOptions: { openai: { serviceTier: "flex" } } }));

  const claude = anthropic("claude-sonnet-4-5");
  await scenario("messages/plain", (prompt) => ask(claude, prompt));
  await scenario("messages/cached", (prompt) => ask(claude, prompt));
  await scenario("messages/mostly-cached", (prompt) => ask(claude, prompt));
  await scenario("messages/stream", (prompt) => stream(claude, prompt));
  await scenario("messages/cached-stream", (prompt) => stream(claude, prompt));
  await scenario("messages/tool", (prompt) => ask(claude, prompt, loop));

  const embedding = (openai.textEmbeddingModel ?? openai.embeddingModel)("text-embedding-3-small");
  await scenario("embeddings/embed", (prompt) => ai.embed({ model: embedding, value: prompt, ...telemetry }));
});

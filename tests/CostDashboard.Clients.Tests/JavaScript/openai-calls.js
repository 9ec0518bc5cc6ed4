"use strict";
// The same calls for every client of OpenAI's own library; `client` is that library, traced one way or another.
const tools = [
  {
    type: "function",
    function: { name: "weather", description: "weather of a city", parameters: { type: "object", properties: { city: { type: "string" } } } },
  },
];

const drain = async (stream) => {
  for await (const _ of stream);
};

exports.chat = async (scenario, client) => {
  const ask = (content, more = {}) =>
    client.chat.completions.create({ model: "gpt-4o-mini", max_completion_tokens: 800, messages: [{ role: "user", content }], ...more });
  const streamed = { stream: true, stream_options: { include_usage: true } };

  await scenario("chat/plain", (prompt) => ask(prompt));
  await scenario("chat/cached", (prompt) => ask(prompt));
  await scenario("chat/mostly-cached", (prompt) => ask(prompt));
  await scenario("chat/reasoning", (prompt) => ask(prompt, { model: "gpt-5-mini" }));
  await scenario("chat/tier", (prompt) => ask(prompt, { model: "gpt-5-mini", service_tier: "flex" }));
  await scenario("chat/stream", async (prompt) => drain(await ask(prompt, streamed)));
  await scenario("chat/silent-stream", async (prompt) => drain(await ask(prompt, { stream: true })));
  await scenario("chat/retry", (prompt) => ask(prompt));
  await scenario("chat/fail", (prompt) => ask(prompt));
  await scenario("chat/tool", async (prompt) => {
    const first = await ask(prompt, { tools });
    const call = first.choices[0].message.tool_calls[0];
    await ask(prompt, {
      tools,
      messages: [{ role: "user", content: prompt }, first.choices[0].message, { role: "tool", tool_call_id: call.id, content: "rain" }],
    });
  });
};

exports.responses = async (scenario, client) => {
  const ask = (input, more = {}) => client.responses.create({ model: "gpt-4o-mini", input, ...more });

  await scenario("responses/plain", (prompt) => ask(prompt));
  await scenario("responses/cached", (prompt) => ask(prompt));
  await scenario("responses/reasoning", (prompt) => ask(prompt, { model: "gpt-5-mini" }));
  await scenario("responses/stream", async (prompt) => drain(await ask(prompt, { stream: true })));
};

exports.embeddings = (scenario, client) =>
  scenario("embeddings/embed", (prompt) => client.embeddings.create({ model: "text-embedding-3-small", input: prompt }));

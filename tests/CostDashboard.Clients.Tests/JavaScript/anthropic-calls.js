"use strict";
// The same calls for every client of Anthropic's own library; `client` is that library, traced one way or another.
const tools = [{ name: "weather", description: "weather of a city", input_schema: { type: "object", properties: { city: { type: "string" } } } }];

exports.messages = async (scenario, client) => {
  const ask = (content, more = {}) =>
    client.messages.create({ model: "claude-sonnet-4-5", max_tokens: 800, messages: [{ role: "user", content }], ...more });

  await scenario("messages/plain", (prompt) => ask(prompt));
  await scenario("messages/cached", (prompt) => ask(prompt));
  await scenario("messages/mostly-cached", (prompt) => ask(prompt));
  await scenario("messages/stream", async (prompt) => {
    for await (const _ of await ask(prompt, { stream: true }));
  });
  await scenario("messages/retry", (prompt) => ask(prompt));
  await scenario("messages/fail", (prompt) => ask(prompt));
  await scenario("messages/tool", async (prompt) => {
    const first = await ask(prompt, { tools });
    const result = { type: "tool_result", tool_use_id: first.content[0].id, content: "rain" };
    await ask(prompt, {
      tools,
      messages: [{ role: "user", content: prompt }, { role: "assistant", content: first.content }, { role: "user", content: [result] }],
    });
  });
};

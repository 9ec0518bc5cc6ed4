// Logs model calls as JSON lines and sends the same objects to CostDashboard. Node 22.18 or later runs it as it is: node send-spans.ts
// COSTDASHBOARD_URL (http://127.0.0.1:5080) and COSTDASHBOARD_KEY say where to.

import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

const url = (process.env.COSTDASHBOARD_URL ?? "http://127.0.0.1:5080").replace(/\/$/, "");
const key = process.env.COSTDASHBOARD_KEY;
if (!key) throw new Error("set COSTDASHBOARD_KEY to a key of the project");

type Span = { span_id: string; name: string; children?: Span[]; [field: string]: unknown };
type Answer = { taken: number; rejected: number; errors: { line: number; field?: string; reason: string; remedy?: string }[] };

const log = (level: string, message: string, fields: object = {}) =>
  console.log(JSON.stringify({ time: new Date().toISOString(), level, message, ...fields }));

/** What a step was, for the log and for the bill. `usage` is the provider's object as it came. */
async function step(name: string, fields: object, work: () => Promise<{ usage?: object; children?: Span[] }>): Promise<Span> {
  const span: Span = { span_id: randomUUID(), name, start: Date.now(), ...fields };
  try {
    Object.assign(span, await work());
  } catch (error) {
    span.error = String(error);
  }
  span.end = Date.now();
  log("info", name, span);
  return span;
}

/** Sends a trace and waits until it is stored. The ids in it make it safe to send again. */
async function send(trace: object): Promise<Answer> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(`${url}/api/v1/traces`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(trace),
    });
    if (response.ok) return (await response.json()) as Answer;
    if (![429, 502, 503, 504].includes(response.status)) throw new Error(await response.text());
    await wait(1000 * Number(response.headers.get("retry-after") ?? 2 ** attempt));
  }
  throw new Error("the trace was not taken: keep it and send it again");
}

const request = await step("answer a mail", {}, async () => ({
  children: [
    await step("search", { kind: "tool", tool: "search" }, async () => ({})),
    await step("answer", { kind: "chat", provider: "openai", model: "gpt-4o-mini" }, async () => ({
      usage: { prompt_tokens: 1200, completion_tokens: 150, prompt_tokens_details: { cached_tokens: 1024 } },
    })),
  ],
}));

const answer = await send({ trace_id: randomUUID(), customer: "acme", feature: "mail", service: "assistant", spans: [request] });
answer.errors.forEach((error) => log("error", "span rejected", error));
log("info", "trace sent", answer);

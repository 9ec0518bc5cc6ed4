using System.Text;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.CodingAgents;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.CodingAgents;

/// <summary>A coding agent tells of its calls by several signals; each call is charged once.</summary>
public sealed class OneSourcePerSessionTests
{
    private const long Second = 1_000_000_000;

    // Whole numbers of nano-dollars for every token, so that one class alone costs what it costs among others.
    private static readonly PriceBook s_book = PriceBook.Of(
    [
        Book("anthropic", "claude-opus-4-6", """ "input": "5", "output": "25", "cacheRead": "0.5", "cacheWrite5m": "6.25", "cacheWrite1h": "10" """),
        Book("openai", "gpt-5-codex", """ "input": "1", "output": "10", "cacheRead": "0.125" """),
        Book("google", "gemini-2.5-pro", """ "input": "1", "output": "10", "cacheRead": "0.25" """),
    ]);

    private readonly InMemoryStore _store = new();

    public static TheoryData<int, Agents> Seeds => new(
        from agent in Enum.GetValues<Agents>() from seed in Enumerable.Range(1, 60) select (seed, agent));

    public enum Agents
    {
        Claude = 1,
        Codex = 2,
        Gemini = 3,
    }

    // The signals that a session sends are drawn, and so are order, batches, repetitions and failures of the store.
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task However_its_signals_come_a_session_costs_what_the_best_of_them_says(int seed, Agents agent)
    {
        var random = new Random(seed);
        var sources = SourcesOf(agent, calls: random.Next(1, 6), random).Where(_ => random.Next(3) > 0).ToList();
        sources = sources.Count > 0 ? sources : SourcesOf(agent, calls: 2, random)[..1];
        var spans = sources.SelectMany(source => source.Spans).ToArray();
        var sent = spans.Concat(spans.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(sent);

        await SendAsync(sent, random);

        Assert.Equal(sources[0].NanoUsd, Charged());
    }

    [Fact]
    public async Task Calls_of_other_sessions_are_left_as_they_are()
    {
        var log = Logs(Claude("s1", "req_000000000001", cost: "0.5"));
        var other = Costs(1, (AgentBody.Noon, AgentBody.Noon + Second, 0.125, [("session.id", "s2"), ("model", "claude-opus-4-6")]));

        await CommitAsync([.. log, .. other]);

        Assert.Equal(500_000_000 + 125_000_000, Charged());
    }

    [Fact]
    public async Task What_is_not_charged_stays_visible_and_says_why()
    {
        var point = Costs(1, (AgentBody.Noon, AgentBody.Noon + Second, 0.125, [("session.id", "s1"), ("model", "claude-opus-4-6")]));
        await CommitAsync(point);
        await CommitAsync(Logs(Claude("s1", "req_000000000001", cost: "0.5")));

        var stored = (await _store.GetSpanAsync(point[0].Key, CancellationToken.None))!;
        Assert.Equal("not charged: the same calls of this session are charged by its log events", Assert.Single(stored.Span.Source.Notes));
        Assert.Equal(("0.125", (ModelCall?)null), (stored.Span.Source.Attributes.Text("cost_usd"), stored.Span.Call));
    }

    [Fact]
    public async Task What_is_exported_as_spans_and_taken_in_elsewhere_costs_the_same()
    {
        PricedSpan[] told =
        [
            .. Logs(Claude("s1", "req_000000000001", cost: "0.5")),
            .. Costs(1, (AgentBody.Noon, AgentBody.Noon + Second, 0.125, [("session.id", "s1"), ("model", "claude-opus-4-6")])),
        ];

        await CommitAsync([.. told.Select(span => Priced(span.Span.Source with { Origin = span.Span.Source.Origin with { Signal = Signal.Trace } }))]);

        Assert.Equal(500_000_000, Charged());
    }

    [Fact]
    public async Task Points_of_a_counter_from_its_start_on_are_one_amount_whatever_order_they_come_in()
    {
        PricedSpan[] Until(int seconds, double usd) =>
            Costs(2, (AgentBody.Noon, AgentBody.Noon + (seconds * Second), usd, [("session.id", "s1"), ("model", "claude-opus-4-6")]));

        await CommitAsync(Until(60, 0.1));
        await CommitAsync([.. Until(180, 0.3), .. Until(120, 0.2)]);
        await CommitAsync(Until(120, 0.2));

        Assert.Equal(300_000_000, Charged());
    }

    private async Task SendAsync(PricedSpan[] sent, Random random)
    {
        var at = 0;
        while (at < sent.Length)
        {
            var batch = sent[at..Math.Min(sent.Length, at + random.Next(1, 5))];
            if (random.Next(4) == 0)
            {
                // The database dies: nothing of the batch is stored, and its sender sends it again.
                _store.Failure = new("gone");
                await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync(batch));
                _store.Failure = null;
            }

            await CommitAsync(batch);
            at += batch.Length;
        }
    }

    // A process that starts anew knows what is stored, and nothing else.
    private Task CommitAsync(IReadOnlyList<PricedSpan> batch)
    {
        var prices = new CurrentPrices { Book = s_book };
        return new ModelsFromAbove(new OneSourcePerSession(_store, _store, prices), _store, prices).CommitAsync(batch, CancellationToken.None);
    }

    private long Charged() => _store.Totals.Minutes.Values.Sum(measures => measures.CostNanoUsd);

    /// <summary>What the session sends, the best signal first, each with what it says that all costs.</summary>
    private static List<(long NanoUsd, PricedSpan[] Spans)> SourcesOf(Agents agent, int calls, Random random)
    {
        List<PricedSpan> log = [], traces = [], metrics = [], turns = [];
        for (var i = 0; i < calls; i++)
        {
            var (input, output, cached) = (random.Next(1, 900), random.Next(1, 900), random.Next(0, 900));
            var time = AgentBody.Noon + (i * 30 * Second);
            switch (agent)
            {
                case Agents.Claude:
                    var request = $"req_0000000000{i:00}";
                    (string Key, object Value)[] counts = [("session.id", "s1"), ("model", "claude-opus-4-6"), ("input_tokens", input), ("output_tokens", output), ("cache_read_tokens", cached), ("request_id", request)];
                    log.AddRange(Logs((AgentBody.ClaudeEvents, "claude_code.api_request", time, [.. counts, ("cost_usd", $"0.{random.Next(1, 999):000}")])));
                    traces.Add(Span($"claude{i}", $"trace{i / 2}", null, "claude_code.llm_request", "com.anthropic.claude_code.tracing", time, counts));
                    metrics.AddRange(Costs(
                        1,
                        (time - Second, time, input / 1000.0, [("session.id", "s1"), ("query_source", "main"), ("model", "claude-opus-4-6")]),
                        (time - Second, time, output / 1000.0, [("session.id", "s1"), ("query_source", "subagent"), ("model", "claude-opus-4-6")])));
                    break;
                case Agents.Codex:
                    log.AddRange(Logs((
                        "codex",
                        "",
                        0,
                        [
                            ("event.name", "codex.sse_event"), ("event.kind", "response.completed"), ("event.timestamp", $"2026-03-01T10:00:{i:00}Z"), ("conversation.id", "s1"), ("model", "gpt-5-codex"),
                            ("input_token_count", $"{input + cached}"), ("output_token_count", $"{output}"), ("cached_token_count", $"{cached}"),
                        ])));
                    traces.Add(Span($"codex{i}", $"trace{i}", $"turn{i}", "handle_responses", "codex", time,
                        [("conversation.id", "s1"), ("gen_ai.request.model", "gpt-5-codex"), ("gen_ai.usage.input_tokens", input), ("gen_ai.usage.output_tokens", output), ("codex.usage.total_tokens", input + output)]));
                    turns.Add(Span($"turn{i}", $"trace{i}", null, "session_task.turn", "codex", time - Second,
                        [("conversation.id", "s1"), ("model", "gpt-5-codex"), ("codex.turn.token_usage.input_tokens", input), ("codex.turn.token_usage.output_tokens", output)]));
                    break;
                default:
                    log.AddRange(Logs((
                        "gemini-cli",
                        "",
                        time,
                        [
                            ("event.name", "gemini_cli.api_response"), ("session.id", "s1"), ("model", "gemini-2.5-pro"), ("input_token_count", input + cached), ("output_token_count", output),
                            ("cached_content_token_count", cached), ("thoughts_token_count", 7), ("total_token_count", input + cached + output + 7),
                        ])));
                    traces.Add(Span($"gemini{i}", $"trace{i}", null, "llm_call", "gemini-cli", time,
                        [("session.id", "s1"), ("gen_ai.request.model", "gemini-2.5-pro"), ("gen_ai.usage.input_tokens", input + cached), ("gen_ai.usage.output_tokens", output)]));
                    break;
            }
        }

        return [.. (agent is Agents.Codex ? [traces, log, turns] : new[] { log, traces, metrics })
            .Where(spans => spans.Count > 0)
            .Select(spans => (spans.Sum(span => span.Cost.Total!.Value.ToNanos()), spans.ToArray()))];
    }

    private static (string Scope, string Body, long Time, (string Key, object Value)[] Attributes) Claude(string session, string request, string cost) =>
        (AgentBody.ClaudeEvents, "claude_code.api_request", AgentBody.Noon, [("session.id", session), ("model", "claude-opus-4-6"), ("output_tokens", 100), ("request_id", request), ("cost_usd", cost)]);

    private static PricedSpan[] Logs((string Scope, string Body, long Time, (string Key, object Value)[] Attributes) record) =>
        Priced(OtlpDecoder.DecodeLogs(AgentBody.Log(record.Scope, record.Body, record.Time, record.Attributes), OtlpEncoding.Json, A.Project));

    private static PricedSpan[] Costs(int temporality, params (long Start, long Time, double Value, (string Key, object Value)[] Attributes)[] points) =>
        Priced(OtlpDecoder.DecodeMetrics(AgentBody.Costs(temporality, points), OtlpEncoding.Json, A.Project));

    private static PricedSpan[] Priced(DecodedBatch batch) => [.. batch.Spans.Select(Priced)];

    private static PricedSpan Span(string id, string trace, string? parent, string name, string scope, long end, (string Key, object Value)[] attributes)
    {
        var plain = A.Span(id, parent, trace, name).Span.Source;
        return Priced(plain with
        {
            Start = new(end - Second),
            End = new(end),
            Origin = plain.Origin with { ScopeName = scope },
            Attributes = new([.. attributes.Select(a => KeyValuePair.Create(a.Key, a.Value is string text ? AttributeValue.Of(text) : AttributeValue.Of((long)(int)a.Value)))]),
        });
    }

    private static PricedSpan Priced(DecodedSpan span) => SpanPricer.Price(SpanNormalizer.Normalize(span, 0, AttributeLookup.Default), s_book);

    private static PriceFile Book(string provider, string model, string prices) => PriceFile.Parse($"{provider}.json", Encoding.UTF8.GetBytes($$"""
        { "provider": "{{provider}}", "name": "{{provider}}", "currency": "USD", "models": [
          { "model": "{{model}}", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { {{prices}} } } ] } ] }
        """));
}

using System.Text;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Pipeline;

/// <summary>Codex counts tokens on one span and names the model on another, above it.</summary>
public sealed class ModelsFromAboveTests
{
    private static readonly PriceBook s_book = PriceBook.Of([PriceFile.Parse("openai.json", Encoding.UTF8.GetBytes("""
        { "provider": "openai", "name": "OpenAI", "currency": "USD", "models": [
          { "model": "gpt-5-codex", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "1.25", "output": "10", "cacheRead": "0.125" } } ] },
          { "model": "gpt-5-mini", "mode": "chat", "prices": [
            { "effectiveFrom": null, "recordedAt": "2026-01-01", "source": "list", "perMillion": { "input": "0.25", "output": "2", "cacheRead": "0.025" } } ] } ] }
        """))]);

    private readonly InMemoryStore _store = new();

    // turn > sampling > receiving > two answers; and a second turn with another model
    private static readonly PricedSpan[] s_trace =
    [
        Span("turn", null, "session_task.turn", ("model", "gpt-5-codex"), ("codex.turn.token_usage.input_tokens", 300), ("codex.turn.token_usage.output_tokens", 30)),
        Span("sampling", "turn", "try_run_sampling_request", ("model", "gpt-5-codex")),
        Span("receiving", "sampling", "receiving_stream"),
        Span("answer1", "receiving", "handle_responses", ("gen_ai.usage.input_tokens", 100), ("gen_ai.usage.output_tokens", 10), ("codex.usage.total_tokens", 110)),
        Span("answer2", "receiving", "completed", ("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20), ("codex.usage.total_tokens", 220)),
        Span("turn2", null, "session_task.turn", ("model", "gpt-5-mini")),
        Span("answer3", "turn2", "handle_responses", ("gen_ai.usage.input_tokens", 1_000), ("codex.usage.total_tokens", 1_000)),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task In_whatever_order_and_batches_the_spans_come_each_answer_is_priced_by_the_model_above_it(int seed)
    {
        var random = new Random(seed);
        PricedSpan[] spans = [.. s_trace, .. s_trace.Where(_ => random.Next(3) == 0)];
        random.Shuffle(spans);

        await CommitAsync(spans.Chunk(random.Next(1, 5)));

        Assert.Equal(
            [("answer1", "gpt-5-codex", 0.000225m), ("answer2", "gpt-5-codex", 0.00045m), ("answer3", "gpt-5-mini", 0.00025m)],
            (await AnswersAsync()).Select(answer => (answer.Name, answer.Span.Span.Call!.Model, answer.Span.Cost.Total!.Value.Amount)));
        Assert.Equal(925_000, _store.Totals.Minutes.Values.Sum(measures => measures.CostNanoUsd));
    }

    [Fact]
    public async Task Until_the_model_is_known_an_answer_is_unpriced_and_never_free()
    {
        await CommitAsync([[s_trace[3], s_trace[2]]]);

        var answer = Assert.Single(await AnswersAsync());
        Assert.Equal(new SpanCost.Unpriced("the span names no model"), answer.Span.Cost);
    }

    [Fact]
    public async Task An_answer_that_is_sent_again_keeps_the_model_that_it_got()
    {
        await CommitAsync([[s_trace[1], s_trace[2], s_trace[3]], [s_trace[3]]]);

        Assert.Equal("gpt-5-codex", Assert.Single(await AnswersAsync()).Span.Span.Call!.Model);
    }

    [Fact]
    public async Task The_trace_page_says_where_the_model_came_from()
    {
        await CommitAsync([s_trace]);

        Assert.EndsWith("; the model is that of a span above", (await AnswersAsync())[0].Span.Span.Call!.UsageRule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parents_that_lead_back_to_themselves_end_the_climb()
    {
        await CommitAsync([[Span("a", "b", "handle_responses", ("gen_ai.usage.input_tokens", 5), ("codex.usage.total_tokens", 5)), Span("b", "a", "receiving_stream")]]);

        Assert.Single(await _store.GetSpansAsync(A.Trace(), CancellationToken.None), span => span.Cost is SpanCost.Unpriced);
    }

    private async Task CommitAsync(IEnumerable<PricedSpan[]> batches)
    {
        var store = new ModelsFromAbove(_store, _store, new CurrentPrices { Book = s_book });
        foreach (var batch in batches)
        {
            await store.CommitAsync(batch, CancellationToken.None);
        }
    }

    private async Task<List<(string Name, PricedSpan Span)>> AnswersAsync() =>
    [
        .. (await _store.GetSpansAsync(A.Trace(), CancellationToken.None))
            .Select(span => (Name: s_trace.FirstOrDefault(known => known.Key == span.Key) is { } known ? NameOf(known) : "", Span: span))
            .Where(answer => answer.Name.StartsWith("answer", StringComparison.Ordinal))
            .OrderBy(answer => answer.Name, StringComparer.Ordinal),
    ];

    private static string NameOf(PricedSpan span) =>
        new[] { "turn", "sampling", "receiving", "answer1", "answer2", "turn2", "answer3" }.First(name => A.SpanId(name) == span.Key.Span);

    private static PricedSpan Span(string id, string? parent, string name, params (string Key, object Value)[] attributes)
    {
        var plain = A.Span(id, parent, name: name).Span.Source;
        var source = plain with
        {
            Origin = plain.Origin with { ScopeName = "codex_cli_rs" },
            Attributes = new([.. attributes.Select(a => KeyValuePair.Create(a.Key, a.Value is string text ? AttributeValue.Of(text) : AttributeValue.Of((long)(int)a.Value)))]),
        };
        return SpanPricer.Price(SpanNormalizer.Normalize(source, 0, AttributeLookup.Default), s_book);
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>A call that several spans tell of is charged once, whenever they come, and the ledger can prove it.</summary>
public abstract class SameCallContract<TEngine> : IAsyncLifetime
    where TEngine : IEngineUnderTest
{
    private const string Id = "chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66";
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private StoreUnderTest _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await TEngine.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_call_that_a_second_exporter_tells_of_later_stays_charged_once()
    {
        await _store.Spans.CommitAsync([Call("gateway", start: 5)], Cancel);
        await _store.ReopenAsync();
        await _store.Spans.CommitAsync([Call("app", start: 0)], Cancel);

        var gateway = await _store.Traces.GetFactsAsync(A.Trace("gateway"), Cancel);
        Assert.Equal(A.SpanKey("call", "app"), gateway.ChargedInstead[A.SpanId("call")]);
        Assert.Empty((await _store.Traces.GetFactsAsync(A.Trace("app"), Cancel)).ChargedInstead);
        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 2);
    }

    [Fact]
    public async Task A_call_without_an_id_is_found_by_key_model_tokens_and_time()
    {
        await _store.Spans.CommitAsync([Call("app", id: null)], Cancel);
        await _store.Spans.CommitAsync([Call("other", start: 20)], Cancel);

        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 2);
    }

    [Theory]
    [InlineData("sdk", "provider")]
    [InlineData("provider", "sdk")]
    [InlineData("sdk", "", "provider")]
    [InlineData("provider", "", "sdk")]
    [InlineData("sdk provider")]
    [InlineData("provider sdk")]
    public async Task An_id_that_the_ai_sdk_made_up_does_not_charge_a_call_twice(params string[] batches)
    {
        // The AI SDK's span, with the id that it made up, and an instrumentation of the provider's client with the provider's.
        PricedSpan SpanOf(string source) =>
            source is "sdk" ? Call("sdk", id: "aitxt-WkZQpRvLmNxTjKsHyBcDfGaE", scope: "ai") : Call("provider", start: 12, scope: "openai");

        foreach (var batch in batches)
        {
            if (batch is "")
            {
                await _store.ReopenAsync();
                continue;
            }

            await _store.Spans.CommitAsync([.. batch.Split(' ').Select(SpanOf)], Cancel);
        }

        Assert.Equal(A.SpanKey("call", "sdk"), (await _store.Traces.GetFactsAsync(A.Trace("provider"), Cancel)).ChargedInstead[A.SpanId("call")]);
        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 2);
    }

    [Fact]
    public async Task When_the_charged_span_turns_out_to_be_a_wrapper_the_other_one_is_charged()
    {
        await _store.Spans.CommitAsync([Call("app", start: 0), Call("gateway", start: 5)], Cancel);
        await _store.Spans.CommitAsync([A.Span("inner", "call", "app", start: 1, tokens: s_tokens, usd: 0.4m)], Cancel);

        Assert.Empty((await _store.Traces.GetFactsAsync(A.Trace("gateway"), Cancel)).ChargedInstead);
        await AssertTotalAsync(1_400_000_000, calls: 2, spans: 3);
    }

    [Fact]
    public async Task A_span_that_comes_again_with_another_id_lets_go_of_the_call()
    {
        await _store.Spans.CommitAsync([Call("app", start: 0), Call("gateway", start: 5)], Cancel);
        await _store.Spans.CommitAsync([Call("app", start: 0, id: Id + "x")], Cancel);

        await AssertTotalAsync(2_000_000_000, calls: 2, spans: 2);
    }

    [Fact]
    public async Task An_id_that_too_many_calls_bear_joins_none_of_them_and_joins_again_when_they_are_less()
    {
        await _store.Spans.CommitAsync([.. Enumerable.Range(0, 64).Select(i => Call($"t{i}", start: i, scope: "one"))], Cancel);
        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 64);

        await _store.Spans.CommitAsync([.. Enumerable.Range(64, 10).Select(i => Call($"t{i}", start: i, scope: "one"))], Cancel);
        await AssertTotalAsync(74_000_000_000, calls: 74, spans: 74);

        await _store.Spans.CommitAsync([.. Enumerable.Range(60, 14).Select(i => Call($"t{i}", start: i, scope: "one", id: null))], Cancel);
        await AssertTotalAsync(15_000_000_000, calls: 15, spans: 74);
    }

    [Fact]
    public async Task Like_calls_are_joined_until_they_are_too_many_to_be_told_apart()
    {
        PricedSpan[] pair = [Call("a", start: 5000, id: null, scope: "one"), Call("b", start: 5001, id: null, scope: "two")];
        await _store.Spans.CommitAsync(pair, Cancel);
        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 2);

        // As many again in the same ten seconds, but not near: they crowd the cell all the same.
        await _store.Spans.CommitAsync([.. Enumerable.Range(0, 31).Select(i => Call($"t{i}", start: i, id: null, scope: $"s{i}", service: $"{i}"))], Cancel);
        await AssertTotalAsync(33_000_000_000, calls: 33, spans: 33);

        await _store.Spans.CommitAsync([Call("t0", start: 0, id: null, scope: "s0", service: "0", tokens: new(1, 0, 0, 0, 1))], Cancel);
        await AssertTotalAsync(32_000_000_000, calls: 32, spans: 33);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("in the same batch")]
    [InlineData("later")]
    [InlineData("after a restart")]
    [InlineData("never")]
    public async Task A_wrapper_is_charged_only_while_its_calls_have_not_come(string when)
    {
        PricedSpan[] wrappers = [A.Span("agent", tokens: s_tokens, usd: 2m, kind: OperationKind.Agent, isWrapperByName: true), A.Span("chain", "agent", tokens: s_tokens, usd: 2m)];
        PricedSpan[] calls = [A.Span("call", "chain", start: 1, tokens: s_tokens, usd: 1m)];
        foreach (var batch in (PricedSpan[][])(when switch
        {
            "before" => [calls, wrappers],
            "in the same batch" => [[.. wrappers, .. calls]],
            "later" => [wrappers, calls],
            "after a restart" => [wrappers, [], calls],
            _ => [wrappers],
        }))
        {
            if (batch is [])
            {
                await _store.ReopenAsync();
            }

            await _store.Spans.CommitAsync(batch, Cancel);
        }

        await AssertTotalAsync(when is "never" ? 2_000_000_000 : 1_000_000_000, calls: 1, spans: when is "never" ? 2 : 3);
    }

    [Fact]
    public async Task Commits_side_by_side_that_tell_of_the_same_calls_charge_each_once()
    {
        PricedSpan[] Batch(int exporter) => [.. Enumerable.Range(0, 20).Select(i => Call($"{exporter}.{i}", start: i * 60_000, scope: $"scope{exporter}", id: $"{Id}{i}"))];

        await Task.WhenAll(Enumerable.Range(0, 6).Select(exporter => Task.Run(() => _store.Spans.CommitAsync(Batch(exporter), Cancel), Cancel)));

        await AssertTotalAsync(20_000_000_000, calls: 20, spans: 120);
    }

    [Fact]
    public async Task A_rebuild_finds_the_claims_again()
    {
        await _store.Spans.CommitAsync([Call("app", start: 0), Call("gateway", start: 5), Call("like", start: 10, id: null)], Cancel);
        var before = await StoreImage.OfAsync(_store, Cancel);
        await using (var db = _store.Database.Open())
        {
            await db.Spans.ExecuteUpdateAsync(
                set => set.SetProperty(s => s.ChargeRole, ChargeRole.None).SetProperty(s => s.ChargeLikeness, (long?)null), Cancel);
        }

        await _store.Ledger.RebuildAsync(Cancel);

        StoreImage.AssertSame(before, await StoreImage.OfAsync(_store, Cancel));
        await AssertTotalAsync(1_000_000_000, calls: 1, spans: 3);
    }

    [Fact]
    public async Task A_trace_is_quiet_when_nothing_of_it_has_come_for_ten_minutes()
    {
        await _store.Spans.CommitAsync([A.Span("s1")], Cancel);
        var first = await _store.Traces.GetFactsAsync(A.Trace(), Cancel);
        await _store.Ledger.RebuildAsync(Cancel);

        var facts = await _store.Traces.GetFactsAsync(A.Trace(), Cancel);

        Assert.Equal(first.ReceivedAt, facts.ReceivedAt);
        Assert.False(facts.IsQuiet(facts.ReceivedAt + TraceFacts.QuietAfter + -1));
        Assert.True(facts.IsQuiet(facts.ReceivedAt + TraceFacts.QuietAfter));
    }

    private static PricedSpan Call(
        string trace, double start = 0, string? id = Id, string? scope = null, string service = "api", Usage? tokens = null) =>
        A.Span(
            "call", null, trace, start: start, duration: 3000, tokens: tokens ?? s_tokens, usd: 1, scope: scope ?? trace, service: service, responseId: id);

    private async Task AssertTotalAsync(long nanoUsd, long calls, long spans)
    {
        var day = A.Noon.Floor(UnixNanos.PerDay);
        var total = (await _store.Spend.AskAsync(new(null, day, day + UnixNanos.PerDay, Grain.Total, [], []), Cancel)).Total;
        Assert.Equal((nanoUsd, calls, spans), (total.CostNanoUsd, total.Calls, total.Spans));
        var report = await _store.Ledger.VerifyAsync(null, Cancel);
        Assert.Empty(report.Differences);
    }
}

public sealed class SqliteSameCallTests : SameCallContract<SqliteFile>;

public sealed class SqlServerSameCallTests : SameCallContract<SqlServerDatabaseOfItsOwn>;

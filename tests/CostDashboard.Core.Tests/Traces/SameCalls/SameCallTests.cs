using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Traces.SameCalls;

/// <summary>One call, told of by several spans (D10, D11, D12). What is charged stands as <c>"trace/span"</c>.</summary>
public sealed class SameCallTests
{
    private const string Id = "chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66";
    private const string Invented = "aitxt-WkZQpRvLmNxTjKsHyBcDfGaE";
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_exporters_with_a_trace_each_are_charged_once() =>
        await AssertChargedAsync(
            ["app/call"],
            Call("app", scope: "openai", start: 0, id: Id),
            Call("gateway", scope: "gateway", start: 5, service: "gateway", id: Id, apiKeyId: 7));

    [Fact]
    public async Task Two_exporters_side_by_side_in_one_trace_are_charged_once() =>
        await AssertChargedAsync(
            ["app/a"],
            A.Span("root", trace: "app"),
            Call("app", "a", parent: "root", scope: "openai", id: Id),
            Call("app", "b", parent: "root", scope: "langchain", start: 1, id: Id));

    [Fact]
    public async Task Two_calls_with_two_ids_are_two() =>
        await AssertChargedAsync(
            ["app/call", "gateway/call"], Call("app", scope: "openai", id: Id), Call("gateway", scope: "gateway", id: Id + "x"));

    [Theory]
    [InlineData("unknown")]
    [InlineData("chatcmpl-123")]
    public async Task An_id_that_may_be_many_responses_joins_nothing(string id) =>
        await AssertChargedAsync(["app/call", "gateway/call"], Call("app", id: id), Call("gateway", scope: "gateway", start: 60_000, id: id));

    [Fact]
    public async Task Two_projects_do_not_know_of_each_other() =>
        await AssertChargedAsync(["app/call", "gateway/call"], Call("app", id: Id), A.Span("call", trace: "gateway", name: "gateway/call", scope: "gateway", tokens: s_tokens, usd: 1, responseId: Id, project: new(2)));

    [Fact]
    public async Task One_response_may_be_of_a_model_with_two_names_or_be_counted_in_two_ways_but_not_both()
    {
        await AssertChargedAsync(["app/call"], Call("app", model: "my-deployment", id: Id), Call("gateway", scope: "gateway", start: 1, model: "gpt-4o", id: Id));
        await AssertChargedAsync(["app/call"], Call("app", id: Id), Call("gateway", scope: "gateway", start: 1, tokens: new(900, 0, 0, 0, 100), id: Id));
        await AssertChargedAsync(
            ["app/call", "gateway/call"],
            Call("app", model: "my-deployment", id: Id),
            Call("gateway", scope: "gateway", start: 1, tokens: new(900, 0, 0, 0, 100), id: Id));
    }

    [Fact]
    public async Task A_source_that_gives_one_id_to_calls_of_different_tokens_means_something_else_by_it() =>
        await AssertChargedAsync(
            ["one/call", "two/call"], Call("one", id: Id), Call("two", start: 5000, tokens: new(1500, 0, 0, 0, 90), id: Id));

    [Fact]
    public async Task A_source_that_tells_of_one_response_twice_the_same_is_charged_once() =>
        await AssertChargedAsync(["one/call"], Call("one", id: Id), Call("two", start: 5000, id: Id));

    [Fact]
    public async Task An_id_of_more_than_64_calls_joins_nothing_and_joins_again_when_it_is_less()
    {
        var store = new InMemoryStore();
        PricedSpan[] calls = [.. Enumerable.Range(0, 65).Select(i => Call($"t{i:00}", start: i, id: Id))];
        foreach (var call in calls[..64])
        {
            await store.CommitAsync([call], Cancel);
        }

        Assert.Equal(["t00/call"], await ChargedAsync(store, calls));

        await store.CommitAsync([calls[64]], Cancel);
        Assert.Equal(65, (await ChargedAsync(store, calls)).Count);

        // The first turns out to wrap another call.
        await store.CommitAsync([Call("t00", "inner", parent: "call", id: Id + "x")], Cancel);
        Assert.Equal(["t00/inner", "t01/call"], await ChargedAsync(store, calls));
    }

    [Fact]
    public async Task Without_an_id_key_model_tokens_and_time_join_what_two_instrumentations_report() =>
        await AssertChargedAsync(
            ["app/call"], Call("app", start: 0, duration: 900), Call("other", scope: "openinference", start: 20, duration: 850, model: "gpt-4o-2024-08-06", id: Id));

    [Theory]
    [InlineData(Id)]
    [InlineData(null)]
    [InlineData("aitxt-AnotherInventedIdOf24Abc")]
    public async Task An_id_that_a_client_library_made_up_does_not_keep_two_reports_of_one_call_apart(string? id) =>
        await AssertChargedAsync(
            ["sdk/call"], Call("sdk", scope: "ai", duration: 900, id: Invented), Call("other", scope: "openinference", start: 20, duration: 850, id: id));

    [Fact]
    public async Task Two_calls_of_one_library_with_two_made_up_ids_are_two() =>
        await AssertChargedAsync(
            ["one/call", "two/call"], Call("one", scope: "ai", id: Invented), Call("two", scope: "ai", start: 20, id: Invented + "x"));

    [Fact]
    public async Task Reports_with_one_made_up_id_are_one_call() =>
        await AssertChargedAsync(["one/call"], Call("one", scope: "ai", id: Invented), Call("two", scope: "gateway", start: 9000, service: "gateway", id: Invented));

    [Theory]
    [InlineData("key")]
    [InlineData("model")]
    [InlineData("tokens")]
    [InlineData("class of tokens")]
    [InlineData("no output")]
    [InlineData("start")]
    [InlineData("end")]
    [InlineData("one after the other")]
    [InlineData("service")]
    [InlineData("one instrumentation")]
    [InlineData("unnamed instrumentation")]
    [InlineData("two ids")]
    public async Task Without_an_id_two_calls_stay_two_where_anything_differs(string what)
    {
        var (one, other) = (Call("app", duration: 4000), Call("other", scope: "openinference", start: 10, duration: 4000));
        (one, other) = what switch
        {
            "key" => (one, Call("other", scope: "openinference", start: 10, duration: 4000, apiKeyId: 2)),
            "model" => (one, Call("other", scope: "openinference", start: 10, duration: 4000, model: "gpt-4o-mini")),
            "tokens" => (one, Call("other", scope: "openinference", start: 10, duration: 4000, tokens: new(1000, 0, 0, 0, 101))),
            "class of tokens" => (one, Call("other", scope: "openinference", start: 10, duration: 4000, tokens: new(900, 100, 0, 0, 100))),
            "no output" => (Call("app", duration: 4000, tokens: new(512, 0, 0, 0, 0)), Call("other", scope: "openinference", duration: 4000, tokens: new(512, 0, 0, 0, 0))),
            "start" => (one, Call("other", scope: "openinference", start: 2001, duration: 4000)),
            "end" => (one, Call("other", scope: "openinference", start: 0, duration: 6001)),
            "one after the other" => (Call("app", duration: 300), Call("other", scope: "openinference", start: 301, duration: 300)),
            "service" => (one, Call("other", scope: "openinference", start: 10, duration: 4000, service: "another")),
            "one instrumentation" => (one, Call("other", start: 10, duration: 4000)),
            "unnamed instrumentation" => (one, Call("other", scope: "", start: 10, duration: 4000)),
            "two ids" => (Call("app", duration: 4000, id: Id), Call("other", scope: "openinference", start: 10, duration: 4000, id: Id + "x")),
            _ => (one, other),
        };

        await AssertChargedAsync(["app/call", "other/call"], one, other);
    }

    [Fact]
    public async Task Where_a_source_has_two_such_calls_nobody_can_tell_whose_is_whose() =>
        await AssertChargedAsync(
            ["one/call", "other/call", "two/call"],
            Call("one", duration: 4000), Call("two", start: 1000, duration: 4000), Call("other", scope: "openinference", start: 10, duration: 4000));

    [Fact]
    public async Task The_report_with_tokens_is_charged_and_not_the_silent_one() =>
        await AssertChargedAsync(
            ["gateway/call"],
            Call("app", tokens: new Usage(), usd: 0, id: Id),
            Call("gateway", scope: "gateway", start: 5, id: Id));

    [Fact]
    public async Task The_better_signal_of_an_emitter_is_charged() =>
        await AssertChargedAsync(
            ["log/call"],
            Call("span", scope: "com.anthropic.claude_code", id: Id),
            Call("log", scope: "com.anthropic.claude_code", signal: Signal.Log, start: 5, id: Id));

    [Fact]
    public async Task By_default_the_span_is_charged_and_not_the_log_event() =>
        await AssertChargedAsync(
            ["span/call"], Call("log", signal: Signal.Log, id: Id), Call("span", start: 5, id: Id));

    [Fact]
    public async Task The_report_that_states_the_cost_is_charged() =>
        await AssertChargedAsync(
            ["gateway/call"], Call("app", id: Id), Call("gateway", scope: "gateway", start: 5, id: Id, isReported: true));

    [Fact]
    public async Task The_report_that_tells_cached_tokens_apart_is_charged() =>
        await AssertChargedAsync(
            ["gateway/call"], Call("app", id: Id), Call("gateway", scope: "gateway", start: 5, tokens: new(200, 800, 0, 0, 100), id: Id));

    [Fact]
    public async Task What_is_not_charged_says_where_it_is()
    {
        var store = await StoreAsync(Call("app", id: Id), Call("gateway", scope: "gateway", start: 5, id: Id));

        var row = TraceWaterfall.Of((await store.GetFactsAsync(A.Trace("gateway"), Cancel)).Rollup(A.Trace("gateway"))).Rows[0];

        Assert.Equal((ChargeRole.SameCall, A.SpanKey("call", "app"), 0L, 0), (row.Role, row.ChargedInstead, row.CostNanoUsd, row.InclusiveCalls));
    }

    [Fact]
    public async Task An_exporter_inside_of_another_one_nests_and_the_innermost_is_charged() =>
        await AssertChargedAsync(
            ["t/openai"],
            A.Span("agent", trace: "t", kind: OperationKind.Agent, tokens: s_tokens, usd: 1, scope: "openinference.instrumentation.agno", isWrapperByName: true),
            Call("t", "agno", parent: "agent", scope: "openinference.instrumentation.agno"),
            Call("t", "langfuse", parent: "agno", scope: "langfuse-sdk", start: 1, id: Id),
            Call("t", "openai", parent: "langfuse", scope: "opentelemetry.instrumentation.openai", start: 2, id: Id));

    [Fact]
    public async Task A_call_that_is_charged_in_another_trace_leaves_nothing_unattributed()
    {
        var store = await StoreAsync(
            Call("gateway", scope: "gateway", id: Id),
            A.Span("agent", trace: "app", kind: OperationKind.Agent, tokens: new(1500, 0, 0, 0, 100), usd: 1),
            Call("app", parent: "agent", start: 5, id: Id));

        var agent = (await store.GetFactsAsync(A.Trace("app"), Cancel)).Rollup(A.Trace("app")).Spans[0];

        Assert.Equal((new(500, 0, 0, 0, 0), 0L), (agent.Charge.Unattributed, agent.InclusiveCostNanoUsd));
    }

    [Fact]
    public async Task An_agent_whose_calls_behind_tools_are_charged_in_another_trace_is_charged_for_the_rest_alone()
    {
        var store = await StoreAsync(
            Call("gateway", scope: "gateway", id: Id, usd: 0.3m),
            A.Span("agent", trace: "app", kind: OperationKind.Agent, tokens: new(1500, 0, 0, 0, 100), usd: 0.5m),
            A.Span("tool", "agent", "app", kind: OperationKind.Tool),
            Call("app", parent: "tool", start: 5, id: Id, usd: 0.3m));

        var agent = (await store.GetFactsAsync(A.Trace("app"), Cancel)).Rollup(A.Trace("app")).Spans[0];

        Assert.Equal((ChargeRole.Ambiguous, 200_000_000L), (agent.Charge.Role, agent.Charge.CostNanoUsd));
    }

    [Fact]
    public async Task Two_reports_below_a_wrapper_are_measured_against_it_once()
    {
        var store = await StoreAsync(
            A.Span("root", trace: "app"),
            A.Span("one", "root", "app", start: 0, kind: OperationKind.Agent, tokens: new(1500, 0, 0, 0, 100), usd: 1),
            Call("app", "a", parent: "one", scope: "openai", start: 1, id: Id),
            Call("app", "b", parent: "one", scope: "langchain", start: 2, id: Id),
            A.Span("two", "root", "app", start: 3, kind: OperationKind.Agent, tokens: new(1000, 0, 0, 0, 100), usd: 1),
            Call("app", "c", parent: "two", scope: "langfuse", start: 4, id: Id));

        var spans = (await store.GetFactsAsync(A.Trace("app"), Cancel)).Rollup(A.Trace("app")).Spans;

        Assert.Equal(
            [("one", 500L), ("two", 0L)],
            spans.Where(s => s.Charge.Role is ChargeRole.Wrapper).Select(s => (s.Node.Span.Name, s.Charge.Unattributed.Total)));
        Assert.Equal(["app/a"], spans.Where(s => s.Charge.IsCharged).Select(s => s.Node.Span.Name));
    }

    private static PricedSpan Call(
        string trace,
        string span = "call",
        string? parent = null,
        string scope = "tests",
        double start = 0,
        double duration = 100,
        Usage? tokens = null,
        decimal? usd = 1,
        string model = "gpt-4o",
        string service = "api",
        int apiKeyId = 1,
        string? id = null,
        Signal signal = Signal.Trace,
        bool isReported = false) =>
        A.Span(
            span, parent, trace, name: $"{trace}/{span}", start: start, duration: duration, tokens: tokens ?? s_tokens, usd: usd, model: model, service: service,
            apiKeyId: apiKeyId, responseId: id, scope: scope, signal: signal, isReported: isReported);

    private static async Task<InMemoryStore> StoreAsync(params PricedSpan[] spans)
    {
        var store = new InMemoryStore();
        await store.CommitAsync(spans, Cancel);
        return store;
    }

    // In one batch, and one by one in either order: the same.
    private static async Task AssertChargedAsync(string[] expected, params PricedSpan[] spans)
    {
        foreach (var batches in (PricedSpan[][][])[[spans], [.. spans.Select(s => new[] { s })], [.. spans.Reverse().Select(s => new[] { s })]])
        {
            var store = new InMemoryStore();
            foreach (var batch in batches)
            {
                await store.CommitAsync(batch, Cancel);
            }

            Assert.Equal(expected.Order(StringComparer.Ordinal), await ChargedAsync(store, spans));
        }
    }

    private static async Task<IReadOnlyList<string>> ChargedAsync(InMemoryStore store, IEnumerable<PricedSpan> spans)
    {
        var charged = new List<string>();
        foreach (var trace in spans.Select(s => s.Key.TraceKey).Distinct())
        {
            var rollup = (await store.GetFactsAsync(trace, Cancel)).Rollup(trace);
            charged.AddRange(rollup.Spans.Where(s => s.Charge.IsCharged).Select(s => s.Node.Span.Name));
        }

        charged.Sort(StringComparer.Ordinal);
        return charged;
    }
}

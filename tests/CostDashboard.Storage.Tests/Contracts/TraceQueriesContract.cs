using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class TraceQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_from + (5 * UnixNanos.PerDay);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly SpendFilter[][] s_filters =
    [
        [],
        [new(Dimension.Model, ["gpt-4o"])],
        [new(Dimension.Model, ["gpt-4o"], IsExclude: true), new(Dimension.Kind, ["Chat"])],
        [new(Dimension.Customer, ["acme", ""])],
        [new(Dimension.User, ["u1"])],
        [new(Dimension.User, ["", "u2"], IsExclude: true)],
        [new(Dimension.Tag, ["red"], RandomSpans.TagKey)],
        [new(Dimension.Tag, ["", "blue"], RandomSpans.TagKey)],
        [new(Dimension.Tag, ["red"], RandomSpans.TagKey, IsExclude: true)],
        [new(Dimension.Project, ["2"]), new(Dimension.Environment, ["production"]), new(Dimension.Step, ["Tool 1"], IsExclude: true)],
        [new(Dimension.PriceState, ["Unpriced"]), new(Dimension.Feature, ["search"], IsExclude: true)],
        [new(Dimension.ApiKey, ["1"]), new(Dimension.Service, ["api"]), new(Dimension.Provider, ["openai"])],
    ];

    [Fact]
    public async Task Lists_are_those_of_walking_over_everything()
    {
        var (store, right) = await FilledAsync();
        await using var _ = store;
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            foreach (var filters in s_filters)
            {
                var question = new TraceQuestion(null, s_from, s_to, filters, Basis: basis, Limit: 500);
                await SameAsync(store, right, question);
                await SameAsync(store, right, question with { Project = new(1), From = s_from + UnixNanos.PerDay, To = s_to + -UnixNanos.PerDay });
            }
        }
    }

    [Fact]
    public async Task Narrower_questions_are_answered_alike()
    {
        var (store, right) = await FilledAsync();
        await using var _ = store;
        foreach (var question in Enum.GetValues<TraceBasis>().Select(basis => new TraceQuestion(null, s_from, s_to, [], Basis: basis, Limit: 500)))
        {
            await SameAsync(store, right, question with { Text = "CHAT 1" });
            await SameAsync(store, right, question with { Text = "%" });
            await SameAsync(store, right, question with { Text = A.TraceId("7-3").ToString() });
            await SameAsync(store, right, question with { ErrorsOnly = true });
            await SameAsync(store, right, question with { IncompleteOnly = true });
            await SameAsync(store, right, question with { MinCostNanoUsd = 300_000_000, MaxCostNanoUsd = 2_000_000_000 });
            await SameAsync(store, right, question with { MinDuration = 20_000_000_000, MaxDuration = 90_000_000_000 });
            await SameAsync(store, right, question with { PricedOnly = true });
            await SameAsync(store, right, question with { Root = (await right.ListAsync(question, Cancel)).Rows[0].Name });
            await SameAsync(store, right, question with { Calls = new(MinCostNanoUsd: 100_000_000, MaxCostNanoUsd: 900_000_000) });
            await SameAsync(store, right, question with { Calls = new(MinDuration: 5_000_000_000, MaxDuration: 60_000_000_000), Filters = [new(Dimension.Model, ["gpt-4o"])] });
        }
    }

    [Theory]
    [InlineData("model:gpt*,*-4")]
    [InlineData("-model:gpt-4*")]
    [InlineData("model:*4*")]
    [InlineData("model:GPT*")]
    [InlineData("model:%4,_")]
    [InlineData("customer:ac*,\"\"")]
    [InlineData("-customer:*me user:u*")]
    [InlineData("user:*")]
    [InlineData("-user:*")]
    [InlineData("tag.team:re*")]
    [InlineData("-tag.team:re*,blue tag.team:*")]
    [InlineData("environment:*duct* feature:*h")]
    [InlineData("step:*ool* service:a* provider:*ai -release:1*")]
    [InlineData("root:chat* -root:*2")]
    [InlineData("session:*")]
    [InlineData("session:s1,s2")]
    [InlineData("-session:s1")]
    [InlineData("tokens>100 calls>=2")]
    [InlineData("tokens<=5k spans<6")]
    [InlineData("status:ok")]
    [InlineData("status:error errors<2")]
    [InlineData("cost:known cost>0.0001 duration<90s")]
    [InlineData("call.cost>=0.1 model:gpt* call.duration>5s")]
    [InlineData("call.firsttoken>=1ns call.output>0")]
    [InlineData("call.firsttoken<=500ms call.output<=100 call.output>=10")]
    public async Task A_query_finds_what_walking_over_everything_finds(string text)
    {
        var (store, right) = await FilledAsync();
        await using var _ = store;
        var reading = TraceQueryReading.Of(text);
        Assert.Empty(reading.Mistakes);
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            await SameAsync(store, right, reading.Query.Narrow(new TraceQuestion(null, s_from, s_to, [], Basis: basis, Limit: 500)));
        }
    }

    [Fact]
    public async Task Hostile_values_are_found_as_they_are_and_by_their_ends_and_nothing_else_is()
    {
        string[] values = ["100%", "100x", "a_b", "aXb", "[abc]", "a", "it's", "\u202egnp.exe", "🙂 smile", "<script>", new string('x', 199) + "y", "A", "back\\slash"];
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(
            [.. values.Select((value, i) => A.Span($"s{i}", trace: $"t{i}", name: value, attribution: new(Customer: value, Session: value), model: value, tokens: new(1, 0, 0, 0, 0)))], Cancel);

        foreach (var value in values)
        {
            foreach (var match in (TraceMatch[])[new(MatchedText.Root, null, []), new(MatchedText.Session, null, []), new(MatchedText.Dimension, Dimension.Customer, []), new(MatchedText.Dimension, Dimension.Model, [])])
            {
                foreach (var pattern in (TextPattern[])[new(value), new(value[..1], IsOpenAfter: true), new(value[^1..], IsOpenBefore: true), new(value[^1..], true, true)])
                {
                    if (pattern.Text.Any(char.IsSurrogate))
                    {
                        continue;
                    }

                    var asked = match with { AnyOf = [pattern] };
                    var page = await store.Traces.ListAsync(new(null, s_from, s_to, []) { Matches = [asked] }, Cancel);

                    Assert.Equal(values.Where(asked.Passes).Order(StringComparer.Ordinal), page.Rows.Select(t => t.Name).Order(StringComparer.Ordinal));
                }
            }
        }
    }

    [Fact]
    public async Task Pages_in_every_order_make_up_the_whole_list()
    {
        var (store, right) = await FilledAsync();
        await using var _ = store;
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            foreach (var sort in Enum.GetValues<TraceSort>())
            {
                foreach (var ascending in (bool[])[true, false])
                {
                    var question = new TraceQuestion(null, s_from, s_to, [], sort, ascending, Limit: 17, Basis: basis);
                    var whole = await right.ListAsync(question with { Limit = 500 }, Cancel);
                    var paged = await AllPagesAsync(store, question);

                    Assert.Equal(ByKey(whole.Rows), ByKey(paged));
                    Assert.Equal(whole.Rows.Select(t => ValueOf(sort, t)), paged.Select(t => ValueOf(sort, t)));
                    Assert.Equal(paged, await store.Traces.ReadAllAsync(question, Cancel).ToListAsync(Cancel));
                }
            }
        }
    }

    [Fact]
    public async Task What_is_typical_is_told_by_name_and_from_the_middle_of_a_list()
    {
        var (store, right) = await FilledAsync();
        await using var _ = store;
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            foreach (var filters in s_filters)
            {
                var question = new TraceQuestion(null, s_from, s_to, filters, TraceSort.Cost, Basis: basis, Limit: 5);
                Assert.Equal(await right.GetNamesAsync(question, Cancel), await store.Traces.GetNamesAsync(question, Cancel));

                var all = (await store.Traces.ListAsync(question with { Limit = 500 }, Cancel)).Rows;
                var middle = await store.Traces.ListAsync(question with { Skip = all.Count / 2 }, Cancel);
                Assert.Equal(all.Skip(all.Count / 2).Take(5), middle.Rows);
                Assert.Equal(all.Count, middle.Count);
            }
        }
    }

    [Fact]
    public async Task A_list_opened_from_a_chart_adds_up_to_the_point()
    {
        var (store, _) = await FilledAsync();
        await using var _ = store;
        var from = s_from + (12 * UnixNanos.PerHour);
        var to = from + (6 * UnixNanos.PerHour);

        var point = (await store.Spend.AskAsync(new(null, from, to, Grain.Total, [], [new(Dimension.Model, ["gpt-4o"])]), Cancel)).Total;
        var list = await store.Traces.ListAsync(new(null, from, to, [new(Dimension.Model, ["gpt-4o"])], Basis: TraceBasis.Spent), Cancel);

        Assert.True(point.CostNanoUsd > 0);
        Assert.Equal((point.CostNanoUsd, point.UnpricedCalls), (list.CostNanoUsd, list.UnpricedCalls));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_made_up_cursor_is_refused(string cursor)
    {
        await using var store = await TEngine.CreateAsync();

        await Assert.ThrowsAsync<FormatException>(() => store.Traces.ListAsync(new(null, s_from, s_to, [], Cursor: cursor), Cancel));
    }

    [Fact]
    public async Task The_cursor_of_another_question_is_refused()
    {
        var (store, _) = await FilledAsync();
        await using var _ = store;
        var question = new TraceQuestion(null, s_from, s_to, [], Limit: 3);
        var cursor = (await store.Traces.ListAsync(question, Cancel)).Next;

        Assert.NotNull(cursor);
        await Assert.ThrowsAsync<FormatException>(() =>
            store.Traces.ListAsync(question with { Sort = TraceSort.Cost, Cursor = cursor }, Cancel));
    }

    private static async Task<List<TraceSummary>> AllPagesAsync(StoreUnderTest store, TraceQuestion question)
    {
        var rows = new List<TraceSummary>();
        string? cursor = null;
        do
        {
            var page = await store.Traces.ListAsync(question with { Cursor = cursor }, Cancel);
            rows.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);

        return rows;
    }

    private static async Task SameAsync(StoreUnderTest store, InMemoryStore right, TraceQuestion question)
    {
        var expected = await right.ListAsync(question, Cancel);
        var actual = await store.Traces.ListAsync(question, Cancel);
        Assert.Equal(ByKey(expected.Rows), ByKey(actual.Rows));
        Assert.Equal((expected.Count, expected.CostNanoUsd, expected.UnpricedCalls, null), (actual.Count, actual.CostNanoUsd, actual.UnpricedCalls, actual.Next));
    }

    private static IEnumerable<TraceSummary> ByKey(IEnumerable<TraceSummary> rows) => rows.OrderBy(t => t.Key.Trace);

    private static long ValueOf(TraceSort sort, TraceSummary trace) => sort switch
    {
        TraceSort.Cost => trace.CostNanoUsd,
        TraceSort.Latency => trace.Duration,
        TraceSort.Tokens => trace.Usage.Total,
        TraceSort.Spans => trace.SpanCount,
        TraceSort.Calls => trace.Calls,
        TraceSort.Errors => trace.ErrorCount,
        _ => trace.Start.Value,
    };

    [Fact]
    public async Task The_latest_spans_are_whole_traces_of_one_project_the_latest_first()
    {
        await using var store = await TEngine.CreateAsync();
        PricedSpan[] spans =
        [
            A.Span("a", trace: "old", tags: A.Tags(("team", "red")), baggage: new(new("acme"), A.Tags(("tier", "gold")))),
            A.Span("b", trace: "middle", start: 60_000),
            A.Span("c", "b", trace: "middle", start: 70_000),
            A.Span("d", trace: "new", start: 120_000),
            A.Span("x", trace: "other", start: 180_000, project: new(2)),
        ];
        await store.Spans.CommitAsync(spans, Cancel);

        Assert.Equal(["a", "b", "c", "d"], Names(await store.Traces.GetLatestSpansAsync(A.Project, 1_000, Cancel)));
        Assert.Equal(["b", "c", "d"], Names(await store.Traces.GetLatestSpansAsync(A.Project, 3, Cancel)));
        Assert.Equal(["d"], Names(await store.Traces.GetLatestSpansAsync(A.Project, 1, Cancel)));
        Assert.Equal(2, (await store.Traces.GetLatestSpansAsync(A.Project, 2, Cancel)).Count);
        var tagged = (await store.Traces.GetLatestSpansAsync(A.Project, 1_000, Cancel)).Single(span => span.Key == spans[0].Key).Span;
        Assert.Equal((spans[0].Span.Tags, spans[0].Span.Baggage), (tagged.Tags, tagged.Baggage));
        Assert.Empty(await store.Traces.GetLatestSpansAsync(new(99), 1_000, Cancel));

        static IEnumerable<string> Names(IEnumerable<PricedSpan> found) => found.Select(span => span.Span.Source.Name).Order();
    }

    private static async Task<(StoreUnderTest Store, InMemoryStore Right)> FilledAsync()
    {
        List<PricedSpan> spans = RandomSpans.Of(seed: 7, traces: 120);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);
        var store = await TEngine.CreateAsync("traces", async empty =>
        {
            foreach (var name in (string[])["one", "two"])
            {
                await empty.Access.CreateProjectAsync(name, A.Entry, Cancel);
            }

            await empty.Spans.CommitAsync(spans, Cancel);
        });
        return (store, right);
    }
}

public sealed class SqliteTraceQueriesTests : TraceQueriesContract<SqliteFile>;

public sealed class SqlServerTraceQueriesTests : TraceQueriesContract<SqlServerDatabaseOfItsOwn>;

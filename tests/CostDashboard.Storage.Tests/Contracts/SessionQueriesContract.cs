using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class SessionQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_from + (5 * UnixNanos.PerDay);
    private static readonly TraceQuestion s_all = new(A.Project, s_from, s_to, []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Sessions_and_users_are_those_of_walking_over_all_traces_in_whatever_order_these_came(int seed)
    {
        var spans = RandomSpans.Of(seed + 300, traces: 80);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);
        await using var store = await OpenAsync();
        await CommitInPiecesAsync(store, spans, new Random(seed));

        foreach (var by in Enum.GetValues<SessionBy>())
        {
            foreach (var traces in (TraceQuestion[])[
                s_all,
                s_all with { Project = new(2), To = A.Noon + UnixNanos.PerDay },
                s_all with { Filters = [new(Dimension.Model, ["gpt-4o"])] },
                s_all with { Filters = [new(Dimension.User, ["u1", "u2"])], ErrorsOnly = true },
                s_all with { Basis = TraceBasis.Spent, From = A.Noon + UnixNanos.PerHour, Filters = [new(Dimension.Model, ["gpt-4o"])] },
                TraceQueryReading.Of("session:s1,s2 calls>=1").Query.Narrow(s_all)])
            {
                foreach (var sort in Enum.GetValues<SessionSort>())
                {
                    await SameAsync(store, right, new(traces, by, sort, Ascending: sort is SessionSort.Calls, Limit: 2));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_traces_and_the_parts_of_a_session_come_to_what_it_cost(int seed)
    {
        var spans = RandomSpans.Of(seed + 400, traces: 80);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);
        await using var store = await OpenAsync();
        await CommitInPiecesAsync(store, spans, new Random(seed));

        foreach (var by in Enum.GetValues<SessionBy>())
        {
            var page = await store.Sessions.ListAsync(new(s_all, by), Cancel);
            Assert.NotEmpty(page.Rows);
            foreach (var row in page.Rows)
            {
                var one = OneSession.Whole(A.Project, by, row.Key);
                var read = (await store.Sessions.ReadAsync(one, 500, 10_000, Cancel))!;
                var expected = (await right.ReadAsync(one, 500, 10_000, Cancel))!;
                var (lines, parts) = (SessionLines.Of(read.Traces), read.Parts!);

                Assert.Equal(row, read.Sums);
                Assert.Equal((row.Traces, row.CostNanoUsd, row.UnpricedCalls, row.PartialCalls), (lines.Count, lines[^1].RunningNanoUsd, lines[^1].RunningUnpriced, lines[^1].RunningPartial));
                Assert.Equal(
                    (row.CostNanoUsd, row.Calls, row.UnpricedCalls, row.PartialCalls),
                    (parts.Sum(p => p.CostNanoUsd), parts.Sum(p => p.Calls), parts.Sum(p => p.UnpricedCalls), parts.Sum(p => p.PartialCalls)));
                Assert.Equal(expected.Parts, parts);
                Assert.Equal(expected.Traces.OrderBy(t => t.Key.Trace), read.Traces.OrderBy(t => t.Key.Trace));
                Assert.Equal(lines.Select(l => l.Trace.Start.Value).Order(), lines.Select(l => l.Trace.Start.Value));
            }
        }
    }

    [Fact]
    public async Task A_trace_moves_with_all_that_it_cost_when_its_session_and_user_are_told_late_and_when_they_change()
    {
        await using var store = await OpenAsync();
        await store.Spans.CommitAsync([Call("call", "root", "t1", 0.5m), Call("other", null, "t2", 0.25m, new(Session: "night", User: "ada"))], Cancel);
        Assert.Equal([("night", 250_000_000L)], await CostsAsync(store, SessionBy.Session));

        await store.Spans.CommitAsync([A.Span("root", trace: "t1", attribution: new(Session: "night", User: "bob"))], Cancel);
        Assert.Equal([("night", 750_000_000L)], await CostsAsync(store, SessionBy.Session));
        Assert.Equal([("bob", 500_000_000L), ("ada", 250_000_000L)], await CostsAsync(store, SessionBy.User));
        Assert.Equal(2, (await store.Sessions.ReadAsync(Session("night"), 10, 10, Cancel))!.Sums.Others);

        await store.Spans.CommitAsync([A.Span("root", trace: "t1", attribution: new(Session: "day", User: "ada"))], Cancel);
        Assert.Equal([("day", 500_000_000L), ("night", 250_000_000L)], await CostsAsync(store, SessionBy.Session));
        Assert.Equal([("ada", 750_000_000L)], await CostsAsync(store, SessionBy.User));
        Assert.Empty((await store.Ledger.VerifyAsync(null, Cancel)).Differences);
    }

    [Fact]
    public async Task Names_of_any_length_and_letters_are_told_apart_and_those_of_other_projects_do_not_count()
    {
        var longName = new string('s', 5_000);
        string[] names = ["a", "A", "a ", "a\u0301", "<script>alert(1)</script>", "\u202etxt.exe", "🙂", "%", "_", "' OR 1=1 --", "../..", longName, longName + "x"];
        await using var store = await OpenAsync();
        await store.Spans.CommitAsync(
            [
                .. names.Select((name, i) => Call($"s{i}", null, $"t{i}", 0.5m, new(Session: name))),
                A.Span("foreign", trace: "foreign", attribution: new(Session: "a"), project: new(2)),
                A.Span("none", trace: "none"),
            ],
            Cancel);

        var page = await store.Sessions.ListAsync(new(s_all, SessionBy.Session), Cancel);

        Assert.Equal(names.Order(StringComparer.Ordinal), page.Rows.Select(r => r.Name).Order(StringComparer.Ordinal));
        foreach (var name in names)
        {
            var found = (await store.Sessions.ReadAsync(Session(name), 10, 10, Cancel))?.Sums;
            Assert.Equal((name, 1L, 500_000_000L), (found!.Name, found.Traces, found.CostNanoUsd));
        }

        Assert.Null(await store.Sessions.ReadAsync(Session("nobody's"), 10, 10, Cancel));
        Assert.Null(await store.Sessions.ReadAsync(Session("a") with { From = A.Noon + 1 }, 10, 10, Cancel));
        var cut = (await store.Sessions.ReadAsync(Session("a"), mostTraces: 0, mostSpans: 0, Cancel))!;
        Assert.Equal((1L, 0, null), (cut.Sums.Traces, cut.Traces.Count, cut.Parts));
    }

    [Fact]
    public async Task A_user_of_a_long_name_has_one_page_by_the_name_that_totals_know()
    {
        var known = new string('u', SpendKey.LongestValue);
        await using var store = await OpenAsync();
        await store.Spans.CommitAsync([Call("a", null, "t1", 0.5m, new(User: known + "one")), Call("b", null, "t2", 0.25m, new(User: known + "two"))], Cancel);

        Assert.Equal([(known, 750_000_000L)], await CostsAsync(store, SessionBy.User));
        Assert.Equal(2, (await store.Traces.ListAsync(s_all with { Filters = [new(Dimension.User, [known])] }, Cancel)).Count);
        var spent = await store.Spend.AskAsync(new(A.Project, s_from, s_to, Grain.Total, [Dimension.User], []), Cancel);
        Assert.Equal([(known, 750_000_000L)], spent.Rows.Select(row => (row.Values[0], row.Measures.CostNanoUsd)));
    }

    private static OneSession Session(string name) => OneSession.Whole(A.Project, SessionBy.Session, TextKey.Of(name));

    private static PricedSpan Call(string id, string? parent, string trace, decimal usd, Attribution? attribution = null) =>
        A.Span(id, parent, trace, tokens: new(10, 0, 0, 0, 1), usd: usd, attribution: attribution);

    private static async Task<IEnumerable<(string Name, long Cost)>> CostsAsync(StoreUnderTest store, SessionBy by) =>
        (await store.Sessions.ListAsync(new(s_all, by), Cancel)).Rows.Select(row => (row.Name, row.CostNanoUsd));

    // Page by page, as far as there are any.
    private static async Task SameAsync(StoreUnderTest store, ISessionQueries right, SessionQuestion question)
    {
        var asked = question;
        SessionPage actual;
        do
        {
            var expected = await right.ListAsync(asked, Cancel);
            actual = await store.Sessions.ListAsync(asked, Cancel);
            Assert.Equal(expected.Rows, actual.Rows);
            Assert.Equal(expected with { Rows = [] }, actual with { Rows = [] });
            asked = asked with { After = actual.Next };
        }
        while (actual.Next is not null);
    }

    private static async Task<StoreUnderTest> OpenAsync()
    {
        var store = await TEngine.CreateAsync();
        foreach (var name in (string[])["one", "two"])
        {
            await store.Access.CreateProjectAsync(name, A.Entry, Cancel);
        }

        return store;
    }

    private static async Task CommitInPiecesAsync(StoreUnderTest store, IReadOnlyList<PricedSpan> spans, Random random)
    {
        var pending = RandomSpans.Shuffled(spans, random);
        while (pending.Count > 0)
        {
            var count = Math.Min(pending.Count, random.Next(1, 80));
            await store.Spans.CommitAsync(pending[..count], Cancel);
            pending.RemoveRange(0, count);
        }
    }
}

public sealed class SqliteSessionQueriesTests : SessionQueriesContract<SqliteFile>;

public sealed class SqlServerSessionQueriesTests : SessionQueriesContract<SqlServerDatabaseOfItsOwn>;

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Every answer is compared with that of a store which walks over everything, and with the spans behind it.</summary>
public abstract class PipelineQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ZoneNames => ["UTC", "Kolkata", "Shifting"];

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public async Task Shares_and_distributions_are_answered_as_by_walking_over_everything(string zone)
    {
        var calendar = Zones.Of(zone);
        var (store, right) = await FilledAsync(calendar);
        await using var _ = store;
        var (from, to) = Period(calendar);
        var roots = (await right.GetSharesAsync(new(null, from, to, PipelinePart.Traces), Cancel)).Select(s => s.Root).Distinct().ToList();
        var steps = (await right.GetSharesAsync(new(null, from, to, PipelinePart.Steps), Cancel)).Select(s => s.Step).Distinct().ToList();
        Assert.NotEmpty(roots);
        Assert.NotEmpty(steps);
        foreach (var part in Enum.GetValues<PipelinePart>())
        {
            foreach (var project in (ProjectId?[])[null, new(2)])
            {
                foreach (var (root, step) in (IEnumerable<(string?, string?)>)[(null, null), (roots[0], null), (null, steps[0]), (roots[0], steps[0]), ("no such root", null)])
                {
                    foreach (var filter in (SpendFilter[])[new(Dimension.Environment, ["production", ""]), new(Dimension.Environment, ["production"], IsExclude: true)])
                    {
                        await SameAsync(store, right, new(project, from, to, part, root, step));
                        await SameAsync(store, right, new(project, calendar.Next(from, Grain.Day), to, part, root, step, [filter]));
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Costs_of_steps_are_those_of_the_totals_to_the_nano()
    {
        var (store, _) = await FilledAsync(OrganisationCalendar.Utc);
        await using var __ = store;
        var (from, to) = Period(OrganisationCalendar.Utc);

        var totals = await store.Spend.AskAsync(new(null, from, to, Grain.Total, [Dimension.Step], []), Cancel);
        var shares = await store.Pipelines.GetSharesAsync(new(null, from, to, PipelinePart.Steps), Cancel);

        Assert.Equal(
            totals.Rows.Select(r => (r.Values[0], r.Measures.CostNanoUsd, r.Measures.Calls, r.Measures.UnpricedCalls, r.Measures.PartialCalls, r.Measures.Spans)).Order(),
            shares.GroupBy(s => s.Step!).Select(g => (
                g.Key,
                g.Sum(s => s.Measures.CostNanoUsd),
                g.Sum(s => s.Measures.Calls),
                g.Sum(s => s.Measures.UnpricedCalls),
                g.Sum(s => s.Measures.PartialCalls),
                g.Sum(s => s.Measures.Spans))).Order());
    }

    [Fact]
    public async Task Costs_of_traces_are_those_of_the_traces_that_began_in_the_period()
    {
        var (store, _) = await FilledAsync(OrganisationCalendar.Utc);
        await using var __ = store;
        var (from, to) = Period(OrganisationCalendar.Utc);
        (from, to) = (from + UnixNanos.PerDay, from + (3 * UnixNanos.PerDay));

        var page = await store.Traces.ListAsync(new(new ProjectId(1), from, to, []), Cancel);
        var shares = await store.Pipelines.GetSharesAsync(new(new ProjectId(1), from, to, PipelinePart.Traces), Cancel);

        Assert.True(page.Count > 0);
        Assert.Equal(
            (page.Count, page.CostNanoUsd, page.UnpricedCalls, page.PartialCalls),
            (shares.Sum(s => s.Measures.Traces), shares.Sum(s => s.Measures.CostNanoUsd), shares.Sum(s => s.Measures.UnpricedCalls), shares.Sum(s => s.Measures.PartialCalls)));
    }

    [Fact]
    public async Task Every_cell_of_traces_opens_as_many_traces_as_it_counts()
    {
        var (store, _) = await FilledAsync(OrganisationCalendar.Utc);
        await using var __ = store;
        var (from, to) = Period(OrganisationCalendar.Utc);
        var root = (await store.Pipelines.GetSharesAsync(new(new(1), from, to, PipelinePart.Traces), Cancel)).MaxBy(s => s.Measures.Calls)!.Root;

        var cells = await CellsAsync(store, new(new(1), from, to, PipelinePart.Traces, root));

        Assert.NotEmpty(cells);
        foreach (var cell in cells)
        {
            var (latency, cost) = (RangeOf(cell.Latency), RangeOf(cell.Beside));
            var page = await store.Traces.ListAsync(
                new(new(1), from, to, [], MinCostNanoUsd: cost.Low, MaxCostNanoUsd: cost.High, MinDuration: latency.Low, MaxDuration: latency.High, Root: root, PricedOnly: true),
                Cancel);
            Assert.Equal(cell.Count, page.Count);
        }
    }

    [Fact]
    public async Task Every_cell_of_calls_opens_as_many_calls_as_it_counts()
    {
        var (store, _) = await FilledAsync(OrganisationCalendar.Utc);
        await using var __ = store;
        var (from, to) = Period(OrganisationCalendar.Utc);
        var step = (await store.Pipelines.GetSharesAsync(new(new(1), from, to, PipelinePart.Steps), Cancel)).MaxBy(s => s.Measures.Calls)!.Step!;

        var cells = await CellsAsync(store, new(new(1), from, to, PipelinePart.Steps, Step: step));

        Assert.NotEmpty(cells);
        foreach (var cell in cells)
        {
            var (latency, cost) = (RangeOf(cell.Latency), RangeOf(cell.Beside));
            var page = await store.Traces.ListAsync(
                new(new(1), from, to, [new(Dimension.Step, [step])], Limit: TraceQuestion.MostRows, Basis: TraceBasis.Spent, Calls: new(cost.Low, cost.High, latency.Low, latency.High)),
                Cancel);
            Assert.Equal(cell.Count, page.Rows.Sum(t => t.Calls));
        }
    }

    private static async Task<List<DensityCell>> CellsAsync(StoreUnderTest store, PipelineQuestion question)
    {
        var sum = new Density();
        foreach (var day in await store.Pipelines.GetDaysAsync(question, Cancel))
        {
            sum.Merge(day.Measures.Density);
        }

        return [.. sum.Cells];
    }

    private static (long Low, long High) RangeOf(int bin) => (Density.Axis.Low(bin), Density.Axis.High(bin));

    private static readonly UnixNanos s_day = A.Noon.Floor(UnixNanos.PerDay);

    private static readonly Dictionary<string, PipelineQuestion> s_unanswerable = new()
    {
        ["a period without length"] = new(null, s_day, s_day, PipelinePart.Steps),
        ["a part of a day"] = new(null, s_day + UnixNanos.PerHour, s_day + UnixNanos.PerDay, PipelinePart.Steps),
        ["a model"] = new(null, s_day, s_day + UnixNanos.PerDay, PipelinePart.Steps, Filters: [new(Dimension.Model, ["gpt-4o"])]),
    };

    public static TheoryData<string> Unanswerable => [.. s_unanswerable.Keys];

    [Theory]
    [MemberData(nameof(Unanswerable))]
    public async Task What_pipelines_do_not_know_exactly_is_refused_with_a_way_out(string what)
    {
        await using var store = await TEngine.CreateAsync();

        var refusal = await Assert.ThrowsAsync<UnanswerableException>(() => store.Pipelines.GetSharesAsync(s_unanswerable[what], Cancel));
        var other = await Assert.ThrowsAsync<UnanswerableException>(() => store.Pipelines.GetDaysAsync(s_unanswerable[what], Cancel));

        Assert.Matches("Ask|ask", refusal.Message);
        Assert.Equal(refusal.Message, other.Message);
    }

    private static (UnixNanos From, UnixNanos To) Period(OrganisationCalendar calendar) =>
        (calendar.Floor(A.Noon + -UnixNanos.PerDay, Grain.Day), calendar.Floor(A.Noon + (6 * UnixNanos.PerDay), Grain.Day));

    private static async Task SameAsync(StoreUnderTest store, InMemoryStore right, PipelineQuestion question)
    {
        Assert.Equal(await right.GetSharesAsync(question, Cancel), await store.Pipelines.GetSharesAsync(question, Cancel));
        Assert.Equal(await right.GetDaysAsync(question, Cancel), await store.Pipelines.GetDaysAsync(question, Cancel));
    }

    private static async Task<(StoreUnderTest Store, InMemoryStore Right)> FilledAsync(OrganisationCalendar calendar)
    {
        var spans = RandomSpans.Of(seed: 23, traces: 120);
        var right = new InMemoryStore(calendar);
        await right.CommitAsync(spans, Cancel);
        var store = await TEngine.CreateAsync(calendar);
        foreach (var name in (string[])["one", "two"])
        {
            await store.Access.CreateProjectAsync(name, A.Entry, Cancel);
        }

        await store.Spans.CommitAsync(spans, Cancel);
        return (store, right);
    }
}

public sealed class SqlitePipelineQueriesTests : PipelineQueriesContract<SqliteFile>;

public sealed class SqlServerPipelineQueriesTests : PipelineQueriesContract<SqlServerDatabaseOfItsOwn>;

using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Pricing;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Whatever interrupts it and whatever arrives meanwhile, a re-pricing ends in the store that these prices would have made from the start.</summary>
public abstract class RepricingContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditActor s_ada = new(new("0a0b0c0d-0000-0000-0000-000000000001"), "ada@example.org");
    private static readonly RepricingQuestion s_all = new(A.Noon, A.Noon + (10 * UnixNanos.PerDay), [], [], [], []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3, 4];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_repriced_store_is_the_one_that_the_new_prices_would_have_made(int seed)
    {
        var random = new Random(seed);
        var spans = SomeReported(RandomSpans.Of(seed, traces: 60));
        var (old, now) = (TestPrices.WithGaps(seed), TestPrices.WithGaps(seed + 1000));
        await using var right = await OpenAsync();
        await right.Spans.CommitAsync(Priced(spans, now), Cancel);
        var expected = await StoreImage.OfAsync(right, Cancel);

        await using var store = await OpenAsync();
        var arriving = RandomSpans.Shuffled(spans, random);
        await CommitAsync(store, Take(arriving, arriving.Count / 2), old);
        var run = await store.Repricing.AskAsync(RepricingKind.Apply, s_all, now.Version, s_ada, A.Noon, Cancel);
        var isUnderWay = true;
        while (isUnderWay)
        {
            // What is priced by the old book must have come before the run; what comes during it is priced by the new one.
            await CommitAsync(store, Take(arriving, random.Next(15)), now);
            try
            {
                isUnderWay = await new RepricingStore(new FailingDatabase(store.Database, random), Zones.Kolkata, tracesAtOnce: 5).StepAsync(run.Id, now, A.Noon, Cancel);
            }
            catch (ProcessDiedException)
            {
                await store.ReopenAsync();
            }
        }

        await CommitAsync(store, Take(arriving, arriving.Count), now);

        StoreImage.AssertSame(expected, await StoreImage.OfAsync(store, Cancel));
        Assert.Empty((await store.Ledger.VerifyAsync(null, Cancel)).Differences);
        foreach (var trace in Priced(spans, now).GroupBy(span => span.Key.TraceKey))
        {
            var stored = (await store.Traces.GetSpansAsync(trace.Key, Cancel)).ToDictionary(span => span.Key);
            Assert.All(trace, span => Assert.Equal(TestPrices.Unversioned(span.Cost), TestPrices.Unversioned(stored[span.Key].Cost)));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_report_is_exactly_what_the_totals_moved_by_and_what_the_dry_run_said(int seed)
    {
        await using var store = await OpenAsync();
        await CommitAsync(store, SomeReported(RandomSpans.Of(seed + 50, traces: 60)), TestPrices.WithGaps(seed));
        var now = TestPrices.WithGaps(seed + 1000);
        var before = await StoreImage.OfAsync(store, Cancel);

        var dry = await RunAsync(store, RepricingKind.DryRun, s_all, now);
        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
        var applied = await RunAsync(store, RepricingKind.Apply, s_all, now);
        var after = await StoreImage.OfAsync(store, Cancel);

        var (was, @is) = (Sum(before), Sum(after));
        Assert.Equal(
            (was.CostNanoUsd, @is.CostNanoUsd, was.Calls, was.IncompleteCalls, @is.IncompleteCalls),
            (applied.Report.Total.OldCostNanoUsd, applied.Report.Total.NewCostNanoUsd, applied.Report.Total.Calls, applied.Report.Total.UnpricedBefore, applied.Report.Total.UnpricedAfter));
        Assert.NotEqual(was.CostNanoUsd, @is.CostNanoUsd);
        RepricingReports.AssertSame(dry.Report, applied.Report);
        RepricingReports.AssertAddsUp(applied.Report);
        Assert.Equal((applied.Progress.TracesFound, true), (applied.Progress.TracesDone, applied.Progress.IsSearched));

        // Once more there is nothing left to change.
        var again = await RunAsync(store, RepricingKind.Apply, s_all, now);
        Assert.Equal((0, 0), (again.Report.Total.ChangedCalls, again.Report.ChangedTraces));
        StoreImage.AssertSame(after, await StoreImage.OfAsync(store, Cancel));
    }

    [Fact]
    public async Task Only_the_calls_that_were_asked_for_get_another_price()
    {
        await using var store = await OpenAsync();
        var spans = RandomSpans.Of(7, traces: 80);
        var (old, now) = (TestPrices.Of(1), TestPrices.Of(1001));
        await CommitAsync(store, spans, old);
        var question = s_all with { From = A.Noon + UnixNanos.PerDay, To = A.Noon + (2 * UnixNanos.PerDay), Projects = [new(2)], Models = ["gpt-4o"], Providers = ["openai"] };

        var run = await RunAsync(store, RepricingKind.Apply, question, now);

        Assert.InRange(run.Report.Total.ChangedCalls, 1, long.MaxValue);
        Assert.Equal(run.Report.Total.Calls, run.Report.Models.Rows[new("openai", "gpt-4o")].Calls);
        foreach (var trace in spans.GroupBy(span => span.Key.TraceKey))
        {
            foreach (var span in await store.Traces.GetSpansAsync(trace.Key, Cancel))
            {
                var byNew = SpanPricer.Price(span.Span, now).Cost;
                var byOld = SpanPricer.Price(span.Span, old).Cost;
                var isAsked = span.Key.Project.Value == 2 && question.Covers(Core.Traces.SpanFacts.Of(span));
                Assert.True(isAsked || TestPrices.Unversioned(span.Cost) == TestPrices.Unversioned(byOld));
                Assert.True(TestPrices.Unversioned(span.Cost) == TestPrices.Unversioned(byOld) || TestPrices.Unversioned(span.Cost) == TestPrices.Unversioned(byNew));
            }
        }

        Assert.Empty((await store.Ledger.VerifyAsync(null, Cancel)).Differences);
    }

    [Fact]
    public async Task Back_pricing_touches_only_calls_without_a_full_price()
    {
        await using var store = await OpenAsync();
        await CommitAsync(store, RandomSpans.Of(8, traces: 60), TestPrices.Of(1, "gpt-4o"));
        var before = Sum(await StoreImage.OfAsync(store, Cancel));

        var run = await RunAsync(store, RepricingKind.Apply, s_all with { States = [PriceState.Unpriced, PriceState.Partial] }, TestPrices.Of(2));

        Assert.Equal(before.IncompleteCalls, run.Report.Total.UnpricedBefore);
        Assert.Equal(0, run.Report.Total.UnpricedAfter);
        Assert.Equal(["gpt-4o"], run.Report.Models.Rows.Where(row => row.Value.ChangedCalls > 0).Select(row => row.Key.Model));
        Assert.Equal(before.CostNanoUsd + run.Report.Total.DifferenceNanoUsd, Sum(await StoreImage.OfAsync(store, Cancel)).CostNanoUsd);
    }

    [Fact]
    public async Task A_cancelled_run_stands_where_it_is_and_ties_out()
    {
        await using var store = await OpenAsync();
        await CommitAsync(store, RandomSpans.Of(9, traces: 220), TestPrices.Of(1));
        var now = TestPrices.Of(2);
        var run = await store.Repricing.AskAsync(RepricingKind.Apply, s_all, now.Version, s_ada, A.Noon, Cancel);
        while ((await store.Repricing.FindAsync(run.Id, Cancel))!.Progress.TracesDone == 0)
        {
            await store.Repricing.StepAsync(run.Id, now, A.Noon, Cancel);
        }

        Assert.True(await store.Repricing.EndAsync(run.Id, null, s_ada, A.Noon + 5, Cancel));
        Assert.False(await store.Repricing.EndAsync(run.Id, null, s_ada, A.Noon + 6, Cancel));
        Assert.False(await store.Repricing.StepAsync(run.Id, now, A.Noon, Cancel));

        var ended = (await store.Repricing.FindAsync(run.Id, Cancel))!;
        Assert.Equal((RepricingState.Cancelled, A.Noon + 5), (ended.State, ended.EndedAt));
        Assert.InRange(ended.Progress.TracesDone, 1, ended.Progress.TracesFound - 1);
        Assert.Empty((await store.Ledger.VerifyAsync(null, Cancel)).Differences);
        Assert.Equal(["repricing.cancel", "repricing.apply"], (await store.GetAuditAsync(Cancel)).Select(entry => entry.Action));

        while (await store.Repricing.SweepAsync(Cancel))
        {
        }

        await using var db = store.Database.Open();
        Assert.Empty(db.RepricingTraces);
    }

    [Fact]
    public async Task There_is_one_run_at_a_time_and_a_dry_run_beside_it()
    {
        await using var store = await OpenAsync();
        var run = await store.Repricing.AskAsync(RepricingKind.Apply, s_all, "v1", s_ada, A.Noon, Cancel);
        var dry = await store.Repricing.AskAsync(RepricingKind.DryRun, s_all, "v1", s_ada, A.Noon, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Repricing.AskAsync(RepricingKind.Apply, s_all, "v1", s_ada, A.Noon, Cancel));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Repricing.AskAsync(RepricingKind.DryRun, s_all, "v1", s_ada, A.Noon, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Repricing.AskAsync(RepricingKind.Apply, s_all with { To = A.Noon }, "v1", s_ada, A.Noon, Cancel));

        Assert.Equal([run.Id, dry.Id], (await store.Repricing.GetUnderWayAsync(Cancel)).Select(r => r.Id));
        Assert.Equal([dry.Id, run.Id], (await store.Repricing.GetAsync(5, Cancel)).Select(r => r.Id));
        Assert.True(await store.Repricing.EndAsync(run.Id, "The prices changed.", AuditActor.Program, A.Noon, Cancel));
        Assert.Equal("The prices changed.", (await store.Repricing.FindAsync(run.Id, Cancel))!.Reason);
        await store.Repricing.AskAsync(RepricingKind.Apply, s_all, "v1", s_ada, A.Noon, Cancel);
    }

    [Fact]
    public async Task Who_asked_what_and_what_came_out_is_written_down()
    {
        await using var store = await OpenAsync();
        await CommitAsync(store, RandomSpans.Of(3, traces: 10), TestPrices.Of(1));

        var run = await RunAsync(store, RepricingKind.Apply, s_all with { Models = ["gpt-4o"] }, TestPrices.Of(2));

        var entries = await store.GetAuditAsync(Cancel);
        Assert.Equal(["repricing.finish", "repricing.apply"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((s_ada, run.Name), (entry.Actor, entry.Subject)));
        Assert.Equal(run.Question.ToText(), entries[1].Details);
        Assert.Equal(run.ResultText, entries[0].Details);
    }

    private static async Task<StoreUnderTest> OpenAsync()
    {
        var store = await TEngine.CreateAsync(Zones.Kolkata);
        foreach (var name in (string[])["one", "two"])
        {
            await store.Access.CreateProjectAsync(name, A.Entry, Cancel);
        }

        return store;
    }

    private static async Task<RepricingRun> RunAsync(StoreUnderTest store, RepricingKind kind, RepricingQuestion question, PriceBook book)
    {
        var run = await store.Repricing.AskAsync(kind, question, book.Version, s_ada, A.Noon, Cancel);
        while (await store.Repricing.StepAsync(run.Id, book, A.Noon + 1, Cancel))
        {
        }

        return (await store.Repricing.FindAsync(run.Id, Cancel))!;
    }

    private static IReadOnlyList<PricedSpan> Priced(IEnumerable<PricedSpan> spans, PriceBook book) => [.. spans.Select(span => SpanPricer.Price(span.Span, book))];

    private static async Task CommitAsync(StoreUnderTest store, IReadOnlyList<PricedSpan> spans, PriceBook book) =>
        await store.Spans.CommitAsync(Priced(spans, book), Cancel);

    // What a call reports wins over any price, and what the book makes of it stands beside.
    private static List<PricedSpan> SomeReported(List<PricedSpan> spans) =>
        [.. spans.Select((span, i) => i % 7 == 0 && span.Span.Call is { } call ? span with { Span = span.Span with { Call = call with { ReportedCost = new(0.001m * i) } } } : span)];

    private static List<PricedSpan> Take(List<PricedSpan> pending, int count)
    {
        var taken = pending[..Math.Min(count, pending.Count)];
        pending.RemoveRange(0, taken.Count);
        return taken;
    }

    private static SpendMeasures Sum(StoreImage image)
    {
        var sum = new SpendMeasures();
        foreach (var row in image.Quarters.Values)
        {
            sum.Add(row);
        }

        return sum;
    }
}

public sealed class SqliteRepricingTests : RepricingContract<SqliteFile>;

public sealed class SqlServerRepricingTests : RepricingContract<SqlServerDatabaseOfItsOwn>;

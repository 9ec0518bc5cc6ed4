using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>What explains a spike adds up to what every other answer says about the same time.</summary>
public abstract class SpikeQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);

    private static readonly SpendFilter[][] s_filters =
    [
        [], [new(Dimension.Model, ["gpt-4o"])], [new(Dimension.Customer, ["", "acme"]), new(Dimension.Kind, ["Embeddings"], IsExclude: true)],
        [new(Dimension.PriceState, ["Unpriced", "Partial"])], [new(Dimension.Step, ["no such step"])],
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ZoneNames => ["UTC", "Kolkata", "Shifting"];

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public async Task The_series_of_every_period_add_up_to_what_the_totals_and_the_spans_say(string zone)
    {
        var (store, right) = await FilledAsync(Zones.Of(zone));
        await using var _ = store;
        foreach (var (period, baseline) in Periods())
        {
            foreach (var project in (ProjectId?[])[null, new(2)])
            {
                foreach (var filters in s_filters)
                {
                    var answer = await store.Spend.CompareAsync(new(project, period, baseline, filters), Cancel);
                    Assert.Equal(await SumsAsync(right, project, period, filters), Sum(answer.Cells.Select(c => c.Now)));
                    Assert.Equal(await SumsAsync(store.Spend, project, period, filters), Sum(answer.Cells.Select(c => c.Now)));
                    for (var i = 0; i < baseline.Count; i++)
                    {
                        Assert.Equal(await SumsAsync(right, project, baseline[i], filters), answer.Baseline[i]);
                    }

                    Assert.Equal(Rounded(Sum(answer.Baseline) / Math.Max(1, baseline.Count)), Rounded(Sum(answer.Cells.Select(c => c.Usual))));
                }
            }
        }
    }

    [Fact]
    public async Task The_series_are_those_of_a_store_that_walks_over_everything()
    {
        var (store, right) = await FilledAsync(OrganisationCalendar.Utc);
        await using var _ = store;
        foreach (var (period, baseline) in Periods())
        {
            var question = new SpikeQuestion(null, period, baseline, []);

            Assert.Equal(
                Ordered(await right.CompareAsync(question, Cancel)),
                Ordered(await store.Spend.CompareAsync(question, Cancel)));
        }

        static IEnumerable<SpikeCell> Ordered(SpikeAnswer answer) => answer.Cells.OrderBy(c => c.Series.ComputeSeriesId());
    }

    [Fact]
    public async Task What_is_told_of_a_random_ledger_adds_up_to_the_nano()
    {
        var (store, _) = await FilledAsync(OrganisationCalendar.Utc);
        await using var __ = store;
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var from = s_from + (random.Next(24 * 60, 4 * 24 * 60) * UnixNanos.PerMinute);
            var length = random.Next(1, 20 * 60) * UnixNanos.PerMinute;
            List<Period> before = [.. Enumerable.Range(1, random.Next(1, 4)).Select(times => new Period(from + (-times * length), from + ((1 - times) * length)))];
            var period = new Period(from, from + length);

            var report = SpikeReport.Of(period, new(BaselineKind.Before, before), await store.Spend.CompareAsync(new(null, period, before, []), Cancel));

            var spent = (await store.Spend.AskAsync(new(null, period.From, period.To, Grain.Total, [], [], WithDistributions: false), Cancel)).Total;
            Assert.Equal(spent.CostNanoUsd, report.NowNanoUsd);
            Assert.Equal((spent.UnpricedCalls, spent.PartialCalls), (report.UnpricedCalls, report.PartialCalls));
            Assert.Equal(report.NowNanoUsd, report.UsualNanoUsd + Enum.GetValues<SpikeFactor>().Sum(report.Drivers.Of));
            Assert.Equal(report.Drivers.DifferenceNanoUsd, report.Causes.Causes.Sum(c => c.ExcessNanoUsd) + report.Causes.CommonNanoUsd);
            Assert.InRange(report.UsualNanoUsd - (report.Baseline.Sum(p => p.CostNanoUsd) / before.Count), -1, 1);
        }
    }

    [Fact]
    public async Task Steps_without_a_model_call_are_no_series_of_it()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1"), A.Span("s2", tokens: new(1, 0, 0, 0, 1), usd: 1)], Cancel);

        var answer = await store.Spend.CompareAsync(new(null, new(A.Noon, A.Noon + UnixNanos.PerHour), [], []), Cancel);

        Assert.Equal(new SpikeFigures(1, 2, 1_000_000_000), Assert.Single(answer.Cells).Now);
    }

    private static readonly Period s_hour = new(A.Noon, A.Noon + UnixNanos.PerHour);

    private static readonly Dictionary<string, SpikeQuestion> s_unanswerable = new()
    {
        ["a period without length"] = new(null, new(s_from, s_from), [], []),
        ["a baseline without length"] = new(null, s_hour, [new(s_from, s_from)], []),
        ["a part of a minute"] = new(null, new(A.Noon + 1, s_hour.To), [], []),
        ["too many periods"] = new(null, s_hour, [.. Enumerable.Range(1, SpikeQuestion.MostPeriods + 1).Select(_ => s_hour)], []),
        ["the calls of a user"] = new(null, s_hour, [], [new(Dimension.User, ["u1"])]),
        ["the calls with a tag"] = new(null, s_hour, [], [new(Dimension.Model, ["m"]), new(Dimension.Tag, ["red"], "team")]),
    };

    public static TheoryData<string> Unanswerable => [.. s_unanswerable.Keys];

    [Theory]
    [MemberData(nameof(Unanswerable))]
    public async Task What_the_totals_do_not_know_exactly_is_refused_with_a_way_out(string what)
    {
        await using var store = await TEngine.CreateAsync();

        var refusal = await Assert.ThrowsAsync<UnanswerableException>(() => store.Spend.CompareAsync(s_unanswerable[what], Cancel));

        Assert.Contains("Ask", refusal.Message, StringComparison.Ordinal);
    }

    // Whole days, hours that begin and end between quarters, minutes; with and without a baseline.
    private static IEnumerable<(Period Period, IReadOnlyList<Period> Baseline)> Periods()
    {
        Period Shifted(Period period, int days) => new(period.From + (-days * UnixNanos.PerDay), period.To + (-days * UnixNanos.PerDay));
        Period[] periods =
        [
            new(s_from + (2 * UnixNanos.PerDay), s_from + (4 * UnixNanos.PerDay)),
            new(s_from + (3 * UnixNanos.PerDay) + (7 * UnixNanos.PerMinute), s_from + (3 * UnixNanos.PerDay) + (611 * UnixNanos.PerMinute)),
            new(s_from + (2 * UnixNanos.PerDay) + (3 * UnixNanos.PerMinute), s_from + (2 * UnixNanos.PerDay) + (9 * UnixNanos.PerMinute)),
        ];
        foreach (var period in periods)
        {
            yield return (period, []);
            yield return (period, [Shifted(period, 1), Shifted(period, 2), Shifted(period, 3)]);
        }
    }

    private static async Task<SpikeFigures> SumsAsync(ISpendQueries spend, ProjectId? project, Period period, IReadOnlyList<SpendFilter> filters)
    {
        var total = (await spend.AskAsync(new(project, period.From, period.To, Grain.Total, [], filters, WithDistributions: false), Cancel)).Total;
        return new(total.Calls, total.Usage.Total, total.CostNanoUsd);
    }

    private static SpikeFigures Sum(IEnumerable<SpikeFigures> figures) => figures.Aggregate(default(SpikeFigures), (sum, more) => sum + more);

    // A third has no end of digits: sums of thirds differ in the last of 28.
    private static SpikeFigures Rounded(SpikeFigures figures) =>
        new(decimal.Round(figures.Calls, 9), decimal.Round(figures.Tokens, 9), decimal.Round(figures.CostNanoUsd, 9));

    private static async Task<(StoreUnderTest Store, InMemoryStore Right)> FilledAsync(OrganisationCalendar calendar)
    {
        var spans = RandomSpans.Of(seed: 11, traces: 150);
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

public sealed class SqliteSpikeQueriesTests : SpikeQueriesContract<SqliteFile>;

public sealed class SqlServerSpikeQueriesTests : SpikeQueriesContract<SqlServerDatabaseOfItsOwn>;

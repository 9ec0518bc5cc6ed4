using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Every answer is compared with that of a store which walks over everything.</summary>
public abstract class SpendQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_from + (5 * UnixNanos.PerDay);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> ZoneNames => ["UTC", "Kolkata", "Shifting"];

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public async Task Every_grain_and_grouping_is_answered_as_by_walking_over_everything(string zone)
    {
        var (store, right) = await FilledAsync(Zones.Of(zone));
        await using var _ = store;
        Dimension[][] groupings =
        [
            [], [Dimension.Project], [Dimension.Model], [Dimension.Kind, Dimension.PriceState], [Dimension.Customer, Dimension.ApiKey, Dimension.Step],
            [Dimension.Service], [Dimension.Environment, Dimension.Feature], [Dimension.Provider], [Dimension.Release], [Dimension.Service, Dimension.Release],
        ];
        foreach (var grain in Enum.GetValues<Grain>())
        {
            foreach (var by in groupings)
            {
                foreach (var project in (ProjectId?[])[null, new(2)])
                {
                    await SameAsync(store, right, new(project, s_from, s_to, grain, by, []));
                }
            }
        }
    }

    [Fact]
    public async Task Filters_keep_and_leave_out_as_they_say()
    {
        var (store, right) = await FilledAsync(OrganisationCalendar.Utc);
        await using var _ = store;
        SpendFilter[][] filters =
        [
            [new(Dimension.Model, ["gpt-4o"])], [new(Dimension.Model, ["gpt-4o", "claude-sonnet-4"], IsExclude: true)],
            [new(Dimension.Customer, ["", "acme"]), new(Dimension.Kind, ["Chat"])], [new(Dimension.Kind, ["Tool"], IsExclude: true)],
            [new(Dimension.ApiKey, ["1", "2"])], [new(Dimension.Project, ["2"])], [new(Dimension.PriceState, ["Unpriced"])],
            [new(Dimension.Service, ["api"]), new(Dimension.Environment, ["production"]), new(Dimension.Feature, ["search"], IsExclude: true)],
            [new(Dimension.Step, ["no such step"])], [new(Dimension.Provider, ["openai"])], [new(Dimension.Release, ["2.8.1"])],
            [new(Dimension.Release, ["2.8.1", ""], IsExclude: true), new(Dimension.Service, ["api"])],
        ];
        foreach (var filter in filters)
        {
            await SameAsync(store, right, new(null, s_from, s_to, Grain.Day, [Dimension.Model], filter));
            await SameAsync(store, right, new(null, s_from, s_to, Grain.Total, [Dimension.Step, Dimension.Model], filter));
        }
    }

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public async Task Users_and_tags_are_answered_by_the_day(string zone)
    {
        var calendar = Zones.Of(zone);
        var (store, right) = await FilledAsync(calendar);
        await using var _ = store;
        var (from, to) = (calendar.Floor(s_from, Grain.Day), calendar.Floor(s_to, Grain.Day));
        foreach (var grain in (Grain[])[Grain.Total, Grain.Day, Grain.Month])
        {
            await SameAsync(store, right, new(null, from, to, grain, [Dimension.User], []));
            await SameAsync(store, right, new(new(1), from, to, grain, [Dimension.User], [new(Dimension.User, ["u1", "u2"])]));
            await SameAsync(store, right, new(new(1), from, to, grain, [], [new(Dimension.User, ["u1"], IsExclude: true)]));
            await SameAsync(store, right, new(null, from, to, grain, [Dimension.Tag], [], RandomSpans.TagKey));
            await SameAsync(store, right, new(null, from, to, grain, [], [new(Dimension.Tag, ["red"], RandomSpans.TagKey)]));
        }
    }

    [Theory]
    [MemberData(nameof(ZoneNames))]
    public async Task Chosen_values_and_the_sum_of_the_others_are_all_that_was_spent_at_every_start(string zone)
    {
        var calendar = Zones.Of(zone);
        var (store, right) = await FilledAsync(calendar);
        await using var _ = store;
        var (from, to) = (calendar.Floor(s_from, Grain.Day), calendar.Floor(s_to, Grain.Day));
        SpendQuestion[] questions =
        [
            .. ((Grain[])[Grain.Total, Grain.Day, Grain.Month]).SelectMany(grain => (SpendQuestion[])
            [
                new(null, from, to, grain, [Dimension.User], []),
                new(new(1), from, to, grain, [Dimension.User], [new(Dimension.User, ["u1"], IsExclude: true)]),
                new(null, from, to, grain, [Dimension.Tag], [], RandomSpans.TagKey),
                new(null, from, to, grain, [Dimension.Model], []),
            ]),
        ];
        foreach (var question in questions)
        {
            var whole = await right.AskAsync(question, Cancel);
            foreach (var most in (int[])[0, 1, 100])
            {
                var answer = await store.Spend.AskChosenAsync(question, totals => [.. totals.Select(t => t.Values[0]).Order(StringComparer.Ordinal).Take(most)], Cancel);

                var chosen = answer.Totals.Select(t => t.Values[0]).Order(StringComparer.Ordinal).Take(most).ToHashSet();
                Assert.Equal(Sums(whole.Rows, row => row.Values[0]), Sums(answer.Totals, row => row.Values[0]));
                Assert.Equal(whole.Rows.Where(row => chosen.Contains(row.Values[0])).Select(Text), answer.Rows.Select(Text));
                Assert.Equal(Sums(whole.Rows, row => row.Start), Sums(answer.Rows.Concat(answer.Rest), row => row.Start));
                Assert.All(answer.Rest, row => Assert.Empty(row.Values));
            }
        }

        static Dictionary<TKey, SpendMeasures> Sums<TKey>(IEnumerable<SpendRow> rows, Func<SpendRow, TKey> key)
            where TKey : notnull =>
            rows.GroupBy(key).ToDictionary(group => group.Key, group => group.Aggregate(new SpendMeasures(), (sum, row) =>
            {
                sum.Add(row.Measures);
                return sum;
            }));

        static (UnixNanos, string, SpendMeasures) Text(SpendRow row) => (row.Start, row.Values[0], row.Measures);
    }

    [Fact]
    public async Task Values_are_chosen_of_one_dimension_alone()
    {
        await using var store = await TEngine.CreateAsync();

        await Assert.ThrowsAsync<UnanswerableException>(() =>
            store.Spend.AskChosenAsync(new(null, s_from, s_to, Grain.Day, [Dimension.Model, Dimension.Step], []), _ => [], Cancel));
    }

    [Fact]
    public async Task Without_distributions_the_figures_are_the_same_and_the_histograms_empty()
    {
        var (store, right) = await FilledAsync(OrganisationCalendar.Utc);
        await using var _ = store;

        await SameAsync(store, right, new(null, s_from, s_to, Grain.Hour, [Dimension.Model], [], WithDistributions: false));
    }

    [Fact]
    public async Task A_period_between_quarters_is_answered_to_the_minute()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1", start: 0), A.Span("s2", start: 60_000), A.Span("s3", start: 120_000)], Cancel);

        var answer = await store.Spend.AskAsync(new(null, A.Noon + UnixNanos.PerMinute, A.Noon + (2 * UnixNanos.PerMinute), Grain.Total, [], []), Cancel);

        Assert.Equal(1, answer.Total.Spans);
    }

    private static readonly Dictionary<string, SpendQuestion> s_unanswerable = new()
    {
        ["a period without length"] = new(null, s_from, s_from, Grain.Total, [], []),
        ["a part of a minute"] = new(null, s_from + 1, s_to, Grain.Total, [], []),
        ["four dimensions"] = new(null, s_from, s_to, Grain.Total, [Dimension.Model, Dimension.Service, Dimension.Step, Dimension.Kind], []),
        ["users by the hour"] = new(null, s_from, s_to, Grain.Hour, [Dimension.User], []),
        ["users with models"] = new(null, s_from, s_to, Grain.Day, [Dimension.User, Dimension.Model], []),
        ["users of a model"] = new(null, s_from, s_to, Grain.Day, [Dimension.User], [new(Dimension.Model, ["gpt-4o"])]),
        ["a tag without a key"] = new(null, s_from, s_to, Grain.Day, [Dimension.Tag], []),
        ["users of a part of a day"] = new(null, s_from + UnixNanos.PerHour, s_to, Grain.Total, [Dimension.User], []),
    };

    public static TheoryData<string> Unanswerable => [.. s_unanswerable.Keys];

    [Theory]
    [MemberData(nameof(Unanswerable))]
    public async Task What_the_totals_do_not_know_exactly_is_refused_with_a_way_out(string what)
    {
        await using var store = await TEngine.CreateAsync();

        var refusal = await Assert.ThrowsAsync<UnanswerableException>(() => store.Spend.AskAsync(s_unanswerable[what], Cancel));

        Assert.Matches("Ask|Name", refusal.Message);
    }

    [Theory]
    [InlineData(Grain.Total)]
    [InlineData(Grain.Minute)]
    public async Task A_sum_beyond_sixty_four_bits_is_refused_and_not_wrapped(Grain grain)
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1", tokens: new(1, 0, 0, 0, 1), usd: 1), A.Span("s2", start: 60_000, tokens: new(1, 0, 0, 0, 1), service: "another")], Cancel);
        await using (var db = store.Database.Open())
        {
            await db.SpendSlices.ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, long.MaxValue), Cancel);
            await db.SpendMinutes.ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, long.MaxValue), Cancel);
        }

        var refusal = await Assert.ThrowsAsync<UnanswerableException>(
            () => store.Spend.AskAsync(new(null, s_from, s_to, grain, [], []), Cancel));

        Assert.Contains("64 bits", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_values_of_a_dimension_come_dearest_first()
    {
        var (store, right) = await FilledAsync(OrganisationCalendar.Utc);
        await using var _ = store;
        foreach (var dimension in Enum.GetValues<Dimension>().Where(d => d is not Dimension.Tag))
        {
            Assert.Equal(
                await right.GetValuesAsync(null, dimension, s_from, s_to, 3, Cancel),
                await store.Spend.GetValuesAsync(null, dimension, s_from, s_to, 3, Cancel));
        }
    }

    [Fact]
    public async Task The_extent_is_that_of_the_spans()
    {
        var (store, right) = await FilledAsync(OrganisationCalendar.Utc);
        await using var _ = store;

        Assert.Equal(await right.GetExtentAsync(null, Cancel), await store.Spend.GetExtentAsync(null, Cancel));
        Assert.Equal(await right.GetExtentAsync(new(2), Cancel), await store.Spend.GetExtentAsync(new(2), Cancel));
        Assert.Null(await store.Spend.GetExtentAsync(new(99), Cancel));
    }

    [Fact]
    public async Task Beyond_ten_thousand_users_a_day_the_rest_is_counted_as_other()
    {
        await using var store = await TEngine.CreateAsync();
        var spans = Enumerable.Range(0, 10_020)
            .Select(i => A.Span("s1", trace: $"t{i}", tokens: new(1, 0, 0, 0, 1), usd: 0.001m, attribution: new(User: $"user {i}")))
            .ToList();

        await store.Spans.CommitAsync(spans[..9_000], Cancel);
        await store.Spans.CommitAsync(spans[9_000..], Cancel);
        await store.Spans.CommitAsync(spans[9_900..], Cancel);

        var answer = await store.Spend.AskAsync(new(null, s_from, s_from + UnixNanos.PerDay, Grain.Total, [Dimension.User], []), Cancel);
        Assert.Equal(10_001, answer.Rows.Count);
        Assert.Equal(20, answer.Rows.Single(r => r.Values[0] == "(other)").Measures.Calls);
        Assert.Equal(10_020_000_000, answer.Total.CostNanoUsd);
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);

        // A value with a row of its own is known exactly; what may have been folded is refused, and is never $0.
        var day = new SpendQuestion(null, s_from, s_from + UnixNanos.PerDay, Grain.Total, [], [new(Dimension.User, ["user 5"])]);
        Assert.Equal(1_000_000, (await store.Spend.AskAsync(day, Cancel)).Total.CostNanoUsd);
        Assert.Equal(20_000_000, (await store.Spend.AskAsync(day with { Filters = [new(Dimension.User, ["(other)"])] }, Cancel)).Total.CostNanoUsd);
        foreach (var isExclude in (bool[])[false, true])
        {
            var folded = day with { Filters = [new(Dimension.User, ["user 5", "user 10010"], IsExclude: isExclude)] };
            var refusal = await Assert.ThrowsAsync<UnanswerableException>(() => store.Spend.AskAsync(folded, Cancel));
            Assert.Contains("2026-08-06", refusal.Message, StringComparison.Ordinal);
        }

        var nextDay = day with { From = day.To, To = day.To + UnixNanos.PerDay, Filters = [new(Dimension.User, ["user 10010"])] };
        Assert.Equal(0, (await store.Spend.AskAsync(nextDay, Cancel)).Total.Calls);
    }

    private static async Task SameAsync(StoreUnderTest store, InMemoryStore right, SpendQuestion question)
    {
        var expected = await right.AskAsync(question, Cancel);
        var actual = await store.Spend.AskAsync(question, Cancel);
        Assert.Equal(Rows(expected), Rows(actual));
        Assert.Equal(expected.Total, actual.Total);

        static IEnumerable<(UnixNanos, string, SpendMeasures)> Rows(SpendAnswer answer) =>
            answer.Rows.Select(r => (r.Start, string.Join('|', r.Values), r.Measures));
    }

    private static async Task<(StoreUnderTest Store, InMemoryStore Right)> FilledAsync(OrganisationCalendar calendar)
    {
        var spans = RandomSpans.Of(seed: 7, traces: 150);
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

public sealed class SqliteSpendQueriesTests : SpendQueriesContract<SqliteFile>;

public sealed class SqlServerSpendQueriesTests : SpendQueriesContract<SqlServerDatabaseOfItsOwn>;

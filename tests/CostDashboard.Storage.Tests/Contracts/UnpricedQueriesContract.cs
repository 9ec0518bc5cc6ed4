using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class UnpricedQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private const double Day = 24 * 3_600_000d;

    private static readonly UnixNanos s_today = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_from = s_today + (-30 * UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_today + (30 * UnixNanos.PerDay);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Models_without_a_price_come_with_calls_tokens_days_and_projects()
    {
        await using var store = await FilledAsync();

        Assert.Equal(
            [
                Of("openai", "house-9", 3, new(60, 6, 0, 0, 30, 3), s_today, s_today + (2 * UnixNanos.PerDay), 1, 2),
                Of("", "house-1", 1, new(5, 0, 0, 0, 5), s_today, s_today, 1),
            ],
            (await store.Unpriced.GetAsync(null, s_from, s_to, Cancel)).Select(Comparable));
    }

    [Fact]
    public async Task A_project_and_a_period_narrow_the_answer()
    {
        await using var store = await FilledAsync();

        Assert.Equal(
            [Of("openai", "house-9", 1, new(20, 2, 0, 0, 10, 1), s_today, s_today, 2)],
            (await store.Unpriced.GetAsync(new ProjectId(2), s_from, s_to, Cancel)).Select(Comparable));
        Assert.Equal(
            [Of("openai", "house-9", 1, new(20, 2, 0, 0, 10, 1), s_today + (2 * UnixNanos.PerDay), s_today + (2 * UnixNanos.PerDay), 1)],
            (await store.Unpriced.GetAsync(null, s_today + UnixNanos.PerDay, s_to, Cancel)).Select(Comparable));
    }

    [Fact]
    public async Task A_model_that_has_a_price_by_now_is_no_longer_among_them()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([A.Span("s1", tokens: new(20, 0, 0, 0, 10), model: "house-9")], Cancel);
        await store.Spans.CommitAsync([A.Span("s1", tokens: new(20, 0, 0, 0, 10), model: "house-9", usd: 1m)], Cancel);

        Assert.Empty(await store.Unpriced.GetAsync(null, s_from, s_to, Cancel));
    }

    private static async Task<StoreUnderTest> FilledAsync()
    {
        var store = await TEngine.CreateAsync();
        var usage = new Usage(20, 2, 0, 0, 10, 1);
        await store.Spans.CommitAsync(
            [
                A.Span("s1", trace: "t1", tokens: usage, model: "house-9"),
                A.Span("s2", trace: "t2", start: 2 * Day, tokens: usage, model: "house-9"),
                A.Span("s3", trace: "t3", tokens: usage, model: "house-9", project: new(2)),
                A.Span("s4", trace: "t4", tokens: new(5, 0, 0, 0, 5), model: "house-1", provider: ""),
                A.Span("s5", trace: "t5", tokens: usage, usd: 1m),
                A.Span("s6", trace: "t6"),
            ],
            Cancel);
        return store;
    }

    private static (UnpricedTraffic, string) Of(string provider, string model, long calls, Usage usage, UnixNanos first, UnixNanos last, params int[] projects) =>
        Comparable(new(provider, model, PriceState.Unpriced, calls, usage, first, last, [.. projects.Select(id => new ProjectId(id))]));

    private static (UnpricedTraffic, string) Comparable(UnpricedTraffic traffic) => (traffic with { Projects = [] }, string.Join(' ', traffic.Projects.Select(p => p.Value)));
}

public sealed class SqliteUnpricedQueriesTests : UnpricedQueriesContract<SqliteFile>;

public sealed class SqlServerUnpricedQueriesTests : UnpricedQueriesContract<SqlServerDatabaseOfItsOwn>;

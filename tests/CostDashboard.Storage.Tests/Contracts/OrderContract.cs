using CostDashboard.Core.Spans;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Totals move by difference: whatever the order, the batches, the duplicates and the restarts, the same spans give the same store.</summary>
public abstract class OrderContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_same_spans_give_the_same_store_in_whatever_order_they_come(int seed)
    {
        var spans = RandomSpans.Of(seed, traces: 60);
        await using var ordered = await OpenAsync();
        await ordered.Spans.CommitAsync(spans, Cancel);
        var expected = await StoreImage.OfAsync(ordered, Cancel);

        await using var shuffled = await OpenAsync();
        await CommitInPiecesAsync(shuffled, spans, new Random(seed));

        StoreImage.AssertSame(expected, await StoreImage.OfAsync(shuffled, Cancel));
        foreach (var trace in spans.GroupBy(s => s.Key.TraceKey))
        {
            SameSpans.Assert(trace, await shuffled.Traces.GetSpansAsync(trace.Key, Cancel));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_totals_are_those_of_a_store_that_is_obviously_right(int seed)
    {
        var spans = RandomSpans.Of(seed + 100, traces: 60);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);
        await using var store = await OpenAsync();

        await CommitInPiecesAsync(store, spans, new Random(seed));

        StoreImage.AssertTotals(right, await StoreImage.OfAsync(store, Cancel));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Verification_finds_nothing_and_a_rebuild_changes_nothing(int seed)
    {
        await using var store = await OpenAsync();
        await CommitInPiecesAsync(store, RandomSpans.Of(seed + 200, traces: 60), new Random(seed));
        var before = await StoreImage.OfAsync(store, Cancel);

        // A value whose charges went to another one leaves a row of nothing until the next rebuild.
        var labelRows = await LabelRowsAsync(store);

        var report = await store.Ledger.VerifyAsync(null, Cancel);
        await store.Ledger.RebuildAsync(Cancel);

        Assert.Empty(report.Differences);
        Assert.True(report.TiesOut);
        Assert.Equal((before.Charges.Count, before.Traces.Count), (report.Spans, report.Traces));
        Assert.Equal(before.Minutes.Count + before.Quarters.Count + before.Hours.Count + before.Days.Count + before.Slices.Count + before.Pipelines.Count + before.Outcomes.Count + labelRows, report.Rows);
        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
    }

    private static async Task<int> LabelRowsAsync(StoreUnderTest store)
    {
        await using var db = store.Database.Open();
        return await db.LabelDays.CountAsync(Cancel);
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
            if (random.Next(6) == 0)
            {
                await store.ReopenAsync();
            }
        }
    }
}

public sealed class SqliteOrderTests : OrderContract<SqliteFile>;

public sealed class SqlServerOrderTests : OrderContract<SqlServerDatabaseOfItsOwn>;

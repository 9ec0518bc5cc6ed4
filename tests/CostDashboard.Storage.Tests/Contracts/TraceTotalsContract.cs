using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Traces;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>What the traces of a period come to is the same whether it is taken from days or counted, and the dearest are, however they are found.</summary>
public abstract class TraceTotalsContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UTC")]
    [InlineData("Kolkata")]
    [InlineData("Shifting")]
    public async Task What_all_traces_of_a_period_come_to_is_what_each_of_them_does(string zone)
    {
        var calendar = Zones.Of(zone);
        List<PricedSpan> spans = RandomSpans.Of(seed: 5, traces: 150);
        var right = new InMemoryStore(calendar);
        await right.CommitAsync(spans, Cancel);
        await using var store = await TEngine.CreateAsync(calendar);
        await store.Spans.CommitAsync(spans, Cancel);

        // Beginnings and ends at midnight of UTC and of the zone, beside it, and anywhere.
        UnixNanos[] moments =
        [
            .. Enumerable.Range(-1, 7).Select(day => s_from + (day * UnixNanos.PerDay)),
            .. Enumerable.Range(0, 5).Select(day => calendar.Floor(s_from + (day * UnixNanos.PerDay), Grain.Day)),
            .. Enumerable.Range(0, 5).Select(day => calendar.Floor(s_from + (day * UnixNanos.PerDay), Grain.Day) + -1),
            .. Enumerable.Range(0, 5).Select(day => s_from + (day * UnixNanos.PerDay) + (7919 * UnixNanos.PerSecond)),
        ];
        foreach (var from in moments)
        {
            foreach (var to in moments.Where(to => to > from))
            {
                var question = new TraceQuestion(A.Project, from, to, [], Limit: 1);
                Assert.Equal(SumOf(await right.ListAsync(question, Cancel)), SumOf(await store.Traces.ListAsync(question, Cancel)));
            }
        }

        Assert.True((await store.Traces.ListAsync(new(A.Project, moments.Min(), moments.Max(), []), Cancel)).Count > 50);
    }

    [Fact]
    public async Task The_dearest_are_the_same_along_their_cost_and_sorted_and_without_their_sum()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(RandomSpans.Of(seed: 6, traces: 150), Cancel);
        await using var db = store.Database.Open();
        foreach (var isAscending in (bool[])[true, false])
        {
            var question = new TraceQuestion(A.Project, s_from + UnixNanos.PerHour, s_from + (2 * UnixNanos.PerDay), [], TraceSort.Cost, isAscending, Limit: 20);
            var sorted = await TraceQueries.Page(db, question, null, 20).Select(c => c.Trace.Number).ToListAsync(Cancel);

            Assert.Equal(21, sorted.Count);
            Assert.Equal(sorted, await TraceQueries.Page(db, question, null, 20, isAlongCost: true).Select(c => c.Trace.Number).ToListAsync(Cancel));

            var page = await store.Traces.ListAsync(question, Cancel);
            Assert.Equal(page.Rows, await store.Traces.GetFirstAsync(question, Cancel));
            var next = question with { Cursor = page.Next };
            Assert.Equal((await store.Traces.ListAsync(next, Cancel)).Rows, await store.Traces.GetFirstAsync(next, Cancel));
        }
    }

    private static (long Count, long Cost, long Unpriced, long Partial) SumOf(TracePage page) =>
        (page.Count, page.CostNanoUsd, page.UnpricedCalls, page.PartialCalls);
}

public sealed class SqliteTraceTotalsTests : TraceTotalsContract<SqliteFile>
{
    [Fact]
    public async Task The_dearest_of_a_long_period_are_read_in_the_order_of_their_index()
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        var question = new TraceQuestion(A.Project, A.Noon, A.Noon + UnixNanos.PerDay, [], TraceSort.Cost);
        await using var command = TraceQueries.Page(db, question, null, 8, isAlongCost: true).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var plan = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            plan.Add(reader.GetString(3));
        }

        Assert.Contains("IX_Traces_Cost", Assert.Single(plan), StringComparison.Ordinal);
    }
}

public sealed class SqlServerTraceTotalsTests : TraceTotalsContract<SqlServerDatabaseOfItsOwn>;

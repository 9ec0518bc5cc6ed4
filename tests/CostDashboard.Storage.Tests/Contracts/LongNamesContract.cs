using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>Names that are longer than totals keep them.</summary>
public abstract class LongNamesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_from + UnixNanos.PerDay;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x", 250)]
    [InlineData("x", 199)]
    [InlineData("x", 200)]
    [InlineData("🙂", 125)]
    [InlineData("x🙂", 99)]
    public async Task What_a_list_shows_of_a_long_name_finds_it_again(string part, int times)
    {
        var name = string.Concat(Enumerable.Repeat(part, times)) + "…";
        var other = SpendKey.Bounded(name)[..^2];
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(
            [
                A.Span("a", trace: "t1", tokens: new(1, 0, 0, 0, 0), attribution: new(name, name, name, name)),
                A.Span("b", trace: "t2", tokens: new(1, 0, 0, 0, 0), attribution: new(other, other, other, other)),
            ],
            Cancel);
        var trace = Assert.Single((await store.Traces.ListAsync(new(null, s_from, s_to, []), Cancel)).Rows, t => t.Key.Trace == A.TraceId());

        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            foreach (var (dimension, shown) in ((Dimension, string?)[])[
                (Dimension.Customer, trace.Attribution.Customer),
                (Dimension.Feature, trace.Attribution.Feature),
                (Dimension.Environment, trace.Attribution.Environment),
                (Dimension.User, trace.Attribution.User)])
            {
                Assert.Equal(SpendKey.Bounded(name), shown);
                await OnlyAsync(A.TraceId(), new(null, s_from, s_to, [new(dimension, [shown!])], Basis: basis));
                await OnlyAsync(A.TraceId("t2"), new(null, s_from, s_to, [new(dimension, [shown!], IsExclude: true)], Basis: basis));
                await OnlyAsync(A.TraceId(), new(null, s_from, s_to, [], Basis: basis) { Matches = [new(MatchedText.Dimension, dimension, [new(shown!)])] });
                await OnlyAsync(A.TraceId(), new(null, s_from, s_to, [], Basis: basis) { Matches = [new(MatchedText.Dimension, dimension, [new(shown!, IsOpenAfter: true)])] });
            }
        }

        async Task OnlyAsync(TraceId id, TraceQuestion question) =>
            Assert.Equal([id], (await store.Traces.ListAsync(question, Cancel)).Rows.Select(t => t.Key.Trace));
    }
}

public sealed class SqliteLongNamesTests : LongNamesContract<SqliteFile>;

public sealed class SqlServerLongNamesTests : LongNamesContract<SqlServerDatabaseOfItsOwn>;

using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class LangfuseWorkTests
{
    [Fact]
    public async Task Events_go_thirty_days_after_the_last_one_and_not_before()
    {
        var (clock, events) = (new ManualClock(), new InMemoryLangfuseEvents());
        var now = UnixNanos.From(clock.GetUtcNow());
        for (var i = 0; i < ILangfuseEvents.MostDeleted + 1; i++)
        {
            await AddAsync(events, i, now + (-30 * UnixNanos.PerDay) + -1);
        }

        await AddAsync(events, 9_999, now + (-30 * UnixNanos.PerDay));

        await new LangfuseWork(events, clock).RunAsync(new(), TestContext.Current.CancellationToken);

        var left = await events.GetAsync(A.Project, [.. Enumerable.Range(0, ILangfuseEvents.MostDeleted + 1).Append(9_999).Select(i => (long)i)], TestContext.Current.CancellationToken);
        Assert.Equal([9_999], left.Select(story => story.Entity));
    }

    private static async Task AddAsync(InMemoryLangfuseEvents events, long entity, UnixNanos at)
    {
        await events.AddAsync(A.Project, [new LangfuseEvent(entity, 1, null, at, at, new byte[] { 1 })], at, CancellationToken.None);
        await events.SettleAsync(A.Project, await events.GetAsync(A.Project, [entity], CancellationToken.None), [1], CancellationToken.None);
    }
}

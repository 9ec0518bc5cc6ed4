using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Sources;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Sources;

public sealed class SpanTailTests
{
    private readonly SpanTail _tail = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_follows_gets_what_arrives_and_who_is_too_slow_the_latest()
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var followed = _tail.Follow(A.Project, left.Token)!.GetAsyncEnumerator(Cancel);
        _tail.Add(A.Project, [.. Enumerable.Range(0, ISpanTail.Most + 10).Select(Of)]);
        _tail.Add(new(2), [Of(999)]);

        var seen = new List<string>();
        while (seen.Count < ISpanTail.Most && await followed.MoveNextAsync())
        {
            seen.Add(followed.Current.Name);
        }

        Assert.Equal(Enumerable.Range(10, ISpanTail.Most).Select(i => $"span {i}"), seen);
        Assert.Equal(Enumerable.Range(10, ISpanTail.Most).Reverse().Select(i => $"span {i}"), _tail.Latest(A.Project).Select(span => span.Name));
    }

    [Fact]
    public void Followers_are_limited_and_who_leaves_makes_room()
    {
        using var left = new CancellationTokenSource();
        for (var i = 0; i < ISpanTail.MostFollowers; i++)
        {
            Assert.NotNull(_tail.Follow(A.Project, i == 0 ? left.Token : Cancel));
        }

        Assert.Null(_tail.Follow(A.Project, Cancel));
        Assert.NotNull(_tail.Follow(new(2), Cancel));
        left.Cancel();
        Assert.NotNull(_tail.Follow(A.Project, Cancel));
    }

    private static ArrivedSpan Of(int number) => ArrivedSpan.Of(A.Span("s", name: $"span {number}"), new(Door.Json, SourceClient.Unknown), A.Noon);
}

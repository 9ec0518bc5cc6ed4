using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Tests.Access;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.Ingest.Tests.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Pipeline;

public sealed class IntakeTallyTests
{
    private const string Protobuf = "application/x-protobuf";

    private static readonly PricedSpan s_span = A.Span("s");

    private readonly ManualClock _clock = new();
    private readonly IntakeTally _tally;
    private readonly UnixNanos _started;

    public IntakeTallyTests()
    {
        _started = Now;
        _tally = new(_clock);
    }

    private UnixNanos Now => UnixNanos.From(_clock.GetUtcNow());

    [Fact]
    public async Task What_a_door_took_and_rejected_is_told_with_the_reasons()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var good = Answers.Mine(receiver, "good");
        var noTrace = Answers.Mine(receiver, "s2") with { Key = good.Key with { Trace = default } };

        await receiver.PostAsync(OtlpRequest.Protobuf([noTrace, good, noTrace]), Protobuf);
        await receiver.PostAsync([0xff], Protobuf);
        var figures = receiver.Get<IIntake>().Of(receiver.Key.Project);

        Assert.Equal((1, 2, 1), (figures.Spans, figures.Rejected, figures.Unreadable));
        Assert.Equal(2, Assert.Single(figures.Reasons).Spans);
        Assert.Contains("the trace id is missing", figures.Reasons[0].Reason, StringComparison.Ordinal);
        Assert.NotNull(figures.LastReceived);
    }

    [Fact]
    public void Before_anything_came_the_figures_are_empty_and_say_since_when() =>
        Assert.Equal((_started, true, null, 0), Told() is var f ? (f.Since, f.IsSinceStart, f.LastReceived, f.Spans) : default);

    [Fact]
    public void A_span_that_ended_long_before_it_came_is_late()
    {
        Take(Request(Ended(2 * UnixNanos.PerHour), Ended(UnixNanos.PerMinute), Ended(20 * UnixNanos.PerMinute)));

        Assert.Equal((3, 2, 2 * UnixNanos.PerHour), Told() is var f ? (f.Spans, f.Late, f.LatestNanos) : default);
    }

    [Fact]
    public void What_is_older_than_a_day_is_forgotten_but_not_when_the_last_span_came()
    {
        Take(Request(Ended(0)) with { Rejections = [new("s", "why")] });
        _clock.Advance(TimeSpan.FromHours(26));
        var told = Told();

        Assert.Equal((0, 0, false, _started), (told.Spans, told.Rejected, told.IsSinceStart, told.LastReceived));
        Assert.Empty(told.Reasons);
    }

    [Fact]
    public void Each_project_is_told_of_its_own()
    {
        Take(Request(Ended(0)) with { Sender = new(Door.Json, new(99)) });

        Assert.Equal(0, Told().Spans);
    }

    [Fact]
    public void More_reasons_than_can_be_told_are_counted_all_the_same()
    {
        Take(Request() with { Rejections = [.. Enumerable.Range(0, 30).Select(i => new Rejection("s", $"reason {i}"))] });

        Assert.Equal((30, IntakeTally.MostReasons), (Told().Rejected, Told().Reasons.Count));
    }

    [Theory]
    [InlineData(Door.OtlpGrpc, 1)]
    [InlineData(Door.Import, 0)]
    public void What_is_imported_is_history_and_not_late(Door door, int late)
    {
        Take(Request(Ended(2 * UnixNanos.PerHour)) with { Sender = new(door, A.Project) });

        Assert.Equal((1, late), (Told().Spans, Told().Late));
    }

    private void Take(SpanRequest request) => _tally.Taken(request, [.. request.Spans.Select(span => s_span with { Span = s_span.Span with { Source = span } })]);

    private SpanRequest Request(params DecodedSpan[] spans) => new(new(Door.OtlpHttp, A.Project), spans, Now, 1);

    private IntakeFigures Told() => ((IIntake)_tally).Of(A.Project);

    private DecodedSpan Ended(long ago) => A.Span("s").Span.Source with { End = Now + -ago };
}

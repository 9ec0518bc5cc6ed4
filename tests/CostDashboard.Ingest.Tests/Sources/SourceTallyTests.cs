using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.Ingest.Sources;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Sources;

public sealed class SourceTallyTests
{
    private static readonly Sender s_sender = new(Door.OtlpHttp, A.Project, 7, "OTel-OTLP-Exporter-Python/1.27.0 extra");
    private static readonly SpanOrigin s_python = new(SpanAttributes.Of(("telemetry.sdk.name", AttributeValue.Of("opentelemetry")), ("telemetry.sdk.language", AttributeValue.Of("python")), ("telemetry.sdk.version", AttributeValue.Of("1.27.0"))));

    private readonly SourceTally _tally = new();

    public static TheoryData<SpanOrigin, string?, string, string> Clients => new()
    {
        { s_python, "curl/8", "opentelemetry python", "1.27.0" },
        { new(SpanAttributes.None, "openinference.instrumentation.openai", "0.1.18"), "curl/8", "openinference.instrumentation.openai", "0.1.18" },
        { SpanOrigin.Unknown, "OTel-OTLP-Exporter-Python/1.27.0 extra", "OTel-OTLP-Exporter-Python", "1.27.0" },
        { SpanOrigin.Unknown, "curl", "curl", "" },
        { SpanOrigin.Unknown, null, "", "" },
        { new(SpanAttributes.None, new('x', 500), new('y', 500)), null, new string('x', 99) + "…", new string('y', 49) + "…" },
    };

    [Theory]
    [MemberData(nameof(Clients))]
    public void A_client_is_named_by_its_sdk_else_its_scope_else_its_request(SpanOrigin origin, string? agent, string name, string version) =>
        Assert.Equal(new(name, version), SourceClient.Of(origin, agent));

    [Fact]
    public void What_came_is_counted_by_door_and_client_and_hour_with_what_is_missing()
    {
        var named = Call("a") with { Span = Call("a").Span with { Attribution = new(Customer: "acme") } };
        var elsewhere = Call("b") with { Span = Call("b").Span with { Source = Call("b").Span.Source with { Key = A.SpanKey("b", "t2") } } };

        Take(named, Call("c"), elsewhere, Of(A.Span("step"), s_python));
        Take(s_sender with { Door = Door.Json }, [], [new("x", "no id") { Field = "id", Remedy = "Send one." }], moreRejected: 2, ignored: 5);
        _tally.Unreadable(s_sender, "not JSON", A.Noon);
        var batch = _tally.Take();

        Assert.Equal(
            [
                new(A.Project, A.Noon.Floor(UnixNanos.PerHour), new(Door.OtlpHttp, new("opentelemetry python", "1.27.0")), new(1, 4, 3, 3, 1, 3, 0, 0, 0, 0, 0, 0, 0, A.Noon)),
                new(A.Project, A.Noon.Floor(UnixNanos.PerHour), new(Door.Json, new("OTel-OTLP-Exporter-Python", "1.27.0")), new(1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 5, A.Noon)),
                new(A.Project, A.Noon.Floor(UnixNanos.PerHour), new(Door.OtlpHttp, new("OTel-OTLP-Exporter-Python", "1.27.0")), new(1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, A.Noon)),
            ],
            batch.Hours);
        Assert.Equal([("x", "no id", "id", "Send one."), ("", "not JSON", "", "")], batch.Rejections.Select(one => (one.Rejection.Span, one.Rejection.Reason, one.Rejection.Field, one.Rejection.Remedy)));
        Assert.True(_tally.Take().IsEmpty);
    }

    [Theory]
    [InlineData(Door.OtlpHttp, 20 * UnixNanos.PerMinute, 1, 0)]
    [InlineData(Door.Import, 20 * UnixNanos.PerMinute, 0, 0)]
    [InlineData(Door.OtlpHttp, UnixNanos.PerMinute, 0, 0)]
    [InlineData(Door.OtlpHttp, -UnixNanos.PerSecond, 0, 0)]
    [InlineData(Door.OtlpHttp, -UnixNanos.PerMinute, 0, 1)]
    public void A_span_that_came_long_after_its_end_is_late_and_one_before_it_has_a_clock_that_is_ahead(Door door, long after, int late, int ahead)
    {
        var span = A.Span("s");
        Take(s_sender with { Door = door }, [span with { Span = span.Span with { Source = span.Span.Source with { End = A.Noon + -after } } }]);

        var figures = Assert.Single(_tally.Take().Hours).Figures;
        Assert.Equal((late, ahead), (figures.Late, figures.Ahead));
        Assert.Equal((late * after, -ahead * after), (figures.LatestNanos, figures.FurthestAheadNanos));
    }

    [Fact]
    public void A_sender_that_makes_up_names_is_others()
    {
        for (var i = 0; i < 300; i++)
        {
            Take(s_sender with { Client = $"made-up-{i}/1" }, [Of(A.Span("s"), SpanOrigin.Unknown)]);
        }

        var hours = _tally.Take().Hours;
        Assert.Equal(ISourceStore.MostSources, hours.Count);
        Assert.Equal(300, hours.Sum(hour => hour.Figures.Spans));
        Assert.Equal(201, Assert.Single(hours, hour => hour.Source.Client == SourceClient.Others).Figures.Spans);
    }

    [Fact]
    public void What_could_not_be_written_is_written_with_what_came_since()
    {
        Take(s_sender, [A.Span("s")], [new("first", "why")]);
        var lost = _tally.Take();
        Take(s_sender, [A.Span("s")], [.. Enumerable.Range(0, SourceRejection.MostKept - 1).Select(i => new Rejection("later", "why"))]);

        _tally.Restore(lost);
        var batch = _tally.Take();

        Assert.Equal(2, Assert.Single(batch.Hours).Figures.Spans);
        Assert.Equal(SourceRejection.MostKept, batch.Rejections.Count);
        Assert.Equal("first", batch.Rejections[0].Rejection.Span);
    }

    private void Take(params PricedSpan[] spans) => Take(s_sender, spans);

    private void Take(Sender sender, PricedSpan[] spans, IReadOnlyList<Rejection>? rejections = null, long moreRejected = 0, long ignored = 0) =>
        _tally.Taken(new(sender, [.. spans.Select(span => span.Span.Source)], A.Noon, 1) { Rejections = rejections ?? [], MoreRejected = moreRejected, Ignored = ignored }, spans);

    private static PricedSpan Call(string id) => Of(A.Span(id) with { Cost = new SpanCost.Unpriced("no price") }, s_python);

    private static PricedSpan Of(PricedSpan span, SpanOrigin origin) => span with { Span = span.Span with { Source = span.Span.Source with { Origin = origin, End = A.Noon } } };
}

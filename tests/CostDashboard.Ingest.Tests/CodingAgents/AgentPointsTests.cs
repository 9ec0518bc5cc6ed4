using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.CodingAgents;

public sealed class AgentPointsTests
{
    private static readonly (long Start, long Time, double Value, (string Key, object Value)[] Attributes) s_point =
        (AgentBody.Noon, AgentBody.Noon + 60, 0.018472600000000002, [("session.id", "s1"), ("model", "claude-opus-4-6"), ("user.id", "0a1b2c"), ("user.email", "ada@example.org")]);

    [Fact]
    public void A_point_of_claude_codes_counter_is_a_stated_cost_of_a_session()
    {
        var span = SpanNormalizer.Normalize(Assert.Single(Json(1, s_point).Spans), 1, AttributeLookup.Default);

        Assert.Equal(("anthropic", "claude-opus-4-6", new Usd(0.0184726m), default(Usage)), (span.Call!.Provider, span.Call.Model, span.Call.ReportedCost, span.Call.Usage));
        Assert.Equal(("s1", "ada@example.org"), (span.Attribution.Session, span.Attribution.User));
        Assert.Equal((Signal.Metric, AgentBody.Noon, AgentBody.Noon + 60), (span.Source.Origin.Signal, span.Source.Start.Value, span.Source.End.Value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Both_encodings_of_a_point_are_one_span(int temporality)
    {
        var one = Assert.Single(Json(temporality, s_point).Spans);
        var other = Assert.Single(OtlpDecoder.DecodeMetrics(AgentBody.ProtobufCosts(temporality, s_point), OtlpEncoding.Protobuf, A.Project).Spans);

        Assert.Equal((one.Key, one.Name, one.Start, one.End), (other.Key, other.Name, other.Start, other.End));
        Assert.Equal(one.Attributes, other.Attributes);
    }

    [Fact]
    public void Points_of_differences_are_apart_and_those_of_a_counter_from_its_start_on_are_one_that_grows()
    {
        var later = s_point with { Time = s_point.Time + 60, Value = 0.5 };

        Assert.Equal(2, Json(1, s_point, later).Spans.Select(span => span.Key).Distinct().Count());
        Assert.Single(Json(2, s_point, later).Spans.Select(span => span.Key).Distinct());
    }

    [Fact]
    public void Series_that_differ_in_anything_are_apart()
    {
        var other = s_point with { Attributes = [.. s_point.Attributes, ("something.new", "x")] };

        Assert.Equal(2, Json(2, s_point, other).Spans.Select(span => span.Key).Distinct().Count());
    }

    [Theory]
    [InlineData("gemini_cli.token.usage", "s1", 5)]
    [InlineData("claude_code.token.usage", "s1", 5)]
    [InlineData("claude_code.cost.usage", "", 5)]
    [InlineData("claude_code.cost.usage", "s1", 0)]
    [InlineData("claude_code.cost.usage", "s1", -5)]
    [InlineData("claude_code.cost.usage", "s1", 10_001)]
    public void All_other_points_are_ignored_and_counted(string metric, string session, double value)
    {
        var batch = OtlpDecoder.DecodeMetrics(AgentBody.Metric(metric, 1, (s_point.Start, s_point.Time, value, [("session.id", session)])), OtlpEncoding.Json, A.Project);

        Assert.Equal((0, 0, 1L), (batch.Spans.Count, batch.Rejected, batch.Ignored));
    }

    [Fact]
    public void A_point_of_another_shape_is_rejected_and_its_neighbours_are_taken()
    {
        var body = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"claude_code.cost.usage","sum":{"dataPoints":[
              7, {"timeUnixNano":"noon"},
              {"timeUnixNano":"1772359200000000000","asInt":"9","attributes":[{"key":"session.id","value":{"stringValue":"s1"}}]}]}}]}]}]}
            """u8;

        var batch = OtlpDecoder.DecodeMetrics(body, OtlpEncoding.Json, A.Project);

        Assert.Equal((1, 2, 0L), (batch.Spans.Count, batch.Rejected, batch.Ignored));
    }

    private static DecodedBatch Json(int temporality, params (long Start, long Time, double Value, (string Key, object Value)[] Attributes)[] points) =>
        OtlpDecoder.DecodeMetrics(AgentBody.Costs(temporality, points), OtlpEncoding.Json, A.Project);
}

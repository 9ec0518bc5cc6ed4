using CostDashboard.Core.Attributes;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Tests.Normalization;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Attributes;

public sealed class MappingPreviewTests
{
    private static readonly AttributeMapping s_byTenant = AttributeMapping.Default with { Customer = new([new("tenant")]), Tags = [new("team", ValueSources.Known)] };

    [Fact]
    public void Values_are_counted_as_stored_and_as_they_would_be_with_what_they_inherit()
    {
        PricedSpan[] spans =
        [
            Span("root", null, null, ("tenant", "acme"), ("team", "red")),
            Span("call", "root", 2m),
            A.Span("other", start: 5, tokens: new(1, 0, 0, 0, 1), usd: 1m, attribution: new(Customer: "old")),
        ];

        var preview = MappingPreview.Of(spans, s_byTenant);

        Assert.Equal((1, new PreviewFigures(3, 2, 0, 0, 3_000_000_000)), (preview.Traces, preview.Total));
        var customer = preview.Fields[0];
        Assert.Equal(("Customer", true, 1, 1), (customer.Name, customer.IsChanged, customer.CountBefore, customer.CountAfter));
        Assert.Equal(
            [
                new("acme", default, new(3, 2, 0, 0, 3_000_000_000)),
                new("old", new(1, 1, 0, 0, 1_000_000_000), default),
            ],
            customer.Values);
        Assert.Equal(new PreviewValue("", new(2, 1, 0, 0, 2_000_000_000), default), customer.Missing);
        Assert.False(preview.Fields[1].IsChanged);
        Assert.Equal([("team", true)], preview.Fields.Skip(5).Select(field => (field.Name, field.IsTag)));
    }

    [Fact]
    public void Beyond_twenty_values_the_rest_is_one_sum()
    {
        var spans = Enumerable.Range(0, 25).Select(i => Span($"s{i}", null, 1m + i, ("team", $"team {i}"))).ToArray();

        var team = MappingPreview.Of(spans, s_byTenant).Fields[^1];

        Assert.Equal((20, 5, 25), (team.Values.Count, team.RestCount, team.CountAfter));
        Assert.Equal(1_000_000_000L * (1 + 2 + 3 + 4 + 5), team.Rest!.After.CostNanoUsd);
    }

    [Fact]
    public void Whatever_the_spans_values_and_none_add_up_to_the_total_before_and_after()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            PricedSpan[] spans = [.. Any.Trace(random, 30, "t1", isTorn: true), .. Any.Trace(random, 10, "t2")];

            var preview = MappingPreview.Of(spans, s_byTenant with { Tags = [new("team", ValueSources.Known), new("none", ValueSources.Known)] });

            foreach (var field in preview.Fields)
            {
                var parts = field.Values.Append(field.Missing).Append(field.Rest ?? new("", default, default)).ToList();
                Assert.Equal(preview.Total, parts.Aggregate(default(PreviewFigures), (sum, part) => sum + part.Before));
                Assert.Equal(preview.Total, parts.Aggregate(default(PreviewFigures), (sum, part) => sum + part.After));
            }
        }
    }

    [Fact]
    public void What_a_preview_gives_is_what_the_spans_get_when_they_are_taken_in_by_the_mapping()
    {
        var sources = Enumerable.Range(0, 40)
            .Select(i => Span($"s{i}", i % 3 == 0 ? null : $"s{i / 2}", 1m, i % 4 == 0 ? [("tenant", $"t{i % 5}"), ("baggage.team", "red")] : []).Span.Source)
            .ToArray();
        var (old, now) = (sources.Select(source => Taken(source, AttributeMapping.Default)).ToArray(), sources.Select(source => Taken(source, s_byTenant)).ToArray());

        var (preview, later) = (MappingPreview.Of(old, s_byTenant), MappingPreview.Of(now, s_byTenant));

        Assert.True(preview.Fields[0].IsChanged);
        Assert.DoesNotContain(later.Fields, field => field.IsChanged);
        Assert.Equal(later.Fields.Select(field => field.Missing.Before), preview.Fields.Select(field => field.Missing.After));
    }

    [Fact]
    public void Attributes_that_were_seen_come_with_examples_and_with_what_they_are_used_for()
    {
        PricedSpan[] spans =
        [
            Span("a", null, null, ("tenant", "acme"), ("tenant", "again"), ("context", """{"id": 7, "deep": {"x": "y"}}"""), ("labels", new[] { "team:red", "team:blue", "plain" })),
            Span("b", null, null, ("tenant", "globex"), ("long", new string('x', 200))),
        ];
        var mapping = s_byTenant with { User = new([new("context", Member: "deep.x"), new("service.name", AttributePlace.Resource)]) };

        var seen = SeenAttribute.Of(spans, mapping);

        Assert.Equal(("service.name", AttributePlace.Resource, 2), (seen[0].Key, seen[0].Place, seen[0].Spans));
        Assert.Equal(["User"], seen[0].UsedFor);
        var tenant = seen.Single(one => one.Key == "tenant");
        Assert.Equal((2, 3), (tenant.Spans, tenant.DistinctValues));
        Assert.Equal(["acme", "again", "globex"], tenant.Examples);
        Assert.Equal(["Customer"], tenant.UsedFor);
        Assert.Equal(["y"], seen.Single(one => one is { Key: "context", Member: "deep.x" }).Examples);
        Assert.Equal(["User"], seen.Single(one => one is { Key: "context", Member: "deep.x" }).UsedFor);
        Assert.Equal(["blue, red"], seen.Single(one => one is { Key: "labels", Member: "team" }).Examples);
        Assert.Equal(60, seen.Single(one => one.Key == "long").Examples[0].Length);
    }

    private static PricedSpan Taken(DecodedSpan source, AttributeMapping mapping) =>
        new(SpanNormalizer.Normalize(source, 0, AttributeLookup.Of(mapping)), SpanCost.NotACall.Instance);

    private static PricedSpan Span(string id, string? parent, decimal? usd, params (string Key, object Value)[] attributes) =>
        A.Span(id, parent, tokens: usd is null ? default : new(1, 0, 0, 0, 1), usd: usd, attributes: Reading.Attributes(attributes));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Demo;

public sealed class DemoDataTests(DemoDataTests.Demo demo) : IClassFixture<DemoDataTests.Demo>
{
    // A Sunday, in the middle of an hour.
    private static readonly DateTimeOffset s_until = new(2026, 11, 22, 10, 30, 0, TimeSpan.Zero);

    private static readonly DemoStories s_stories = DemoStories.Of(s_until);

    [Fact]
    public void The_same_end_gives_the_same_spans_on_every_machine() =>
        // Whoever changes figures or scenarios changes this number with them.
        Assert.Equal("b438bffb558e7523", demo.Fingerprint[..16]);

    [Fact]
    public void Two_runs_give_the_same_spans() =>
        Assert.Equal(demo.Fingerprint, FingerprintOf(DemoData.Generate(A.Project, s_until).SelectMany(b => b)));

    [Fact]
    public void It_is_about_two_hundred_thousand_spans() =>
        Assert.InRange(demo.Spans.Count, 180_000, 220_000);

    [Fact]
    public void Every_span_has_an_id_of_its_own() =>
        Assert.Equal(demo.Spans.Count, demo.Spans.Select(s => s.Key).Distinct().Count());

    [Fact]
    public void Traces_come_whole_and_in_the_order_of_their_start()
    {
        var traces = new List<(TraceId Id, UnixNanos Start)>();
        foreach (var span in demo.Spans)
        {
            if (traces.Count == 0 || traces[^1].Id != span.Key.Trace)
            {
                traces.Add((span.Key.Trace, span.Start));
            }
        }

        Assert.Equal(traces.Count, traces.Distinct().Count());
        Assert.Equal(traces.OrderBy(t => t.Start), traces);
    }

    [Fact]
    public void It_fills_thirty_days_and_ends_when_it_should()
    {
        Assert.All(demo.Spans, span => Assert.InRange(span.Start.Value, DemoData.StartOf(s_until).Value, span.End.Value));
        Assert.All(demo.Spans, span => Assert.True(span.End <= UnixNanos.From(s_until)));
        Assert.Equal(DemoData.Days + 1, demo.Spans.Select(s => s.Start.UtcDay).Distinct().Count());
    }

    [Fact]
    public void Every_child_lies_inside_its_parent()
    {
        var byKey = demo.Spans.ToDictionary(s => s.Key);

        Assert.All(
            demo.Spans.Where(s => s.Parent is not null),
            child =>
            {
                var parent = byKey[child.Key with { Span = child.Parent!.Value }];
                Assert.True(parent.Start <= child.Start && child.End <= parent.End, $"{child.Name} in {parent.Name}");
            });
    }

    [Fact]
    public void Working_hours_are_busy_and_nights_and_sundays_are_quiet()
    {
        int At(DayOfWeek day, int hour) => demo.Roots.Count(r => r.Start.ToDateTimeOffset() is var t && t.DayOfWeek == day && t.Hour == hour);

        Assert.True(At(DayOfWeek.Tuesday, 14) > 8 * At(DayOfWeek.Tuesday, 3));
        Assert.True(At(DayOfWeek.Tuesday, 14) > 4 * At(DayOfWeek.Sunday, 14));
    }

    [Fact]
    public void There_are_several_services_environments_customers_features_and_models()
    {
        Assert.Equal(10, Distinct(s => s.Origin.Resource.Text("service.name")));
        Assert.Equal(3, Distinct(s => s.Origin.Resource.Text("deployment.environment.name")));
        Assert.Equal(18, Distinct(s => s.Attributes.Text("customer_id")));
        Assert.Equal(8, Distinct(s => s.Attributes.Text("feature")));
        Assert.Equal(8, Distinct(s => s.Attributes.Text("gen_ai.request.model", "llm.model")));
        Assert.InRange(Distinct(s => s.Attributes.Text("user.id")), 200, 400);
    }

    [Fact]
    public void From_the_release_on_retrieval_returns_ten_times_the_tokens()
    {
        var retrieved = demo.Spans
            .Where(s => s.Name == "retrieve_context")
            .ToLookup(s => s.Origin.Resource.Text("service.version"), s => (s.Start, Tokens: s.Attributes.Integer("retriever.total_tokens")!.Value));

        Assert.InRange(retrieved["2.8.1"].Average(r => r.Tokens) / retrieved["2.7.4"].Average(r => r.Tokens), 9, 11);
        Assert.True(retrieved["2.7.4"].Max(r => r.Start) < UnixNanos.From(s_stories.Release));
        Assert.True(retrieved["2.8.1"].Min(r => r.Start) >= UnixNanos.From(s_stories.Release));
    }

    [Fact]
    public void From_the_model_switch_on_drafts_ask_the_dearer_model()
    {
        var drafts = demo.Spans.Where(s => s.Name == "llm.chat").ToLookup(s => s.Attributes.Text("llm.model"), s => s.Start.Value);

        Assert.Equal(["claude-haiku-4-5", "claude-sonnet-4-5"], drafts.Select(d => d.Key).Order());
        Assert.True(drafts["claude-haiku-4-5"].Max() < UnixNanos.From(s_stories.ModelSwitch).Value);
        Assert.True(drafts["claude-sonnet-4-5"].Min() >= UnixNanos.From(s_stories.ModelSwitch).Value);
    }

    [Fact]
    public void From_the_hour_of_the_price_change_on_every_token_of_the_translator_costs_half_as_much_again()
    {
        var change = UnixNanos.From(s_stories.PriceChange);
        var calls = demo.Spans.Where(s => s.Name == "llm.translate").ToLookup(s => s.Start >= change);

        Assert.Equal(change, change.Floor(UnixNanos.PerHour));
        Assert.All(calls[false], call => Assert.Equal(Charged(call, input: 8.4m, output: 25.2m), Stated(call)));
        Assert.All(calls[true], call => Assert.Equal(Charged(call, input: 12.6m, output: 37.8m), Stated(call)));
        Assert.InRange(calls[true].Count(), 100, calls[false].Count());

        static AttributeValue Charged(DecodedSpan call, decimal input, decimal output) => AttributeValue.Of((double)(
            ((call.Attributes.Integer("llm.input_tokens")!.Value * input) + (call.Attributes.Integer("llm.output_tokens")!.Value * output)) / 1_000_000m));

        static AttributeValue Stated(DecodedSpan call) => call.Attributes.TryGet("llm.cost_usd", out var usd) ? usd : default;
    }

    [Fact]
    public void The_runaway_agent_reads_more_than_any_other_trace()
    {
        var largest = demo.Spans
            .Where(s => s.Name.StartsWith("chat ", StringComparison.Ordinal))
            .GroupBy(s => s.Key.Trace)
            .MaxBy(t => t.Sum(s => s.Attributes.Integer("gen_ai.usage.input_tokens") ?? 0))!;

        // A turn of its 44 is made again.
        Assert.Equal(89, largest.Count(s => !s.Status.IsError));
        Assert.Equal(s_stories.Runaway, largest.Min(s => s.Start).ToDateTimeOffset(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void An_agents_own_span_repeats_the_tokens_of_its_turns()
    {
        var agent = demo.Spans.First(s => s.Name == "invoke_agent refund-agent");
        var turns = demo.Spans.Where(s => s.Name == "chat claude-sonnet-4-5" && s.Key.Trace == agent.Key.Trace);

        Assert.Equal(agent.Attributes.Integer("gen_ai.usage.input_tokens"), turns.Sum(t => t.Attributes.Integer("gen_ai.usage.input_tokens") ?? 0));
    }

    [Fact]
    public void Sub_agents_have_traces_of_their_own_that_links_join_in_both_directions()
    {
        var spans = demo.Spans.ToDictionary(s => s.Key);
        var linked = demo.Spans.Where(s => s.Links.Count > 0).Select(s => (From: s, To: spans[new(s.Key.Project, s.Links[^1].Trace, s.Links[^1].Span)])).ToLookup(l => l.From.Name);

        Assert.Equal(["invoke_agent fraud-check"], linked.Select(l => l.Key));
        var ends = linked.Single().CountBy(l => l.To.Name).ToDictionary();
        Assert.Equal(["execute_tool process_refund", "invoke_agent document-check"], ends.Keys.Order());
        Assert.All(ends.Values, count => Assert.InRange(count, 50, 1500));
        Assert.All(linked.Single(), l => Assert.NotEqual(l.From.Key.Trace, l.To.Key.Trace));
    }

    [Fact]
    public void Some_calls_are_refused_and_tried_again()
    {
        var refused = demo.Spans.Where(s => s.Attributes.Text("error.type") == "rate_limit_exceeded").ToList();

        Assert.InRange(refused.Count, 200, 1000);
        Assert.All(refused, span => Assert.Null(span.Attributes.Integer("gen_ai.usage.input_tokens")));
    }

    [Fact]
    public void Parts_of_a_document_are_summarised_in_parallel()
    {
        var parts = demo.Spans.Where(s => s.Name == "summarize_part").GroupBy(s => s.Parent).First().OrderBy(s => s.Start).ToList();

        Assert.All(parts.Skip(1), part => Assert.True(part.Start < parts[0].End));
    }

    private int Distinct(Func<DecodedSpan, string?> value) => demo.Spans.Select(value).OfType<string>().Distinct(StringComparer.Ordinal).Count();

    private static string FingerprintOf(IEnumerable<DecodedSpan> spans)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var span in spans)
        {
            var text = string.Create(
                CultureInfo.InvariantCulture,
                $"{span.Key.Trace}{span.Key.Span}{span.Parent}{span.Name}{span.Kind}{span.Start.Value}{span.End.Value}{span.Status}{span.Origin.Resource.Text("service.name")}{span.ToolArguments}");
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            foreach (var (key, value) in span.Attributes)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{key}={value}\n"));
            }

            foreach (var link in span.Links)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{link.Trace}{link.Span}\n"));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Made once for all tests of the class.</summary>
    public sealed class Demo
    {
        private readonly Lazy<string> _fingerprint;

        public Demo() => _fingerprint = new(() => FingerprintOf(Spans));

        internal string Fingerprint => _fingerprint.Value;

        public List<DecodedSpan> Spans { get; } = [.. DemoData.Generate(A.Project, s_until).SelectMany(b => b)];

        public IEnumerable<DecodedSpan> Roots => Spans.Where(s => s.Parent is null);
    }
}

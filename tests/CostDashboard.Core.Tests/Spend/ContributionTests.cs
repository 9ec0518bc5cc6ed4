using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Spend;

public sealed class ContributionTests
{
    private static readonly Usage s_tokens = new(1000, 0, 0, 0, 100);

    private static readonly OrganisationCalendar s_berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Fact]
    public void A_span_counts_in_the_minute_of_its_start_and_in_its_series()
    {
        var delta = Of(
            A.Span("root", duration: 90_000, service: "web"),
            A.Span("call", "root", name: "chat gpt-4o", start: 60_000, duration: 500, tokens: s_tokens, usd: 0.25m, model: "gpt-4o", isError: true));

        Assert.Equal(
            [
                (0L, "root", 1L, 0L, 0L, 0L, 1L, 1L, 0L),
                (1L, "chat", 1L, 1L, 1L, 250_000_000L, 0L, 0L, 1100L),
            ],
            delta.Minutes
                .Select(m => (
                    Minute: (m.Key.Minute - A.Noon) / UnixNanos.PerMinute, m.Key.Series.Step, m.Value.Spans, m.Value.Errors,
                    m.Value.Calls, m.Value.CostNanoUsd, m.Value.Traces, m.Value.TraceLatency.Count, m.Value.Usage.Total))
                .Order());
    }

    [Fact]
    public void A_trace_is_counted_once_at_its_primary_root_with_its_whole_duration()
    {
        var delta = Of(A.Span("lost", "never came"), A.Span("root", start: 1000, duration: 500), A.Span("late", "root", start: 1200, duration: 2000));

        var row = Assert.Single(delta.Minutes, m => m.Value.Traces > 0);
        Assert.Equal("root", row.Key.Series.Step);
        Assert.Equal(3_200_000_000, row.Value.TraceLatency.Quantile(0.5)!.Value, 3_200_000_000 / 128.0);
    }

    [Fact]
    public void Only_charged_calls_have_a_time_to_first_token()
    {
        var facts = new[] { A.Span("agent", kind: OperationKind.Agent, tokens: s_tokens, usd: 1), A.Span("call", "agent", tokens: s_tokens, usd: 1) }
            .Select(s => A.Facts(s) with { TimeToFirstToken = 40 });
        var delta = new SpendDelta();

        Contribution.Add(delta, TraceRollup.Of(A.Project, TraceAssembler.Assemble(facts)), OrganisationCalendar.Utc, 1);

        Assert.Equal([(OperationKind.Chat, 40L)], delta.Minutes.Where(m => !m.Value.TimeToFirstToken.IsEmpty).Select(m => (m.Key.Series.Kind, m.Value.TimeToFirstToken.Quantile(1)!.Value)));
    }

    [Fact]
    public void A_reported_cost_is_charged_and_compared_with_what_the_book_computes()
    {
        var total = Total(
            A.Reported(A.Span("dearer", tokens: s_tokens, usd: 0.20m), 0.25m),
            A.Reported(A.Span("cheaper", tokens: s_tokens, usd: 0.30m), 0.10m),
            A.Span("computed", tokens: s_tokens, usd: 1m));

        Assert.Equal((1_350_000_000, 3), (total.CostNanoUsd, total.Calls));
        Assert.Equal(new CostComparison(2, 350_000_000, 500_000_000), total.Compared);
        Assert.Equal(-150_000_000, total.Compared.DifferenceNanoUsd);
    }

    [Fact]
    public void What_cannot_be_compared_is_not_compared()
    {
        var total = Total(
            A.Reported(A.Span("nobody knows its price", tokens: s_tokens), 0.25m),
            A.Reported(A.Partial(A.Span("the book prices a part", tokens: s_tokens, usd: 0.20m)), 0.25m),
            A.Reported(A.Span("wrapper", kind: OperationKind.Agent, tokens: s_tokens, usd: 0.20m), 0.25m),
            A.Span("its call", "wrapper", tokens: s_tokens, usd: 0.2m));

        Assert.Equal((700_000_000, default), (total.CostNanoUsd, total.Compared));
    }

    [Fact]
    public void A_call_without_a_price_and_one_with_a_part_of_one_are_told_apart()
    {
        var total = Total(A.Span("unknown", tokens: s_tokens), A.Partial(A.Span("part", tokens: s_tokens, usd: 0.1m)), A.Span("whole", tokens: s_tokens, usd: 0.2m));

        Assert.Equal((1, 1, 2, 300_000_000), (total.UnpricedCalls, total.PartialCalls, total.IncompleteCalls, total.CostNanoUsd));
    }

    [Fact]
    public void A_user_s_day_is_a_day_of_the_organisation_s_zone()
    {
        // 21:59 and 22:00 UTC in August are two days in Berlin.
        var late = (10 * 60) - 1;
        var delta = Of(
            s_berlin,
            A.Span("root", attribution: new(User: "u1")),
            A.Span("a", "root", start: late * 60_000, tokens: s_tokens, usd: 0.25m),
            A.Span("b", "root", start: (late + 1) * 60_000, tokens: s_tokens));

        Assert.Equal(
            [(new DateOnly(2026, 8, 6), 250_000_000L, 1L, 0L), (new DateOnly(2026, 8, 7), 0L, 1L, 1L)],
            delta.Days.Select(d => (OrganisationCalendar.DayOfNumber(d.Key.Day), d.Value.CostNanoUsd, d.Value.Calls, d.Value.UnpricedCalls)).Order());
        Assert.All(delta.Days, d => Assert.Equal(("", "u1"), (d.Key.TagKey, d.Key.Value)));
    }

    [Fact]
    public void What_is_added_and_taken_back_is_nothing()
    {
        var rollup = A.Rollup(Any.Trace(new Random(3), 60, isTorn: true));
        var delta = new SpendDelta();

        Contribution.Add(delta, rollup, s_berlin, 1);
        Contribution.Add(delta, rollup, s_berlin, -1);
        delta.Trim();

        Assert.Empty(delta.Minutes);
        Assert.Empty(delta.Days);
        Assert.Empty(delta.Pipelines);
    }

    [Fact]
    public void Minutes_add_up_to_what_the_trace_is_charged()
    {
        var rollup = A.Rollup(Any.Trace(new Random(4), 60, isTorn: true));
        var delta = new SpendDelta();

        Contribution.Add(delta, rollup, OrganisationCalendar.Utc, 1);

        var summary = TraceSummary.Of(A.Trace(), rollup);
        Assert.Equal(
            (summary.CostNanoUsd, summary.Calls, summary.UnpricedCalls, summary.SpanCount, summary.ErrorCount, 1L),
            (Sum(m => m.CostNanoUsd), (int)Sum(m => m.Calls), (int)Sum(m => m.UnpricedCalls), (int)Sum(m => m.Spans), (int)Sum(m => m.Errors), Sum(m => m.Traces)));

        long Sum(Func<SpendMeasures, long> figure) => delta.Minutes.Values.Sum(figure);
    }

    private static SpendDelta Of(params PricedSpan[] spans) => Of(OrganisationCalendar.Utc, spans);

    private static SpendDelta Of(OrganisationCalendar calendar, params PricedSpan[] spans)
    {
        var delta = new SpendDelta();
        Contribution.Add(delta, A.Rollup(spans), calendar, 1);
        return delta;
    }

    private static SpendMeasures Total(params PricedSpan[] spans)
    {
        var total = new SpendMeasures();
        foreach (var measures in Of(spans).Minutes.Values)
        {
            total.Add(measures);
        }

        return total;
    }
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

public sealed class RepricingStepTests
{
    private static readonly RepricingQuestion s_all = new(A.Noon, A.Noon + UnixNanos.PerHour, [], [], [], []);
    private static readonly Usage s_million = new(1_000_000, 0, 0, 0, 0);

    [Fact]
    public void Only_the_cost_becomes_another_one()
    {
        var span = A.Span("s1", tokens: s_million, usd: 7m);

        var repriced = Assert.Single(RepricingStep.Reprice(s_all, [span], TheBook.Book));

        Assert.Equal(span.Span, repriced.Span);
        Assert.Equal(new Usd(0.15m), repriced.Cost.Total);
    }

    [Fact]
    public void A_cost_that_the_call_reported_stays_and_ours_beside_it_is_renewed()
    {
        var call = A.Span("s1", tokens: s_million, usd: 7m).Span;
        var span = new PricedSpan(call with { Call = call.Call! with { ReportedCost = new(3m) } }, new SpanCost.Reported(new(3m), new SpanCost.Unpriced("no price")));

        var cost = Assert.IsType<SpanCost.Reported>(Assert.Single(RepricingStep.Reprice(s_all, [span], TheBook.Book)).Cost);

        Assert.Equal((new Usd(3m), new Usd(0.15m)), (cost.Sum, cost.Beside.Total!.Value));
    }

    [Fact]
    public void A_cost_that_is_the_same_but_for_the_name_of_the_book_is_left_alone()
    {
        var span = SpanPricer.Price(A.Span("s1", tokens: s_million).Span, TheBook.Book);
        var computed = (SpanCost.Computed)span.Cost;
        var older = span with { Cost = computed with { Price = computed.Price with { BookVersion = "older" } } };

        Assert.Empty(RepricingStep.Reprice(s_all, [span, older], TheBook.Book));
    }

    [Theory]
    [InlineData(-1, "gpt-4o-mini", "openai", false)]
    [InlineData(0, "gpt-4o-mini", "openai", true)]
    [InlineData(59 * 60_000, "gpt-4o-mini", "openai", true)]
    [InlineData(60 * 60_000, "gpt-4o-mini", "openai", false)]
    [InlineData(0, "GPT-4o-mini", "openai", false)]
    [InlineData(0, "gpt-4o-mini", "azure.ai.openai", false)]
    public void A_question_covers_exactly_what_it_names(double start, string model, string provider, bool isCovered)
    {
        var question = s_all with { Models = ["gpt-4o-mini", "other"], Providers = ["openai"], States = [PriceState.Unpriced] };
        var facts = A.Facts(A.Span("s1", start: start, tokens: s_million, model: model, provider: provider));

        Assert.Equal(isCovered, question.Covers(facts));
        Assert.False((question with { States = [PriceState.Computed] }).Covers(facts));
        Assert.False(s_all.Covers(A.Facts(A.Span("s2"))));
    }

    [Fact]
    public void The_report_holds_old_and_new_by_model_customer_and_day_and_what_did_not_change_too()
    {
        var day = new DateOnly(2026, 8, 6);
        var attribution = new Attribution(Customer: "acme");
        var report = new RepricingReport();

        var plan = Plan(
            report,
            A.Span("dear", tokens: s_million, usd: 1m, attribution: attribution),
            A.Span("unknown", trace: "t2", tokens: s_million, model: "gpt-4o"),
            A.Span("same", trace: "t3", tokens: s_million, model: "nobody-knows"));

        var dear = new RepricingFigures(1, 1, 1_000_000_000, 150_000_000, 0, 0);
        var unknown = new RepricingFigures(1, 1, 0, 2_500_000_000, 1, 0);
        var same = new RepricingFigures(1, 0, 0, 0, 1, 1);
        Assert.Equal((dear + unknown + same, 3L, 2L), (report.Total, report.Traces, report.ChangedTraces));
        Assert.Equal(
            new Dictionary<CalledModel, RepricingFigures> { [new("openai", "gpt-4o-mini")] = dear, [new("openai", "gpt-4o")] = unknown, [new("openai", "nobody-knows")] = same },
            report.Models.Rows);
        Assert.Equal(new Dictionary<string, RepricingFigures> { ["acme"] = dear, [""] = unknown + same }, report.Customers.Rows);
        Assert.Equal(new Dictionary<DateOnly, RepricingFigures> { [day] = report.Total }, report.Days.Rows);
        Assert.Equal(report.Total.DifferenceNanoUsd, plan.Delta.Minutes.Values.Sum(row => row.CostNanoUsd));
    }

    [Fact]
    public void A_wrapper_gets_its_price_and_moves_no_total()
    {
        var report = new RepricingReport();

        var plan = Plan(
            report,
            A.Span("wrapper", tokens: s_million, usd: 1m),
            A.Span("call", parent: "wrapper", tokens: s_million, usd: 0.15m));

        Assert.Contains(Assert.Single(plan.Traces).Written, written => written.Span.Key.Span == A.SpanId("wrapper") && written.Facts.OwnCostNanoUsd == 150_000_000);
        Assert.Equal((1, 0), (report.Total.Calls, report.Total.DifferenceNanoUsd));
        Assert.DoesNotContain(plan.Delta.Minutes.Values, row => row.CostNanoUsd != 0);
    }

    [Fact]
    public void Tags_are_those_the_span_was_totalled_with_whatever_the_mapping_is_by_now()
    {
        var plan = Plan(new(), A.Span("s1", tokens: s_million, usd: 1m, tags: A.Tags(("team", "red"))));

        Assert.Equal(("team", "red", -850_000_000), plan.Delta.Days.Select(day => (day.Key.TagKey, day.Key.Value, day.Value.CostNanoUsd)).Single());
    }

    [Fact]
    public void A_report_that_is_not_charged_gets_its_price_and_moves_no_total()
    {
        const string id = "chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66";
        PricedSpan[] spans = [A.Span("app", tokens: s_million, usd: 0.15m, responseId: id), A.Span("gateway", tokens: s_million, usd: 1m, responseId: id, scope: "gateway")];
        var facts = TraceFacts.None with
        {
            Spans = [.. spans.Select(A.Facts)],
            ChargedInstead = new Dictionary<SpanId, SpanKey> { [A.SpanId("gateway")] = A.SpanKey("app") },
        };
        var draft = CommitDraft.Of(new Dictionary<TraceKey, TraceFacts> { [A.Trace()] = facts }, RepricingStep.Reprice(s_all, spans, TheBook.Book));

        Assert.True(draft.TakeQuestions().IsEmpty);
        var plan = draft.Plan(new Dictionary<TraceKey, TraceFacts>(), OrganisationCalendar.Utc);

        var written = Assert.Single(Assert.Single(plan.Traces).Written, w => w.Facts.Id == A.SpanId("gateway"));
        Assert.Equal((ChargeRole.SameCall, 150_000_000L), (written.Charge.Role, written.Facts.OwnCostNanoUsd));
        Assert.Empty(plan.Delta.Minutes);
    }

    [Fact]
    public void A_table_keeps_who_came_first_and_adds_the_others_up_exactly()
    {
        var table = new RepricingTable<int>(2);
        foreach (var key in (int[])[1, 2, 3, 1, 3, 4])
        {
            table.Add(key, new(1, 0, key, 0, 0, 0));
        }

        Assert.Equal([(1, 2), (2, 2)], table.Rows.Select(row => (row.Key, row.Value.OldCostNanoUsd)));
        Assert.Equal(new(3, 0, 10, 0, 0, 0), table.Other);
    }

    public static TheoryData<string, RepricingQuestion> Mistakes => new()
    {
        { "The period ends before it begins.", s_all with { To = s_all.From } },
        { "The period is longer than three years.", s_all with { To = s_all.From + RepricingQuestion.Longest + 1 } },
        { "There are more than 100 projects, providers or models.", s_all with { Models = [.. Enumerable.Repeat("m", 101)] } },
        { "The name of a provider or model is longer than 200 characters.", s_all with { Providers = [new('p', 201)] } },
        { "That is no state of a price.", s_all with { States = [PriceState.NotACall] } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_question_that_cannot_be_meant_says_why(string mistake, RepricingQuestion question)
    {
        Assert.Null(s_all.Mistake);
        Assert.Equal(mistake, question.Mistake);
    }

    private static CommitPlan Plan(RepricingReport report, params PricedSpan[] spans)
    {
        var stored = spans.GroupBy(span => span.Key.TraceKey).ToDictionary(trace => trace.Key, trace => TraceFacts.None with { Spans = [.. trace.Select(A.Facts)] });
        var draft = CommitDraft.Of(stored, RepricingStep.Reprice(s_all, spans, TheBook.Book));
        Assert.True(draft.TakeQuestions().IsEmpty);
        var plan = draft.Plan(new Dictionary<TraceKey, TraceFacts>(), OrganisationCalendar.Utc);
        RepricingStep.Report(s_all, stored, plan, OrganisationCalendar.Utc, report);
        return plan;
    }
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Tests.Features.Traces;

public sealed class TracesViewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Chips_limits_and_the_query_hold_together()
    {
        var (view, question) = Asked("/traces?range=24h&model=m&mincost=0.5&status=error&query=step:a cost<2&q=refund agent");

        Assert.Equal("step:a cost<2 \"refund agent\"", view.QueryText);
        Assert.Equal([Dimension.Model, Dimension.Step], question.Filters.Select(f => f.Dimension));
        Assert.Equal((500_000_000L, true, "refund agent"), (question.MinCostNanoUsd, question.ErrorsOnly, question.Text));
        Assert.Equal([new TraceRange(TraceFigure.Cost, null, 1_999_999_999)], question.Ranges);
        Assert.Equal(["with failed spans", "trace costs $0.5000 or more"], view.Limits.Chips.Select(chip => chip.Text));
    }

    [Fact]
    public void All_of_it_can_be_written_as_one_query_that_asks_the_same()
    {
        const string Url = "/traces?range=24h&model=m&model=n&not.customer=a%26b&root=r&priced=1&undercost=2&callminseconds=1&query=tag.team:x*";
        var (view, question) = Asked(Url);

        var text = view.AsQuery(Questions.Context(Url));

        Assert.Equal("model:m,n -customer:a&b root:r tag.team:x* cost<=1.999999999 call.duration>=1s cost:known", text);
        Assert.Equal(TraceQuery.Of(question), TraceQuery.Of(Asked("/traces?range=24h&query=" + Uri.EscapeDataString(text!)).Question));
    }

    [Fact]
    public void Two_filters_on_one_field_that_must_both_hold_stay_apart()
    {
        const string Url = "/traces?range=24h&model=m&query=model:n";

        Assert.Null(Asked(Url).View.AsQuery(Questions.Context(Url)));
    }

    [Fact]
    public void A_key_is_asked_by_its_name_or_its_number()
    {
        var context = Questions.Context("/traces?query=key:Mobile,7,other") with { Names = new(new Dictionary<int, string> { [3] = "mobile", [4] = "Mobile" }) };

        Assert.Equal(["3", "4", "7", "other"], TracesView.From(context.Query).Question(context).Filters.Single().Values);
    }

    [Theory]
    [InlineData("/traces?q=00000000000000000000000000000001", true)]
    [InlineData("/traces?query=00000000000000000000000000000001", true)]
    [InlineData("/traces?query=status:ok 00000000000000000000000000000001", false)]
    [InlineData("/traces?q=refund", false)]
    public void An_id_by_itself_is_that_trace(string url, bool isTrace) => Assert.Equal(isTrace, Asked(url).View.SearchedTrace is not null);

    [Fact]
    public async Task What_a_query_names_is_a_part_of_what_other_pages_link_to_and_adds_up()
    {
        var store = new InMemoryStore();
        await store.CommitAsync(
            [
                A.Span("a", trace: "t1", model: "gpt-4o", tokens: new(1, 0, 0, 0, 0), usd: 0.1m),
                A.Span("b", trace: "t2", model: "gpt-4o-mini", tokens: new(1, 0, 0, 0, 0), usd: 0.2m),
                A.Span("c", trace: "t3", model: "claude", tokens: new(1, 0, 0, 0, 0), usd: 0.4m),
            ],
            Cancel);

        var all = await store.ListAsync(Asked("/traces?range=24h&basis=spent").Question, Cancel);
        var kept = await store.ListAsync(Asked("/traces?range=24h&basis=spent&query=model:gpt*").Question, Cancel);
        var others = await store.ListAsync(Asked("/traces?range=24h&basis=spent&query=-model:gpt*").Question, Cancel);

        Assert.Equal((300_000_000, 400_000_000), (kept.CostNanoUsd, others.CostNanoUsd));
        Assert.Equal(all.CostNanoUsd, kept.CostNanoUsd + others.CostNanoUsd);
    }

    [Fact]
    public void Columns_are_those_of_the_address_else_those_chosen_last_and_names_and_costs_are_always_there()
    {
        Assert.Equal(["start", "trace", "customer", "feature", "models", "spans", "calls", "tokens", "latency", "cost"], Names("/traces", null));
        Assert.Equal(["trace", "user", "cost"], Names("/traces", "cols=user"));
        Assert.Equal(["trace", "session", "cost"], Names("/traces?cols=session,nonsense", "cols=user"));
        Assert.True(TraceColumns.From(UrlQuery.Of("/traces"), "density=compact").IsCompact);
        Assert.False(TraceColumns.From(UrlQuery.Of("/traces?density=comfortable"), "density=compact").IsCompact);
        var chosen = TraceColumns.From(UrlQuery.Of("/traces?cols=user&density=compact"), null);
        var again = TraceColumns.From(UrlQuery.Of("/traces?" + string.Join('&', chosen.Parameters.Select(p => $"{p.Key}={p.Value}"))), null);
        Assert.Equal(chosen.Shown, again.Shown);
        Assert.True(again.IsCompact);

        static IEnumerable<string> Names(string url, string? kept) => TraceColumns.From(UrlQuery.Of(url), kept).Shown.Select(column => column.Name);
    }

    [Fact]
    public void Every_order_there_is_has_a_column() =>
        Assert.Equal(Enum.GetValues<TraceSort>().Order(), TraceColumns.All.Select(column => column.Sort).OfType<TraceSort>().Order());

    private static (TracesView View, TraceQuestion Question) Asked(string url)
    {
        var context = Questions.Context(url);
        var view = TracesView.From(context.Query);
        Assert.Empty(view.Reading.Mistakes);
        return (view, view.Question(context));
    }
}

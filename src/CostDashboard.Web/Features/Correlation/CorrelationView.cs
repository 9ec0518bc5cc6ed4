using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Correlation;

/// <summary>What the page of latency against cost is asked beside what all pages are.</summary>
/// <param name="Part">Whole traces, or the calls of steps.</param>
/// <param name="Root">Only traces with this root; null for all.</param>
/// <param name="Step">Only calls of this step; null for all, and of whole traces.</param>
public sealed record CorrelationView(PipelinePart Part, string? Root, string? Step)
{
    public static CorrelationView From(UrlQuery query)
    {
        var part = query.Text("of") is "calls" ? PipelinePart.Steps : PipelinePart.Traces;
        return new(part, query.Text("root"), part is PipelinePart.Steps ? query.Text("of-step") : null);
    }

    /// <summary>"traces" or "calls".</summary>
    public string Noun => Part is PipelinePart.Traces ? "traces" : "calls";

    /// <summary>Totals of pairs are kept by the day of the zone.</summary>
    public static TimeRange RangeIn(PageContext context) => context.Range.InDays(context.Calendar);

    public PipelineQuestion Question(PageContext context)
    {
        var range = RangeIn(context);
        return new(context.ProjectId, range.From, range.To, Part, Root, Step, context.Question.Filters.ToSpendFilters());
    }

    /// <summary>Begins the address of the traces behind a part of the picture; limits of cost and latency are appended.</summary>
    public string TracesLink(PageContext context)
    {
        var range = RangeIn(context);
        var question = context.Question with { Range = new RangeChoice.Between(range.From, range.To) };
        if (Part is PipelinePart.Steps && Step is not null)
        {
            question = question.With(new(Dimension.Step), Step);
        }

        return question.Url("/traces")
            .Add("basis", Part is PipelinePart.Steps ? "spent" : null)
            .Add("root", Root)
            .Add("priced", Part is PipelinePart.Traces ? "1" : null)
            .Add("sort", "cost")
            .Add("via", context.Here())
            .ToString();
    }

    /// <summary>The address of the traces behind what a choice cost: of a root, its traces with all they cost; of a step, what its calls did.</summary>
    public string Behind(PageContext context, string choice)
    {
        var range = RangeIn(context);
        return Part is PipelinePart.Steps
            ? SpansBehind.List(context, range.From, range.To, context.Question.Filters.With(new(Dimension.Step), choice), Root)
            : (context.Question with { Range = new RangeChoice.Between(range.From, range.To) }).Url("/traces").Add("root", choice).Add("sort", "cost").Add("via", context.Here()).ToString();
    }

    /// <summary>How a limit of one of them is called in that address.</summary>
    public string Key(string limit) => Part is PipelinePart.Steps ? "call" + limit : limit;
}

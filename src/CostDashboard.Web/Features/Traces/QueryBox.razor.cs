using CostDashboard.Core.Traces.Queries;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The box that a query is written in, with what may stand there, what is wrong with it, and how it is written. Without script it is a form.</summary>
public sealed partial class QueryBox
{
    private static readonly string[] s_ownFields = [TraceLimits.QueryKey, TraceLimits.TextKey];

    private static readonly (string Example, string Meaning)[] s_examples =
    [
        ("step:retrieve_context cost>0.10", "a call of this step, in a trace of more than 10 cents"),
        ("model:claude*,gpt-4o -environment:production", "either model, outside production"),
        ("status:error duration>2s calls>=3", "failed, slow and of several calls"),
        ("customer:\"\" cost:known", "for no customer, the cost wholly known"),
        ("root:*agent* \"refund\"", "by the root's name; free text in any case"),
    ];

    private const string Example = "model:claude* cost>0.10 -customer:acme \"refund\"";

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    [Parameter, EditorRequired]
    public TraceQueryReading Reading { get; set; } = null!;

    // The period and the project of the page; the filters do not matter.
    private string Complete => Context.Question.Url("/traces/complete", withFilters: false).ToString();
}

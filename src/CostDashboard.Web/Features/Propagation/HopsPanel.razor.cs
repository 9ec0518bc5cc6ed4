using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Propagation;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Propagation;

/// <summary>The hops at which traces break: which most, each with traces to look at, and what to do.</summary>
public sealed partial class HopsPanel
{
    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    protected override async Task<Load<PropagationFigures>> AskAsync(CancellationToken cancellationToken)
    {
        var figures = await PropagationFigures.ReadAsync(Traces, Context, cancellationToken);
        return figures.Traces == 0
            ? new Load<PropagationFigures>.Missing(Context.Question.Filters.IsEmpty
                ? "No trace began in this period. Choose a longer one, or send spans (Set up, Send spans)."
                : "No trace of this period passes the filters.")
            : new Load<PropagationFigures>.Ready(figures);
    }

    private static string CallerOf(BrokenHop hop) => hop.Caller.Length > 0 ? hop.Caller : "(not known)";

    private static string How(BrokenHop hop) => hop.Break is HopBreak.ParentMissing ? "parent missing" : "began a new trace";

    private static string Title(HopBreak kind) => kind is HopBreak.ParentMissing ? "Parent missing" : "Began a new trace";

    private static string Remedy(HopBreak kind) => kind is HopBreak.ParentMissing
        ? "what lies between handed the context on and exported no span of its own. Give it an exporter, do not sample on the way here, and flush before a process or function ends. A span of the last minutes may only be late."
        : "the caller did not send traceparent, or the callee did not read it. Inject it into headers, message attributes or the payload, extract it before the first span, and check that proxies keep it. Where the callee is called from outside too, its own traces are right.";

    private static string Times(int count) => count == 1 ? "once" : $"{NumberText.Count(count)} times";

    private static string TracesText(int count) => count == 1 ? "the one trace that was looked at" : $"the {NumberText.Count(count)} traces that were looked at";
}

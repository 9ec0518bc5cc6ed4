using System.Globalization;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Comparing;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Comparing;

/// <summary>Two traces with what differs between them.</summary>
public sealed record ComparedTraces(TraceSummary First, TraceSummary Second, TraceDiff Diff, TypicalOf? Typical);

/// <summary>The comparison of two traces: the sentence, the figures, the steps that made the difference, and the merged tree.</summary>
public sealed partial class TraceComparison
{
    /// <summary>Rows of the merged tree that are drawn; the sums hold all.</summary>
    internal const int MostRows = 1_000;

    /// <summary>Steps in the table of causes; the rest is added up.</summary>
    internal const int MostCauses = 10;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    private CompareView View => CompareView.From(Context.Query);

    private string Project => Context.ProjectId.Value.ToString(CultureInfo.InvariantCulture);

    protected override async Task<Load<ComparedTraces>> AskAsync(CancellationToken cancellationToken)
    {
        if (View.Mistake is { } mistake)
        {
            return Missing($"“{mistake}” is no trace id: an id has 32 hexadecimal digits.");
        }

        if (View.Second is not { } second)
        {
            return Missing("Name two traces above, or open one and choose “Compare”.");
        }

        if (await ReadAsync(second, cancellationToken) is not { } after)
        {
            return Missing($"There is no trace {second} in this project. It may have passed its retention.");
        }

        TypicalOf? typical = null;
        if (View.First is not { } first)
        {
            typical = await TypicalTrace.FindAsync(Traces, after.Summary, cancellationToken);
            if (typical is null)
            {
                return Missing("No other trace of this name, priced in full, began in the week before: there is nothing typical to compare with.");
            }

            first = typical.Trace;
        }

        return await ReadAsync(first, cancellationToken) is { } before
            ? new Load<ComparedTraces>.Ready(new(before.Summary, after.Summary, TraceDiff.Of(before.Rollup, after.Rollup), typical))
            : Missing($"There is no trace {first} in this project. It may have passed its retention.");
    }

    private async Task<(TraceSummary Summary, TraceRollup Rollup)?> ReadAsync(TraceId trace, CancellationToken cancellationToken)
    {
        var key = new TraceKey(Context.ProjectId, trace);
        var facts = await Traces.GetFactsAsync(key, cancellationToken);
        if (facts.Spans.Count == 0)
        {
            return null;
        }

        var rollup = facts.Rollup(key);
        return (TraceSummary.Of(key, rollup), rollup);
    }

    private static Load<ComparedTraces>.Missing Missing(string message) => new(message);

    private static string StateOf(TraceDiffRow row) => row.State switch
    {
        DiffState.Added => "added",
        DiffState.Removed => "removed",
        DiffState.Changed => "changed",
        _ => "",
    };
}

using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Spend.Spikes;

/// <summary>Some traces of the period, with what is typical of their names.</summary>
/// <param name="Values">The part of the traffic that their figures are of.</param>
/// <param name="Usual">What traces of each name usually spent on it.</param>
public sealed record SpikeTraceList(TracePage Page, IReadOnlyList<DimensionValue> Values, IReadOnlyList<TraceName> Usual)
{
    /// <summary>How many times what a trace of this name usually costs; "new" where there was none, nothing where it cost nothing.</summary>
    public string TimesTypical(TraceSummary trace) => Usual.FirstOrDefault(name => name.Name == trace.Name) switch
    {
        null => Usual.Count == 0 ? NumberText.None : "new",
        { CostNanoUsd: 0 } => NumberText.None,
        var name => SpikeWords.Times(trace.CostNanoUsd * (decimal)name.Count / name.CostNanoUsd),
    };
}

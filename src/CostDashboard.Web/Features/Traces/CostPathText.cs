using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The cost path in a sentence.</summary>
internal static class CostPathText
{
    // A chain of forty levels is not a sentence: the first and the last say where it leads.
    private const int MostNamed = 4;

    /// <summary>What made most of the cost; null where there is nothing to say, because nothing is known to cost anything or the trace is one span.</summary>
    public static string? Of(CostPath path, int spans)
    {
        if (path.TotalNanoUsd == 0 || spans < 2)
        {
            return null;
        }

        var known = path.UnpricedCalls > 0 ? "known cost" : "cost";
        if (path.IsDominating)
        {
            return $"{Share(path.CostNanoUsd, path)} of the {known}: {Chain(path)}{EndOf(path)}.";
        }

        var dearest = $"the dearest has {Share(path.DearestBelowNanoUsd, path)}";
        return path.Levels.Count == 0
            ? $"No one path made most of the {known}: it is spread over {NumberText.Count(path.SpreadOver)} roots, {dearest}."
            : $"No one path made most of the {known}: below {path.Levels[0].Label} it is spread over {NumberText.Count(path.SpreadOver)} spans, {dearest}.";
    }

    private static string Chain(CostPath path)
    {
        var names = path.Levels.Select(level => level.Label.Length == 0 ? "(no name)" : level.Label).ToList();
        return string.Join(" › ", names.Count <= MostNamed ? names : [names[0], "…", .. names.TakeLast(MostNamed - 1)]);
    }

    private static string EndOf(CostPath path)
    {
        var calls = path.Levels[^1].Calls is 1 ? ", 1 call" : $", {NumberText.Count(path.Levels[^1].Calls)} calls";
        return path.SpreadOver > 0 && path.OwnNanoUsd < path.DearestBelowNanoUsd ? $"{calls}, spread over {NumberText.Count(path.SpreadOver)} spans" : calls;
    }

    private static string Share(long part, CostPath path) => NumberText.Percent((double)part / path.TotalNanoUsd);
}

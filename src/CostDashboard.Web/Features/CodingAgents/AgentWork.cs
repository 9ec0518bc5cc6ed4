using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Features.CodingAgents;

/// <summary>What agents spent on one repository, and what they changed there.</summary>
/// <param name="Name">Empty where nothing says which it was.</param>
/// <param name="Edits">Tool runs that changed a file and did not fail.</param>
public sealed record RepositoryWork(string Name, SpendMeasures Spent, long Edits);

/// <summary>What agents spent and changed in a period, by repository.</summary>
/// <param name="Rows">The dearest first.</param>
/// <param name="HasEdits">Whether edits can be told: tool runs call no model, so a question about some models, kinds or steps is not about them.</param>
public sealed record AgentWork(IReadOnlyList<RepositoryWork> Rows, SpendMeasures All, long Edits, bool HasEdits)
{
    /// <param name="spent">By feature.</param>
    /// <param name="tools">Of tool runs, by feature and step; null where edits cannot be told.</param>
    internal static AgentWork Of(SpendAnswer spent, SpendAnswer? tools)
    {
        var edits = (tools?.Rows ?? [])
            .Where(row => AgentTools.IsEdit(row.Values[1]))
            .GroupBy(row => row.Values[0], StringComparer.Ordinal)
            .ToDictionary(of => of.Key, of => of.Sum(row => row.Measures.Spans - row.Measures.Errors), StringComparer.Ordinal);
        var rows = spent.Rows
            .Where(row => row.Measures.Calls > 0 || edits.ContainsKey(row.Values[0]))
            .Select(row => new RepositoryWork(row.Values[0], row.Measures, edits.GetValueOrDefault(row.Values[0])))
            .OrderByDescending(row => row.Spent.CostNanoUsd)
            .ThenBy(row => row.Name, StringComparer.Ordinal)
            .ToList();
        return new(rows, spent.Total, edits.Values.Sum(), tools is not null);
    }

    /// <summary>Nano-dollars of one edit; null where there was none.</summary>
    internal static long? PerEdit(SpendMeasures spent, long edits) => edits == 0 ? null : (long)decimal.Round((decimal)spent.CostNanoUsd / edits, MidpointRounding.ToEven);
}

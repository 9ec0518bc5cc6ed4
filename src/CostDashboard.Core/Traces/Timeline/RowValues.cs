using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Timeline;

/// <summary>A value to filter rows by, and the number of rows that have it.</summary>
public readonly record struct RowValue(string Text, int Rows);

/// <summary>What the rows of a trace can be filtered by: of each kind of value at most <see cref="Most"/>, the most frequent first.</summary>
/// <param name="DistinctSteps">All steps, also those that are not listed.</param>
public sealed record RowValues(IReadOnlyList<RowValue> Steps, int DistinctSteps, IReadOnlyList<RowValue> Services, IReadOnlyList<OperationKind> Kinds)
{
    public const int Most = 200;

    public static RowValues Of(TraceWaterfall waterfall)
    {
        var (steps, services, kinds) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new HashSet<OperationKind>());
        foreach (var row in waterfall.Rows)
        {
            steps[row.Step] = steps.GetValueOrDefault(row.Step) + 1;
            services[row.Service] = services.GetValueOrDefault(row.Service) + 1;
            kinds.Add(row.Kind);
        }

        return new(Listed(steps), steps.Count, Listed(services), [.. kinds.Order()]);
    }

    // A span without a value cannot be asked for by it.
    private static RowValue[] Listed(Dictionary<string, int> rowsOfValue) =>
        [.. rowsOfValue
            .Where(v => v.Key.Length > 0)
            .OrderByDescending(v => v.Value)
            .ThenBy(v => v.Key, StringComparer.Ordinal)
            .Take(Most)
            .Select(v => new RowValue(v.Key, v.Value))];
}

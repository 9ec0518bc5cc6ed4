using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// Totals over one dimension alone, kept beside those of whole series: a chart by step then reads a row per step and hour, however many
/// customers, models and keys the steps meet. Every slice keeps the price state apart as well, because pages ask for calls alone and for
/// what is unpriced. A slice's row names a series in which nothing but these two has a value.
/// </summary>
internal static class SpendSlices
{
    /// <summary>The dimensions that have a slice; that of the project is over everything.</summary>
    public static IReadOnlyList<Dimension> Kept { get; } =
    [
        Dimension.Project, Dimension.Environment, Dimension.Service, Dimension.Step, Dimension.Kind, Dimension.Provider, Dimension.Model,
        Dimension.Feature, Dimension.Customer, Dimension.ApiKey, Dimension.Release,
    ];

    public static bool AreKeptIn(SpendTable table) => table is not SpendTable.Minutes;

    /// <summary>The slice that answers a question: there is one where it asks for one dimension (and the price state); null where it takes whole series.</summary>
    public static Dimension? For(SpendQuestion question)
    {
        var asked = question.By.Concat(question.Filters.Select(f => f.Dimension))
            .Where(d => d is not (Dimension.Project or Dimension.PriceState))
            .Distinct()
            .ToList();
        return asked.Count switch
        {
            0 => Dimension.Project,
            1 => asked[0],
            _ => null,
        };
    }

    /// <summary>What is left of a series in a slice.</summary>
    public static SpendKey KeyOf(SpendKey series, Dimension slice)
    {
        var all = new SpendKey(series.Project, "", "", "", "", OperationKind.Other, "", "", "", "", 0, series.PriceState);
        return slice switch
        {
            Dimension.Project => all,
            Dimension.Environment => all with { Environment = series.Environment },
            Dimension.Service => all with { Service = series.Service },
            Dimension.Release => all with { Release = series.Release },
            Dimension.Step => all with { Step = series.Step },
            Dimension.Kind => all with { Kind = series.Kind },
            Dimension.Provider => all with { Provider = series.Provider },
            Dimension.Model => all with { Model = series.Model },
            Dimension.Feature => all with { Feature = series.Feature },
            Dimension.Customer => all with { Customer = series.Customer },
            Dimension.ApiKey => all with { ApiKeyId = series.ApiKeyId },
            _ => throw new ArgumentOutOfRangeException(nameof(slice), slice, "There is no slice of this dimension."),
        };
    }
}

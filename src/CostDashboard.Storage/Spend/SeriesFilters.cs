using System.Globalization;
using System.Linq.Expressions;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>Dimensions of a series as columns: to group by, and to filter by.</summary>
internal static class SeriesFilters
{
    /// <summary>The column of a dimension, as text.</summary>
    public static Expression<Func<SeriesRow, string>> Column(Dimension dimension) => dimension switch
    {
        Dimension.Project => s => s.ProjectId.ToString(),
        Dimension.Environment => s => s.Environment,
        Dimension.Service => s => s.Service,
        Dimension.Release => s => s.Release,
        Dimension.Step => s => s.Step,
        Dimension.Kind => s => s.Kind.ToString(),
        Dimension.Provider => s => s.Provider,
        Dimension.Model => s => s.Model,
        Dimension.Feature => s => s.Feature,
        Dimension.Customer => s => s.Customer,
        Dimension.ApiKey => s => s.ApiKeyId.ToString(),
        Dimension.PriceState => s => s.PriceState.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A series has no such dimension."),
    };

    /// <summary>What a person is told where the column holds a number: the name of a kind or state.</summary>
    public static string Shown(Dimension dimension, string value) => dimension switch
    {
        Dimension.Kind => ((OperationKind)int.Parse(value, CultureInfo.InvariantCulture)).ToString(),
        Dimension.PriceState => ((PriceState)int.Parse(value, CultureInfo.InvariantCulture)).ToString(),
        _ => value,
    };

    public static bool IsOfSeries(Dimension dimension) => dimension is not (Dimension.User or Dimension.Tag);

    public static Expression<Func<SeriesRow, bool>> Condition(SpendFilter filter)
    {
        var values = filter.Values.ToArray();
        return (filter.Dimension, filter.IsExclude) switch
        {
            (Dimension.Environment, false) => s => values.Contains(s.Environment),
            (Dimension.Environment, true) => s => !values.Contains(s.Environment),
            (Dimension.Service, false) => s => values.Contains(s.Service),
            (Dimension.Service, true) => s => !values.Contains(s.Service),
            (Dimension.Release, false) => s => values.Contains(s.Release),
            (Dimension.Release, true) => s => !values.Contains(s.Release),
            (Dimension.Step, false) => s => values.Contains(s.Step),
            (Dimension.Step, true) => s => !values.Contains(s.Step),
            (Dimension.Provider, false) => s => values.Contains(s.Provider),
            (Dimension.Provider, true) => s => !values.Contains(s.Provider),
            (Dimension.Model, false) => s => values.Contains(s.Model),
            (Dimension.Model, true) => s => !values.Contains(s.Model),
            (Dimension.Feature, false) => s => values.Contains(s.Feature),
            (Dimension.Feature, true) => s => !values.Contains(s.Feature),
            (Dimension.Customer, false) => s => values.Contains(s.Customer),
            (Dimension.Customer, true) => s => !values.Contains(s.Customer),
            _ => NumberCondition(filter.Dimension, filter.IsExclude, Numbers(filter.Dimension, values)),
        };
    }

    /// <summary>The numbers that the values stand for; one that stands for none matches nothing.</summary>
    public static int[] Numbers(Dimension dimension, IEnumerable<string> values) => [.. values.Select(value => Number(dimension, value)).OfType<int>()];

    private static Expression<Func<SeriesRow, bool>> NumberCondition(Dimension dimension, bool isExclude, int[] numbers) => (dimension, isExclude) switch
    {
        (Dimension.Project, false) => s => numbers.Contains(s.ProjectId),
        (Dimension.Project, true) => s => !numbers.Contains(s.ProjectId),
        (Dimension.Kind, false) => s => numbers.Contains(s.Kind),
        (Dimension.Kind, true) => s => !numbers.Contains(s.Kind),
        (Dimension.ApiKey, false) => s => numbers.Contains(s.ApiKeyId),
        (Dimension.ApiKey, true) => s => !numbers.Contains(s.ApiKeyId),
        (Dimension.PriceState, false) => s => numbers.Contains(s.PriceState),
        (Dimension.PriceState, true) => s => !numbers.Contains(s.PriceState),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A series has no such dimension."),
    };

    private static int? Number(Dimension dimension, string value) => dimension switch
    {
        Dimension.Kind => Enum.TryParse<OperationKind>(value, ignoreCase: true, out var kind) ? (int)kind : null,
        Dimension.PriceState => Enum.TryParse<PriceState>(value, ignoreCase: true, out var state) ? (int)state : null,
        _ => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}

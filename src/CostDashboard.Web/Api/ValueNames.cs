using CostDashboard.Core.Spend;

namespace CostDashboard.Web.Api;

/// <summary>The names of projects and keys, which the totals know by number.</summary>
internal sealed record ValueNames(IReadOnlyDictionary<string, string> Projects, IReadOnlyDictionary<string, string> Keys)
{
    internal static async Task<ValueNames> ReadAsync(ProjectScope scope, IReadOnlyList<Dimension> by, CancellationToken cancellationToken)
    {
        var keys = by.Contains(Dimension.ApiKey) ? await scope.KeysAsync(cancellationToken) : [];
        return new(
            scope.Projects.ToDictionary(ProjectScope.NumberOf, p => p.Name, StringComparer.Ordinal),
            keys.ToDictionary(ProjectScope.NumberOf, k => k.Name, StringComparer.Ordinal));
    }

    internal string Of(Dimension dimension, string value) => dimension switch
    {
        Dimension.Project => Projects.GetValueOrDefault(value, value),
        Dimension.ApiKey => Keys.GetValueOrDefault(value, ""),
        _ => DimensionNames.Said(dimension, value),
    };
}

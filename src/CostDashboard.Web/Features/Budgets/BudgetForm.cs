using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Budgets;

/// <summary>The fields of the form of a budget.</summary>
internal static class BudgetForm
{
    internal const string Name = "name";
    internal const string For = "for";
    internal const string Value = "value";
    internal const string Tag = "tag";
    internal const string Amount = "amount";
    internal const string Period = "period";
    internal const string Thresholds = "thresholds";
    internal const string CarriesOver = "carries";
    internal const string Version = "version";

    /// <summary>What the form offers beside the whole project.</summary>
    internal static IReadOnlyList<(string Code, string Label)> Scopes { get; } =
        [.. Budget.Dimensions.Select(dimension => (CodeOf(dimension), new Facet(dimension).Title))];

    /// <summary>customer.</summary>
    internal static string CodeOf(Dimension dimension) => dimension is Dimension.Tag ? "tag" : DimensionName.Of(new Facet(dimension));

    internal static int VersionOf(IFormCollection form) => int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    internal static BudgetDraft DraftOf(IFormCollection form, BudgetScope? scope) =>
        new(form[Name], scope, form[Amount], form[Period], form[Thresholds], form.ContainsKey(CarriesOver));

    /// <summary>What the budget is for; or why that cannot be meant. A key is given by its name or number, a kind by its name.</summary>
    internal static (BudgetScope? Scope, string? Mistake) ScopeOf(IFormCollection form, IReadOnlyList<ApiKey> keys)
    {
        var code = form[For].ToString();
        if (code.Length == 0)
        {
            return (null, null);
        }

        var dimension = Budget.Dimensions.FirstOrDefault(one => CodeOf(one) == code);
        var value = form[Value].ToString().Trim();
        return dimension switch
        {
            default(Dimension) => (null, "Spend cannot be limited by this. Choose one of the list."),
            Dimension.Tag => (new(dimension, value, form[Tag].ToString().Trim()), null),
            _ => KnownOf(dimension, value, keys) is { } known ? (new(dimension, known), null) : (null, $"There is no {new Facet(dimension).Label} of this name in the project."),
        };
    }

    /// <summary>The value as totals know it; null where a closed dimension has no such value.</summary>
    internal static string? KnownOf(Dimension dimension, string value, IReadOnlyList<ApiKey> keys) => dimension switch
    {
        Dimension.ApiKey => keys
            .Where(key => string.Equals(key.Name, value, StringComparison.OrdinalIgnoreCase) || key.Id.ToString(CultureInfo.InvariantCulture) == value)
            .Select(key => key.Id.ToString(CultureInfo.InvariantCulture))
            .FirstOrDefault(),
        Dimension.Kind => Enum.GetNames<OperationKind>().FirstOrDefault(kind => string.Equals(kind, value, StringComparison.OrdinalIgnoreCase)),
        _ => value,
    };
}

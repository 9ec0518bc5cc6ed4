using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.Budgets;
using CostDashboard.Web.Features.Incidents;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.AlertRules;

/// <summary>The fields of the form of an alert rule. Filters are rows: <c>filter.0.by</c>, <c>filter.0.value</c>, <c>filter.0.not</c>; one without a dimension is empty.</summary>
internal static class AlertRuleForm
{
    internal const string Name = "name";
    internal const string Figure = "figure";
    internal const string Condition = "condition";
    internal const string Limit = "limit";
    internal const string Window = "window";
    internal const string By = "each";
    internal const string Tag = "tag";
    internal const string Floor = "floor";
    internal const string Severity = "severity";
    internal const string IsOn = "on";
    internal const string Version = "version";
    internal const string Action = "action";
    internal const string Save = "save";
    internal const string Preview = "preview";
    internal const int FilterRows = AlertRule.MostFilters;

    /// <summary>What a rule can be filtered and applied by.</summary>
    internal static IReadOnlyList<(string Code, string Label)> Dimensions { get; } =
        [.. DimensionName.Offered.Append(Dimension.Tag).Select(dimension => (CodeOf(dimension), new Facet(dimension).Title))];

    internal static IReadOnlyList<(AlertCondition Condition, string Label)> Conditions { get; } =
    [
        (AlertCondition.Above, "is above"),
        (AlertCondition.Below, "is below"),
        (AlertCondition.RisesFromBefore, "rises from the window before by more than, %"),
        (AlertCondition.FallsFromBefore, "falls from the window before by more than, %"),
        (AlertCondition.RisesFromWeekBefore, "rises from the same time a week before by more than, %"),
        (AlertCondition.FallsFromWeekBefore, "falls from the same time a week before by more than, %"),
    ];

    internal static string CodeOf(Dimension dimension) => BudgetForm.CodeOf(dimension);

    internal static string FieldOf(int row, string field) => string.Create(CultureInfo.InvariantCulture, $"filter.{row}.{field}");

    /// <summary>The label of a figure with the unit in which its limit is typed in.</summary>
    internal static string LabelOf(SpendFigure figure) => figure.Unit switch
    {
        FigureUnit.Usd => figure.Label + ", $",
        FigureUnit.Nanoseconds => figure.Label + ", ms",
        FigureUnit.Share => figure.Label + ", %",
        _ => figure.Label,
    };

    internal static int VersionOf(IFormCollection form) => int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>What the form says; or why its filters or values cannot be meant.</summary>
    internal static (AlertRuleDraft? Draft, string? Mistake) Read(IFormCollection form, IReadOnlyList<ApiKey> keys)
    {
        var tag = form[Tag].ToString().Trim() is { Length: > 0 } named ? named : null;
        var filters = new List<SpendFilter>();
        for (var row = 0; row < FilterRows; row++)
        {
            var code = form[FieldOf(row, "by")].ToString();
            if (code.Length == 0)
            {
                continue;
            }

            var dimension = DimensionOf(code);
            if (dimension is null)
            {
                return (null, "Spend cannot be filtered by this. Choose one of the list.");
            }

            if (KnownOf(dimension.Value, form[FieldOf(row, "value")].ToString().Trim(), keys) is not { } value)
            {
                return (null, $"There is no {new Facet(dimension.Value).Label} of this name in the project.");
            }

            filters.Add(new(dimension.Value, [value], dimension is Dimension.Tag ? tag : null, form.ContainsKey(FieldOf(row, "not"))));
        }

        var each = form[By].ToString();
        var by = each.Length == 0 ? null : DimensionOf(each);
        if (each.Length > 0 && by is null)
        {
            return (null, "A rule cannot be applied by this. Choose one of the list.");
        }

        return (new(
            form[Name], form[Figure], Joined(filters), by is { } grouping ? new(grouping, grouping is Dimension.Tag ? tag : null) : null, form[Condition], form[Limit], form[Window], form[Floor], form[Severity],
            form.ContainsKey(IsOn)), null);
    }

    /// <summary>The value as totals know it; null where a closed dimension has no such value.</summary>
    internal static string? KnownOf(Dimension dimension, string value, IReadOnlyList<ApiKey> keys) => dimension is Dimension.PriceState
        ? Enum.GetNames<Core.Spans.PriceState>().FirstOrDefault(state => string.Equals(state, value, StringComparison.OrdinalIgnoreCase))
        : BudgetForm.KnownOf(dimension, value, keys);

    /// <summary>Values of one dimension hold side by side.</summary>
    internal static IReadOnlyList<SpendFilter> Joined(IEnumerable<SpendFilter> filters) =>
    [
        .. filters.GroupBy(filter => (filter.Dimension, filter.TagKey, filter.IsExclude))
            .Select(same => new SpendFilter(same.Key.Dimension, [.. same.SelectMany(filter => filter.Values).Distinct(StringComparer.Ordinal)], same.Key.TagKey, same.Key.IsExclude)),
    ];

    internal static string CodeOf(AlertCondition condition) => IncidentWords.CodeOf(condition);

    private static Dimension? DimensionOf(string code) =>
        DimensionName.Offered.Append(Dimension.Tag).Select(dimension => (Dimension?)dimension).FirstOrDefault(dimension => CodeOf(dimension!.Value) == code);
}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>What rules say, in words that a mail, a program or a manager can read.</summary>
public static class AlertText
{
    /// <summary>cost above $5.00 in 1 hour, for each customer · model calls less than half …: what the rule is.</summary>
    /// <param name="names">What people call a value that totals know by number; null from it, or without it, leaves the value as it is.</param>
    public static string Describe(AlertRule rule, Func<Dimension, string, string?>? names = null)
    {
        var figure = Lower(rule.Watches?.Label ?? rule.Figure);
        var condition = rule.Condition switch
        {
            AlertCondition.Above => $"above {Amount(rule, rule.Limit)}",
            AlertCondition.Below => $"below {Amount(rule, rule.Limit)}",
            AlertCondition.RisesFromBefore => $"more than {Percent(rule.Limit)} above the window before",
            AlertCondition.FallsFromBefore => $"more than {Percent(rule.Limit)} below the window before",
            AlertCondition.RisesFromWeekBefore => $"more than {Percent(rule.Limit)} above the same time of the week before",
            _ => $"more than {Percent(rule.Limit)} below the same time of the week before",
        };
        var filters = string.Concat(rule.Filters.Select(filter => $", {NameOf(filter.Dimension, filter.TagKey)} {(filter.IsExclude ? "is not " : "")}{string.Join(" or ", filter.Values.Select(value => Named(names, filter.Dimension, value)))}"));
        var by = rule.By is { } grouping ? $", for each {NameOf(grouping.Dimension, grouping.TagKey)}" : "";
        var floor = rule.FloorNanoUsd > 0 ? $", where it costs at least {BudgetText.Money(rule.FloorNanoUsd)}" : "";
        return $"{figure} in {AlertWindow.Text(rule.WindowMinutes)} {condition}{filters}{by}{floor}";
    }

    /// <summary>An amount of the rule's figure: $1,204.50 · 320 ms · 4 % · 1,204.</summary>
    public static string Amount(AlertRule rule, decimal amount) => rule.Watches?.Unit switch
    {
        FigureUnit.Usd => BudgetText.Money((long)Math.Round(amount)),
        FigureUnit.Nanoseconds => Duration(amount),
        FigureUnit.Share => Percent(amount),
        _ => amount.ToString("#,##0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>What happened, as a sentence.</summary>
    public static string Sentence(AlertRule rule, AlertEpisode episode, OrganisationCalendar calendar, Func<Dimension, string, string?>? names = null)
    {
        var whose = rule.By is { } by ? $" of {NameOf(by.Dimension, by.TagKey)} {(episode.Value.Length == 0 ? "(none named)" : Named(names, by.Dimension, episode.Value))}" : "";
        var against = episode.Compared is { } compared ? $", against {Amount(rule, compared)} {(rule.ComparesWithBefore ? "in the window before" : "a week before")}" : $", {(rule.IsOfLess ? "under" : "over")} the limit of {Amount(rule, rule.Limit)}";
        var since = TimeZoneInfo.ConvertTime(episode.From.ToDateTimeOffset(), calendar.Zone).ToString("d MMMM HH:mm", CultureInfo.InvariantCulture);
        return $"{rule.Watches!.Label}{whose} came to {Amount(rule, episode.Amount)} in {AlertWindow.Text(rule.WindowMinutes)}{against}, since {since} (rule {GuardrailText.Quoted(rule.Name)}).";
    }

    /// <summary>Names values of API keys, for the other methods.</summary>
    public static Func<Dimension, string, string?> KeyNames(IEnumerable<ApiKey> keys)
    {
        var names = keys.ToDictionary(key => key.Id.ToString(CultureInfo.InvariantCulture), key => key.Name, StringComparer.Ordinal);
        return (dimension, value) => dimension is Dimension.ApiKey ? names.GetValueOrDefault(value) : null;
    }

    /// <summary>customer · tag 'team'.</summary>
    public static string NameOf(Dimension dimension, string? tagKey) => dimension switch
    {
        Dimension.Tag => $"tag {GuardrailText.Quoted(tagKey ?? "")}",
        Dimension.ApiKey => "API key",
        Dimension.PriceState => "price state",
        _ => dimension.ToString().ToLowerInvariant(),
    };

    private static string Named(Func<Dimension, string, string?>? names, Dimension dimension, string value) => GuardrailText.Quoted(names?.Invoke(dimension, value) ?? value);

    internal static string Percent(decimal share) => (share * 100).ToString("#,##0.##", CultureInfo.InvariantCulture) + " %";

    private static string Duration(decimal nanos) => nanos >= UnixNanos.PerSecond
        ? (nanos / UnixNanos.PerSecond).ToString("#,##0.##", CultureInfo.InvariantCulture) + " s"
        : (nanos / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + " ms";

    private static string Lower(string label) => label.Length > 1 && char.IsLower(label[1]) ? char.ToLowerInvariant(label[0]) + label[1..] : label;
}

using System.ComponentModel;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.AlertRules;
using CostDashboard.Web.Features.Incidents;

namespace CostDashboard.Web.Api;

/// <summary>A filter of a rule: any of the values, or none of them.</summary>
/// <param name="Dimension">As GET /spend names it; tag:NAME for a tag.</param>
internal sealed record AlertFilterBody(string Dimension, IReadOnlyList<string> Values, bool IsExclude);

/// <summary>An alert rule.</summary>
/// <param name="Does">What it watches, in words.</param>
/// <param name="Figure">cost, cost-per-call, calls, tokens, p95, errors and the others that the Spend page offers.</param>
/// <param name="By">One incident for each value of this dimension; null for all together.</param>
/// <param name="Condition">above, below, rises-from-before, falls-from-before, rises-from-week-before or falls-from-week-before.</param>
/// <param name="Limit">Decimal number: dollars, milliseconds, per cent or a count, as the figure is; of a change per cent.</param>
/// <param name="WindowMinutes">5, 15, 30, 60, 120, 360, 720, 1440 (a day) or 10080 (a week from Monday).</param>
/// <param name="FloorUsd">Windows that cost less break nothing.</param>
/// <param name="Since">When it was made or last changed.</param>
internal sealed record AlertRuleBody(
    int Id,
    string Project,
    string Name,
    string Does,
    string Figure,
    IReadOnlyList<AlertFilterBody> Filters,
    string? By,
    string Condition,
    string Limit,
    int WindowMinutes,
    string FloorUsd,
    string Severity,
    bool IsOn,
    string Since)
{
    /// <param name="names">See <see cref="AlertText.Describe"/>.</param>
    internal static AlertRuleBody Of(AlertRule rule, string project, Func<Dimension, string, string?> names) => new(
        rule.Id,
        project,
        rule.Name,
        AlertText.Describe(rule, names),
        rule.Figure,
        [.. rule.Filters.Select(filter => new AlertFilterBody(
            new NamedDimension(filter.Dimension, filter.TagKey).Name, [.. filter.Values.Select(value => DimensionNames.Said(filter.Dimension, value))], filter.IsExclude))],
        rule.By is { } by ? new NamedDimension(by.Dimension, by.TagKey).Name : null,
        IncidentWords.CodeOf(rule.Condition),
        AlertRuleDraft.LimitText(rule),
        rule.WindowMinutes,
        AnswerText.Usd(rule.FloorNanoUsd),
        IncidentWords.CodeOf(rule.Severity),
        rule.IsOn,
        AnswerText.Moment(rule.Since));
}

/// <summary>The alert rules of a project, by name.</summary>
internal sealed record AlertRulesBody(IReadOnlyList<AlertRuleBody> Rules);

/// <summary>A time in which a value would have broken a rule.</summary>
/// <param name="Value">Of the dimension that the rule is applied by; of a key its name.</param>
/// <param name="To">The end of the last window that broke it.</param>
/// <param name="Furthest">The amount furthest on the wrong side, with its unit.</param>
/// <param name="CostUsd">Known cost of the windows that broke it.</param>
/// <param name="IsCostComplete">No call without a known price is among them.</param>
/// <param name="GoesOn">It is not over at the end of the preview.</param>
internal sealed record AlertEpisodeBody(string Value, string From, string To, string Furthest, string CostUsd, bool IsCostComplete, bool GoesOn);

/// <summary>What a rule would have done.</summary>
/// <param name="From">Beginning of the first window; null where there is no record.</param>
/// <param name="Count">How often it would have fired.</param>
/// <param name="Episodes">The latest first, at most 200.</param>
internal sealed record AlertPreviewBody(string Does, string? From, string To, int Count, IReadOnlyList<AlertEpisodeBody> Episodes)
{
    internal static AlertPreviewBody Of(AlertRule rule, AlertPreview preview, OrganisationCalendar calendar, Func<Dimension, string, string?> names) => new(
        AlertText.Describe(rule, names),
        preview.From is { } from ? AnswerText.Minute(from, calendar) : null,
        AnswerText.Minute(preview.To, calendar),
        preview.Count,
        [.. preview.Episodes.Select(episode => new AlertEpisodeBody(
            rule.By is null ? "" : names(rule.By.Dimension, episode.Value) ?? DimensionNames.Said(rule.By.Dimension, episode.Value),
            AnswerText.Minute(episode.From, calendar),
            AnswerText.Minute(episode.To, calendar),
            AlertText.Amount(rule, episode.Furthest),
            AnswerText.Usd(episode.CostNanoUsd),
            episode.IsCostComplete,
            !episode.IsOver))]);
}

/// <summary>A filter of a rule.</summary>
internal sealed record AlertFilterSent(
    [property: Description("As GET /spend names it; tag:NAME for a tag.")] string? Dimension = null,
    [property: Description("Any of them; of a key its name or number.")] IReadOnlyList<string>? Values = null,
    [property: Description("Leaves them out instead. Default: false.")] bool IsExclude = false);

/// <summary>What is said of a rule. A rule of the project that has its name is changed.</summary>
internal sealed record AlertRuleSent(
    [property: Description("What people call it; no two of a project have the same.")] string? Name = null,
    [property: Description("cost, cost-per-call, calls, tokens, p95, errors and the others that the Spend page offers.")] string? Figure = null,
    [property: Description("All must hold; at most 5.")] IReadOnlyList<AlertFilterSent>? Filters = null,
    [property: Description("One incident for each value of this dimension. Default: all together.")] string? By = null,
    [property: Description("above, below, rises-from-before, falls-from-before, rises-from-week-before or falls-from-week-before.")] string? Condition = null,
    [property: Description("Decimal number in a text: dollars, milliseconds, per cent or a count, as the figure is; of a change per cent.")] string? Limit = null,
    [property: Description("5, 15, 30, 60 (default), 120, 360, 720, 1440 (a day) or 10080 (a week from Monday).")] int WindowMinutes = 60,
    [property: Description("Windows that cost less break nothing. Default: none.")] string? FloorUsd = null,
    [property: Description("info, warning (default) or critical.")] string? Severity = null,
    [property: Description("Default: true.")] bool IsOn = true);

using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>Says what a rule found as an incident: one for each value.</summary>
public static class AlertReport
{
    /// <summary>Names a value of a rule among the project's findings of rules.</summary>
    public static string SubjectOf(AlertRule rule, string value) => string.Create(CultureInfo.InvariantCulture, $"rule {rule.Id} {value}");

    /// <param name="shown">The latest windows of the value.</param>
    /// <param name="names">See <see cref="AlertText.Describe"/>.</param>
    public static IncidentReport Of(
        AlertRule rule, AlertFinding finding, IReadOnlyList<(UnixNanos Start, decimal? Amount)> shown, OrganisationCalendar calendar, Func<Dimension, string, string?>? names = null)
    {
        var episode = finding.Episode;
        var subject = SubjectOf(rule, episode.Value);
        if (episode.IsOver)
        {
            return IncidentReport.Over(rule.Project, IncidentKind.AlertRule, subject, finding.End);
        }

        return new(rule.Project, IncidentKind.AlertRule, subject, rule.Severity, AlertText.Sentence(rule, episode, calendar, names), episode.From, finding.End)
        {
            MoneyPerHour = episode.IsCostComplete ? (long)((decimal)episode.CostNanoUsd * UnixNanos.PerHour / (finding.End - episode.From)) : null,
            MoneySoFar = episode.IsCostComplete ? episode.CostNanoUsd : null,
            Evidence = Evidence(rule, episode, names),
            Scope = Scope(rule, episode),

            // Of days the windows differ in length where clocks change.
            Series = rule.WindowMinutes < AlertWindow.OfDay
                ? new(rule.Watches!.Label, UnitOf(rule.Watches!), rule.WindowMinutes * UnixNanos.PerMinute, [.. shown.Select(point => PointOf(rule, point.Start, point.Amount))])
                : null,
        };
    }

    private static List<IncidentEvidence> Evidence(AlertRule rule, AlertEpisode episode, Func<Dimension, string, string?>? names)
    {
        List<IncidentEvidence> evidence = [new("Rule", AlertText.Describe(rule, names)), new("Last window", AlertText.Amount(rule, episode.Amount)), new("Furthest", AlertText.Amount(rule, episode.Furthest))];
        if (episode.Compared is { } compared)
        {
            evidence.Add(new(rule.ComparesWithBefore ? "Window before" : "A week before", AlertText.Amount(rule, compared)));
        }

        evidence.Add(new("Cost of the windows that broke it", (episode.IsCostComplete ? "" : "at least ") + BudgetText.Money(episode.CostNanoUsd)));
        return evidence;
    }

    private static List<IncidentScope> Scope(AlertRule rule, AlertEpisode episode)
    {
        List<IncidentScope> scope = rule.By is { Dimension: var by } ? [new(by, episode.Value)] : [];
        scope.AddRange(rule.Filters.Where(filter => filter is { IsExclude: false, Values.Count: 1 }).Select(filter => new IncidentScope(filter.Dimension, filter.Values[0])));
        return scope;
    }

    private static IncidentPoint PointOf(AlertRule rule, UnixNanos start, decimal? amount)
    {
        double? limit = rule.IsChange ? null : (double)rule.Limit;
        return new(start, (double?)amount, null, rule.IsOfLess ? limit : null, rule.IsOfLess ? null : limit);
    }

    private static IncidentUnit UnitOf(SpendFigure figure) => figure.Unit switch
    {
        FigureUnit.Usd => IncidentUnit.NanoUsd,
        FigureUnit.Nanoseconds => IncidentUnit.Nanoseconds,
        FigureUnit.Share => IncidentUnit.Share,
        _ => IncidentUnit.Count,
    };
}

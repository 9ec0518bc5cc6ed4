using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>What is known about why a step takes more.</summary>
/// <param name="Release">The latest deploy in the hours before it began; null where there was none.</param>
/// <param name="Customer">Whose part of the difference is the greatest; null where no customer stands out.</param>
/// <param name="CustomerShare">That part, of 1.</param>
public sealed record StepCause(ProjectEvent? Release = null, string? Customer = null, double CustomerShare = 0)
{
    /// <summary>Of the difference: a customer with less of it is not its cause.</summary>
    public const double LeastShare = 0.6;

    /// <summary>Nanoseconds before the beginning within which a deploy may be the reason.</summary>
    public const long ReleaseWithin = 2 * UnixNanos.PerHour;

    /// <summary>The customer with the greatest part of what is more than in the hour before.</summary>
    /// <param name="before">Nano-dollars of each customer in the hour to compare with.</param>
    public static (string? Customer, double Share) Most(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now)
    {
        var (most, all) = (new KeyValuePair<string, long>("", 0), 0.0);
        foreach (var (customer, nanos) in now)
        {
            var more = Math.Max(0, nanos - before.GetValueOrDefault(customer));
            all += more;
            most = more > most.Value ? new(customer, more) : most;
        }

        var share = all == 0 ? 0 : most.Value / all;
        return most.Key.Length > 0 && share >= LeastShare ? (most.Key, share) : (null, 0);
    }
}

/// <summary>Says a finding as a person would.</summary>
public static class StepReport
{
    /// <param name="cause">Of an incident that several findings share; null for one of its own.</param>
    public static IncidentReport Of(ProjectId project, StepFinding finding, string? cause, StepCause why, IReadOnlyList<TraceId> traces, OrganisationCalendar calendar)
    {
        var end = finding.Hour + UnixNanos.PerHour;
        if (finding.IsOver)
        {
            return IncidentReport.Over(project, finding.Measure.Kind(), finding.Subject, end);
        }

        return new(project, finding.Measure.Kind(), finding.Subject, finding.Severity, Sentence(finding, why, calendar), finding.Since, end)
        {
            Cause = cause,
            MoneyPerHour = finding.MoneyPerHour,
            MoneySoFar = finding.MoneySoFar,
            Evidence = Evidence(finding, why),
            Traces = traces,
            Scope = Scope(finding, why),
            Series = new(finding.Measure.Name(), finding.Measure.Unit(), UnixNanos.PerHour, finding.Points),
        };
    }

    private static string Sentence(StepFinding finding, StepCause why, OrganisationCalendar calendar)
    {
        var name = finding.Step is null ? "The project" : finding.Step.Length == 0 ? "What is called without a step" : finding.Step;
        var times = double.IsFinite(finding.Ratio) ? $"{finding.Ratio.ToString("0.#", CultureInfo.InvariantCulture)} times" : "more than";
        var says = finding.Measure switch
        {
            WatchedMeasure.CostPerCall => $"A call of {name} costs {times} the usual",
            WatchedMeasure.TokensPerCall => $"{name} takes {times} the usual tokens per call",
            WatchedMeasure.Calls => $"{name} is called {times} as often as usual",
            _ => $"{name} spends {times} the usual",
        };
        var since = TimeZoneInfo.ConvertTime(finding.Since.ToDateTimeOffset(), calendar.Zone).ToString("d MMMM HH:mm", CultureInfo.InvariantCulture);
        var release = why.Release is { } deploy ? $", after release {deploy.Name}{(deploy.Service.Length == 0 ? "" : $" of {deploy.Service}")}" : "";
        var money = finding.MoneyPerHour is { } risk ? $"; {WatchedMeasures.Money(risk)} an hour more than expected" : "; what it costs is not known as a whole";
        var customer = why.Customer is { } whose ? $"; {Percent(why.CustomerShare)} of it from customer {whose}" : "";
        return $"{says} since {since}{release}{money}{customer}.";
    }

    private static List<IncidentEvidence> Evidence(StepFinding finding, StepCause why)
    {
        List<IncidentEvidence> evidence =
        [
            new($"{finding.Measure.Name()} in the last hour", Amount(finding.Measure, finding.Actual)),
            new("expected for this hour of the week", Amount(finding.Measure, finding.Expected)),
        ];
        if (finding.MoneySoFar is { } money)
        {
            evidence.Add(new("more than expected since it began", WatchedMeasures.Money(money)));
        }

        if (why.Release is { } release)
        {
            evidence.Add(new($"release before it began{(release.Service.Length == 0 ? "" : $", {release.Service}")}", release.Name));
        }

        if (why.Customer is { } customer)
        {
            evidence.Add(new($"customer {customer}", $"{Percent(why.CustomerShare)} of what is more than a week before"));
        }

        return evidence;
    }

    private static List<IncidentScope> Scope(StepFinding finding, StepCause why)
    {
        List<IncidentScope> scope = [];
        if (finding.Step is { } step)
        {
            scope.Add(new(Dimension.Step, step));
        }

        if (why.Customer is { } customer)
        {
            scope.Add(new(Dimension.Customer, customer));
        }

        return scope;
    }

    private static string Amount(WatchedMeasure measure, double value) => measure switch
    {
        WatchedMeasure.CostPerCall => Usd.FromNanos((long)value).Amount.ToString("$0.######", CultureInfo.InvariantCulture),
        WatchedMeasure.Spend => WatchedMeasures.Money((long)value),
        _ => value.ToString("#,0.#", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}

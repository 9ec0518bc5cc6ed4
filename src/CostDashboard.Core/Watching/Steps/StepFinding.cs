using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>A step, or with null the project as a whole, takes more of something than it is expected to; or with <paramref name="IsOver"/> does not any more.</summary>
/// <param name="Since">Start of the first hour in a row in which it was more than usual.</param>
/// <param name="Hour">The start of the hour that was looked at.</param>
/// <param name="MoneyPerHour">Nano-dollars more than expected in this hour; null where it is unknown.</param>
/// <param name="MoneySoFar">The same of all hours since; null where it is unknown of one of them.</param>
public sealed record StepFinding(
    string? Step, WatchedMeasure Measure, UnixNanos Since, UnixNanos Hour, double Actual, double Expected, long? MoneyPerHour, long? MoneySoFar, bool IsOver)
{
    /// <summary>Nano-dollars an hour below which nothing is reported: cents do not page anyone.</summary>
    public const long LeastMoneyPerHour = Usd.NanosPerDollar;

    private const long WarningFrom = 5 * Usd.NanosPerDollar;
    private const long CriticalFrom = 50 * Usd.NanosPerDollar;

    /// <summary>For the chart, with this hour as the last one.</summary>
    public IReadOnlyList<IncidentPoint> Points { get; init; } = [];

    public double Ratio => Expected > 0 ? Actual / Expected : double.PositiveInfinity;

    /// <summary>By the money at risk in an hour; what is unknown is worth knowing.</summary>
    public IncidentSeverity Severity => MoneyPerHour switch
    {
        >= CriticalFrom => IncidentSeverity.Critical,
        >= WarningFrom => IncidentSeverity.Warning,
        _ => IncidentSeverity.Info,
    };

    /// <summary>The same in every hour: what incidents are told apart by.</summary>
    public string Subject => Step is null ? Measure.Name() : $"{Measure.Name()} of step {Step}";

    /// <summary>Several measures of a step that are too high at once have one cause.</summary>
    public static string CauseOf(string step) => $"step {step}";
}

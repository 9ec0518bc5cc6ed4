using CostDashboard.Core.Spend.Spikes;
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
    /// <summary>
    /// Nano-dollars a day, at the rate of its dearest hour, below which nothing is told of a call that takes more, for that stays: cents do not page anyone.
    /// Of what is no money, such as time, this much must be spent on the step.
    /// </summary>
    public const long LeastMoneyPerDay = Usd.NanosPerDollar;

    /// <summary>Nano-dollars an hour below which nothing is told of more calls, or more spend, of calls that take no more: that comes and goes.</summary>
    public const long LeastSpendPerHour = Usd.NanosPerDollar;

    /// <summary>Times the departure of an alarm, from which on something is so unusual that it is worth a look whatever it costs.</summary>
    public const double Extreme = 2;

    private const long NoticeFrom = Usd.NanosPerDollar;
    private const long WarningFrom = 5 * Usd.NanosPerDollar;
    private const long CriticalFrom = 50 * Usd.NanosPerDollar;

    /// <summary>The customer or the model of the step that it is of; null for the whole step.</summary>
    public DimensionValue? Beside { get; init; }

    /// <summary>It rose a little every week: <see cref="Actual"/> is of the last seven days, <see cref="Expected"/> of those four weeks before, the points are days.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Until when the hour was looked at: its end, or before it where it was not over yet.</summary>
    public UnixNanos End { get; init; } = Hour + UnixNanos.PerHour;

    /// <summary>The departure of its most unusual hour, of that of an alarm.</summary>
    public double Unusual { get; init; } = 1;

    /// <summary>Hours from which what is expected was learned.</summary>
    public int Learned { get; init; }

    /// <summary>For the chart, with this hour as the last one.</summary>
    public IReadOnlyList<IncidentPoint> Points { get; init; } = [];

    /// <summary>Nano-dollars more than expected in an hour, on the average since it began: the last hour may be one of the night. Null where it is unknown.</summary>
    public long? MoneyOnAverage => MoneySoFar is { } money ? money / ((Hour - Since) / UnixNanos.PerHour + 1) : MoneyPerHour;

    public double Ratio => Expected > 0 ? Actual / Expected : double.PositiveInfinity;

    /// <summary>By the money at risk in an hour; what is very unusual counts for more, be its money little or unknown.</summary>
    public IncidentSeverity Severity => MoneyPerHour switch
    {
        >= CriticalFrom => IncidentSeverity.Critical,
        >= WarningFrom => IncidentSeverity.Warning,
        null or >= NoticeFrom when Unusual >= Extreme => IncidentSeverity.Warning,
        _ => IncidentSeverity.Info,
    };

    /// <summary>The same in every hour: what incidents are told apart by.</summary>
    public string Subject => (Step, Beside) switch
    {
        _ when IsSlow => $"rise of {Measure.Name()} of step {Step}",
        (null, _) => Measure.Name(),
        (_, null) => $"{Measure.Name()} of step {Step}",
        (_, { } part) => $"{Measure.Name()} of step {Step} with {part.Dimension} {part.Value}",
    };

    /// <summary>Several measures of a step that are too high at once have one cause.</summary>
    public static string CauseOf(string step) => $"step {step}";
}

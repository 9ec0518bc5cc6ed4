using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Incidents;

/// <summary>What the numbers of a series count. The numbers are stored.</summary>
public enum IncidentUnit : byte
{
    Count = 1,
    NanoUsd = 2,
    Tokens = 3,
    Nanoseconds = 4,

    /// <summary>Of 1.</summary>
    Share = 5,
}

/// <summary>A window of a series.</summary>
/// <param name="Actual">Null where nothing was measured, which is not zero.</param>
/// <param name="Expected">What was expected, with the bounds of what is usual; null where nothing was known yet.</param>
public readonly record struct IncidentPoint(UnixNanos Start, double? Actual, double? Expected = null, double? Low = null, double? High = null);

/// <summary>The measure that an incident is about, beside what was expected of it: estimates for a chart, not amounts to add up.</summary>
/// <param name="Measure">In a few words: "cost per call".</param>
/// <param name="Window">Nanoseconds of each point.</param>
/// <param name="Points">By time. Of more than <see cref="MostPoints"/> the latest are kept.</param>
public sealed record IncidentSeries(string Measure, IncidentUnit Unit, long Window, IReadOnlyList<IncidentPoint> Points)
{
    /// <summary>Two days of quarter hours.</summary>
    public const int MostPoints = 192;

    internal IncidentSeries Bounded() => this with
    {
        Measure = IncidentRules.Cut(Measure, IncidentRules.LongestLabel),
        Points = [.. Points.TakeLast(MostPoints).Select(p => new IncidentPoint(p.Start, Finite(p.Actual), Finite(p.Expected), Finite(p.Low), Finite(p.High)))],
    };

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

using System.Globalization;

namespace CostDashboard.Core.Traces.Timeline;

/// <summary>The part of a trace's time that is looked at, in nanoseconds from the trace's start. Always inside the trace and never empty.</summary>
public readonly record struct TimeWindow
{
    // A bar may be drawn at most this many times as wide as its lane; what is looked at closer than that shows nothing more.
    private const long MostTimesCloser = 100_000;

    private const decimal NanosPerMilli = 1_000_000m;

    private TimeWindow(long from, long to, long whole) => (From, To, Whole) = (from, to, whole);

    public long From { get; }

    public long To { get; }

    /// <summary>Nanoseconds of the whole trace.</summary>
    public long Whole { get; }

    public long Length => To - From;

    public bool IsWhole => From == 0 && To == Whole;

    /// <summary>Where it begins, as a share of the trace, 0 to 1.</summary>
    public double Start => Whole == 0 ? 0 : (double)From / Whole;

    /// <summary>How much of the trace it is, 0 to 1.</summary>
    public double Size => Whole == 0 ? 1 : (double)Length / Whole;

    /// <summary>The nearest window that there is: bounds inside the trace, in order, and not closer together than can be shown.</summary>
    public static TimeWindow Of(long from, long to, long whole)
    {
        if (whole <= 0)
        {
            return new(0, 0, 0);
        }

        var least = Math.Max(1, whole / MostTimesCloser);
        var (first, last) = (Math.Clamp(Math.Min(from, to), 0, whole), Math.Clamp(Math.Max(from, to), 0, whole));
        if (last - first >= least)
        {
            return new(first, last, whole);
        }

        var start = Math.Min(first, whole - least);
        return new(start, start + least, whole);
    }

    public static TimeWindow All(long whole) => Of(0, whole, whole);

    /// <param name="text">As <see cref="ToText"/> writes it; anything else is the whole trace.</param>
    public static TimeWindow Parse(string? text, long whole)
    {
        var cut = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return cut > 0 && Nanos(text.AsSpan(0, cut)) is { } from && Nanos(text.AsSpan(cut + 1)) is { } to ? Of(from, to, whole) : All(whole);
    }

    /// <summary>Milliseconds from and to, as an address carries them: <c>1.5-200</c>; null for the whole trace.</summary>
    public string? ToText() => IsWhole ? null : string.Create(CultureInfo.InvariantCulture, $"{From / NanosPerMilli:0.######}-{To / NanosPerMilli:0.######}");

    /// <summary>Whether a row has any part in it.</summary>
    public bool Touches(WaterfallRow row) => row.StartOffset <= To && row.StartOffset + row.Duration >= From;

    /// <summary>The same length, moved by a share of it; it stops at the ends of the trace.</summary>
    public TimeWindow Panned(double share)
    {
        var by = Math.Clamp((long)(Length * share), -From, Whole - To);
        return new(From + by, To + by, Whole);
    }

    /// <summary>Closer (below 1) or further away, about a moment that keeps its place.</summary>
    /// <param name="around">Nanoseconds from the trace's start; outside of the window, its middle is taken.</param>
    public TimeWindow Scaled(double by, long around)
    {
        var middle = around >= From && around <= To ? around : From + (Length / 2);
        return Of(middle - (long)((middle - From) * by), middle + (long)((To - middle) * by), Whole);
    }

    private static long? Nanos(ReadOnlySpan<char> millis) =>
        decimal.TryParse(millis, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= long.MaxValue / NanosPerMilli
            ? (long)(value * NanosPerMilli)
            : null;
}

namespace CostDashboard.TestKit.Watching;

/// <summary>What is done to a series from a moment on.</summary>
public enum SeriesFault
{
    None,
    Up1_5,
    Up3,
    Up10,
    DownTo1_3,

    /// <summary>A quarter more each day.</summary>
    Drift,

    /// <summary>Five times as much for an hour.</summary>
    Burst,

    /// <summary>Four times the noise.</summary>
    Variance,

    /// <summary>Nothing any more.</summary>
    Outage,
}

/// <summary>
/// A series as steps of LLM applications have them: cost of a call, calls, latency or spend, with days, weekends, noise that remembers the window
/// before, and counts that scatter as counts do. Everything follows from the seed.
/// </summary>
/// <param name="At">The window from which the fault holds; the number of windows where there is none.</param>
public sealed record SeasonalSeries(IReadOnlyList<double> Values, int At, int WindowsPerDay)
{
    public static SeasonalSeries Of(int seed, SeriesFault fault, int windowsPerDay, int weeks)
    {
        var random = new Random(seed);
        var isVolume = random.Next(2) == 0;
        var isSpend = random.Next(2) == 0;
        var amplitude = (isVolume ? 1.2 : 0.24) * random.NextDouble();
        var weekend = isVolume ? 0.3 + 0.7 * random.NextDouble() : 1 - 0.1 * random.NextDouble();
        var noise = 0.03 + 0.22 * random.NextDouble();
        var memory = 0.6 * random.NextDouble();
        var level = Math.Exp(6 * random.NextDouble());
        var peak = 12 + 3 * random.NextDouble();
        var callsPerWindow = Math.Exp(1.5 + 4.5 * random.NextDouble()) * 288 / windowsPerDay;

        var count = windowsPerDay * 7 * weeks;
        var at = fault == SeriesFault.None ? count : count - 7 * windowsPerDay + random.Next(5 * windowsPerDay);
        var values = new double[count];
        var remembered = 0.0;
        for (var window = 0; window < count; window++)
        {
            remembered = memory * remembered + Math.Sqrt(1 - memory * memory) * Normal(random);
            var hour = window % windowsPerDay * 24.0 / windowsPerDay;
            var season = Math.Exp(amplitude * Math.Cos((hour - peak) / 24 * 2 * Math.PI)) * (window / windowsPerDay % 7 >= 5 ? weekend : 1);
            var isOver = window >= at;
            var usual = season * (isOver ? Factor(fault, window - at, windowsPerDay) : 1);
            var scatter = noise * remembered * (isOver && fault == SeriesFault.Variance ? 4 : 1);
            values[window] = isVolume ? Volume(random, callsPerWindow * usual * Math.Exp(scatter / 2), isSpend ? level : null) : level * usual * Math.Exp(scatter);
        }

        return new(values, at, windowsPerDay);
    }

    private static double Factor(SeriesFault fault, int since, int windowsPerDay) => fault switch
    {
        SeriesFault.Up1_5 => 1.5,
        SeriesFault.Up3 => 3,
        SeriesFault.Up10 => 10,
        SeriesFault.DownTo1_3 => 1 / 3.0,
        SeriesFault.Drift => 1 + since * 0.25 / windowsPerDay,
        SeriesFault.Burst => since < Math.Max(1, windowsPerDay / 24) ? 5 : 1,
        SeriesFault.Outage => 0,
        _ => 1,
    };

    private static double Volume(Random random, double expected, double? costOfCall)
    {
        var calls = Poisson(random, expected);
        return costOfCall is { } cost ? Math.Max(0, calls * cost * (1 + 0.3 * Normal(random) / Math.Sqrt(Math.Max(1, calls)))) : calls;
    }

    private static double Poisson(Random random, double expected)
    {
        if (expected > 50)
        {
            return Math.Max(0, Math.Round(expected + Math.Sqrt(expected) * Normal(random)));
        }

        var (calls, product, least) = (-1, 1.0, Math.Exp(-expected));
        do
        {
            calls++;
            product *= random.NextDouble();
        }
        while (product > least);
        return calls;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

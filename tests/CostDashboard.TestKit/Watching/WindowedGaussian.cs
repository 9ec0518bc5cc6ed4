namespace CostDashboard.TestKit.Watching;

/// <summary>
/// The benchmark's simplest detector, whose scores are published: how unlikely a value is under a normal distribution of the last 6,400 rows. It
/// proves the scorer.
/// </summary>
public static class WindowedGaussian
{
    private const int Window = 6_400;
    private const int Step = 100;

    public static IReadOnlyList<double> Scores(IReadOnlyList<double> values)
    {
        var scores = new double[values.Count];
        var window = new List<double>(Window);
        var waiting = new List<double>(Step);
        var (mean, deviation) = (0.0, 1.0);
        for (var at = 0; at < values.Count; at++)
        {
            scores[at] = window.Count == 0 ? 0 : 1 - Tail(Math.Abs(values[at] - mean) / deviation);
            if (window.Count < Window)
            {
                window.Add(values[at]);
                (mean, deviation) = Of(window);
            }
            else
            {
                waiting.Add(values[at]);
                if (waiting.Count == Step)
                {
                    window.RemoveRange(0, Step);
                    window.AddRange(waiting);
                    waiting.Clear();
                    (mean, deviation) = Of(window);
                }
            }
        }

        return scores;
    }

    private static (double Mean, double Deviation) Of(List<double> window)
    {
        var mean = window.Average();
        var deviation = Math.Sqrt(window.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation == 0 ? 1e-6 : deviation);
    }

    // Of the standard normal distribution above a distance, by the continued expansion of W. J. Cody's erfc as in Numerical Recipes (Chebyshev, 1e-12).
    private static double Tail(double distance) => Erfc(distance / Math.Sqrt(2)) / 2;

    private static double Erfc(double x)
    {
        ReadOnlySpan<double> coefficients =
        [
            -1.3026537197817094, 6.4196979235649026e-1, 1.9476473204185836e-2, -9.561514786808631e-3, -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5,
            -2.0278578112534e-5, -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8, 6.529054439e-9, 5.059343495e-9, -9.91364156e-10,
            -2.27365122e-10, 9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13, 3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15,
        ];
        var t = 2 / (2 + x);
        var (d, dd) = (0.0, 0.0);
        for (var at = coefficients.Length - 1; at > 0; at--)
        {
            (d, dd) = ((4 * t - 2) * d - dd + coefficients[at], d);
        }

        return t * Math.Exp(-x * x + 0.5 * (coefficients[0] + (4 * t - 2) * d) - dd);
    }
}

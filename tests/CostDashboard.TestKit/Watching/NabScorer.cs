namespace CostDashboard.TestKit.Watching;

/// <summary>
/// Scores a detector as the Numenta Anomaly Benchmark does (A. Lavin and S. Ahmad, "Evaluating real-time anomaly detection algorithms", ICMLA 2015):
/// the earliest detection in a window counts by how early it is, each one outside counts against it by how far it is from the window before, and
/// one threshold serves all series.
/// </summary>
public sealed class NabScorer(IReadOnlyList<NabSeries> series, NabProfile profile)
{
    // The published files round scores so; with more digits a sweep could tell apart what they do not.
    private const int Digits = 12;

    private static readonly double s_earliest = Sigmoid(-1);
    private readonly Row[][] _rows = [.. series.Select(one => RowsOf(one, profile))];

    /// <param name="Final">0 for what never detects, 100 for what detects the beginning of each window and nothing else.</param>
    /// <param name="Threshold">A score from which a row is a detection; 1.1 where detecting nothing is best.</param>
    public sealed record Result(double Final, double Threshold);

    /// <param name="scores">Of each row of each series, between 0 and 1.</param>
    /// <returns>The best of all thresholds: of the scores that occur, and of one above all.</returns>
    public Result Best(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        var found = series.Select(one => one.Windows.Select(_ => -profile.Missed).ToArray()).ToArray();
        var raw = -profile.Missed * Windows;
        var best = (Raw: raw, Threshold: 1.1);
        foreach (var group in Scored(scores).GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            foreach (var (_, at, row) in group)
            {
                raw += row.Window is { } window ? Gain(ref found[at][window], row.Worth) : row.Worth;
            }

            if (raw > best.Raw)
            {
                best = (raw, group.Key);
            }
        }

        return new(Final(best.Raw), best.Threshold);
    }

    public double At(double threshold, IReadOnlyList<IReadOnlyList<double>> scores) => Final(series.Index().Sum(one => RawOf(one.Index, threshold, scores[one.Index])));

    /// <summary>What one series adds to the raw score.</summary>
    public double RawOf(int one, double threshold, IReadOnlyList<double> scores)
    {
        var found = series[one].Windows.Select(_ => -profile.Missed).ToArray();
        var outside = 0.0;
        for (var at = series[one].Probation; at < scores.Count; at++)
        {
            if (Math.Round(scores[at], Digits) < threshold)
            {
                continue;
            }

            var row = _rows[one][at];
            if (row.Window is { } window)
            {
                Gain(ref found[window], row.Worth);
            }
            else
            {
                outside += row.Worth;
            }
        }

        return outside + found.Sum();
    }

    /// <summary>What a detection of a row is worth.</summary>
    public double WorthOf(int one, int row) => _rows[one][row].Worth;

    private int Windows => series.Sum(one => one.Windows.Count);

    private double Final(double raw) => 100 * (raw + profile.Missed * Windows) / ((profile.Found + profile.Missed) * Windows);

    private IEnumerable<(double Score, int Series, Row Row)> Scored(IReadOnlyList<IReadOnlyList<double>> scores)
    {
        for (var one = 0; one < series.Count; one++)
        {
            for (var at = series[one].Probation; at < scores[one].Count; at++)
            {
                yield return (Math.Round(scores[one][at], Digits), one, _rows[one][at]);
            }
        }
    }

    private static double Gain(ref double found, double worth)
    {
        var gain = Math.Max(0, worth - found);
        found += gain;
        return gain;
    }

    private static Row[] RowsOf(NabSeries series, NabProfile profile)
    {
        var rows = new Row[series.Values.Count];
        var next = 0;
        (int Last, int Width)? before = null;
        for (var at = 0; at < rows.Length; at++)
        {
            if (next < series.Windows.Count && at >= series.Windows[next].First)
            {
                var (first, last) = series.Windows[next];
                var width = last - first + 1;
                rows[at] = new(next, Sigmoid(-(last - at + 1) / (double)width) * profile.Found / s_earliest);
                if (at == last)
                {
                    (before, next) = ((last, width), next + 1);
                }
            }
            else
            {
                rows[at] = new(null, profile.False * (before is { } window ? Sigmoid((at - window.Last) / (double)(window.Width - 1)) : -1));
            }
        }

        return rows;
    }

    private static double Sigmoid(double distance) => distance > 3 ? -1 : 2 / (1 + Math.Exp(5 * distance)) - 1;

    private readonly record struct Row(int? Window, double Worth);
}

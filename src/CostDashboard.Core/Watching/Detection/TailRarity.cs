namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// How rare a number would be among all that came before it, in tenfolds: 3 says that one in a thousand was as large. Beyond the largest ones the
/// tail is continued as a power law, whose exponent is Hill's estimate (B. M. Hill, "A simple general approach to inference about the tail of a
/// distribution", Annals of Statistics 3, 1975) drawn towards a prior, so that a series with heavy tails is not surprised by its next large value.
/// Keeps <see cref="Kept"/> numbers whatever comes.
/// </summary>
internal sealed class TailRarity
{
    public const int Kept = 32;

    private const int Fitted = 8;
    private const int Least = 24;
    private const double PriorIndex = 0.5;
    private const double PriorWeight = 4;

    // Smaller numbers are as good as this one: views of a series that never moves are zero.
    private const double Smallest = 1e-6;

    // No claim goes far beyond what a sample of this size can show.
    private const double MostPerTenfold = 2;

    private readonly double[] _largest = new double[Kept];
    private int _count;
    private long _seen;

    /// <param name="value">At least 0.</param>
    /// <returns>At least 0; 0 for what is no larger than the <see cref="Kept"/> largest, and while there is too little to compare with.</returns>
    public double Of(double value)
    {
        value = Math.Max(value, Smallest);
        if (_seen < Least || value <= _largest[_count - 1])
        {
            return 0;
        }

        var fitted = Math.Min(Fitted, _count);
        var from = _largest[fitted - 1];
        return Math.Min(MostPerTenfold * Math.Log10(_seen), value <= from ? Math.Log10((double)_seen / (RankOf(value) + 1)) : Beyond(value, from, fitted));
    }

    public void Add(double value)
    {
        value = Math.Max(value, Smallest);
        _seen++;
        if (_count < Kept)
        {
            _count++;
        }
        else if (value <= _largest[^1])
        {
            return;
        }

        var at = _count - 1;
        for (; at > 0 && _largest[at - 1] < value; at--)
        {
            _largest[at] = _largest[at - 1];
        }

        _largest[at] = value;
    }

    public void Pass(DetectorState state)
    {
        _count = (int)state.Pass(_count);
        _seen = (long)state.Pass(_seen);
        state.Pass(_largest);
    }

    private double Beyond(double value, double from, int fitted)
    {
        var logs = 0.0;
        for (var at = 0; at < fitted; at++)
        {
            logs += Math.Log(_largest[at] / from);
        }

        var index = (logs + PriorIndex * PriorWeight) / (fitted + PriorWeight);
        return Math.Log10((double)_seen / fitted) + Math.Log10(value / from) / index;
    }

    private int RankOf(double value)
    {
        var rank = 0;
        while (rank < _count && _largest[rank] >= value)
        {
            rank++;
        }

        return rank;
    }
}

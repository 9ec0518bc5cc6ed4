namespace CostDashboard.Core.Watching.Detection;

/// <summary>The last values of a series, by the number of their window. Asking for one that is no longer kept is a mistake of the caller.</summary>
internal sealed class RecentWindows(int capacity)
{
    private readonly double[] _values = new double[capacity];

    public double this[long window]
    {
        get => _values[(int)(window % capacity)];
        set => _values[(int)(window % capacity)] = value;
    }

    /// <returns>Of the windows from the first one until before the last one.</returns>
    public double Mean(long from, long to)
    {
        var sum = 0.0;
        for (var window = from; window < to; window++)
        {
            sum += this[window];
        }

        return sum / (to - from);
    }

    public double Deviation(long from, long to, double mean)
    {
        var squares = 0.0;
        for (var window = from; window < to; window++)
        {
            var distance = this[window] - mean;
            squares += distance * distance;
        }

        return Math.Sqrt(squares / (to - from));
    }

    public void Scale(double ratio)
    {
        for (var at = 0; at < _values.Length; at++)
        {
            _values[at] *= ratio;
        }
    }

    public void Pass(DetectorState state) => state.Pass(_values);
}

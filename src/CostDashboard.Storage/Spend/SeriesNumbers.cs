using CostDashboard.Core.Spend;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Spend;

/// <summary>The numbers of series, each computed once.</summary>
internal sealed class SeriesNumbers
{
    private const int MostRemembered = 100_000;

    private readonly Dictionary<SpendKey, long> _numbers = [];

    /// <summary>Series that were numbered since it was last emptied: they may have to be written.</summary>
    public Dictionary<long, SpendKey> Fresh { get; } = [];

    /// <exception cref="InvalidDataException">Another fresh series has the same number.</exception>
    public long Of(SpendKey series)
    {
        if (_numbers.TryGetValue(series, out var number))
        {
            return number;
        }

        if (_numbers.Count >= MostRemembered)
        {
            _numbers.Clear();
        }

        number = series.ComputeSeriesId();
        if (Fresh.TryGetValue(number, out var other))
        {
            SameContent.Demand(other, series, number);
        }

        Fresh[number] = series;
        _numbers[series] = number;
        return number;
    }
}

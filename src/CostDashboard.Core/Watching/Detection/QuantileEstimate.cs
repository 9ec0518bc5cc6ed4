namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// A quantile of all that was seen, from five numbers: the P² algorithm (R. Jain and I. Chlamtac, "The P² algorithm for dynamic calculation of
/// quantiles and histograms without storing observations", Communications of the ACM 28, 1985).
/// </summary>
/// <param name="share">Between 0 and 1: 0.5 is the median.</param>
internal sealed class QuantileEstimate(double share)
{
    private const int Markers = 5;

    private readonly double[] _heights = new double[Markers];
    private readonly double[] _places = new double[Markers];
    private long _seen;

    /// <summary>0 while nothing was seen; exact for the first five.</summary>
    public double Value
    {
        get
        {
            if (_seen >= Markers)
            {
                return _heights[2];
            }

            var few = _heights[..(int)_seen];
            Array.Sort(few);
            return few.Length == 0 ? 0 : few[(int)(share * few.Length)];
        }
    }

    public void Add(double value)
    {
        if (_seen < Markers)
        {
            _heights[_seen++] = value;
            if (_seen == Markers)
            {
                Array.Sort(_heights);
                for (var marker = 0; marker < Markers; marker++)
                {
                    _places[marker] = marker;
                }
            }

            return;
        }

        _heights[0] = Math.Min(_heights[0], value);
        _heights[4] = Math.Max(_heights[4], value);
        for (var marker = Markers - 1; marker > 0 && value < _heights[marker] || marker == Markers - 1; marker--)
        {
            _places[marker]++;
        }

        _seen++;
        for (var marker = 1; marker < Markers - 1; marker++)
        {
            Move(marker, (_seen - 1) * Wanted(marker) - _places[marker]);
        }
    }

    /// <summary>As if all that was seen had been so many times as large.</summary>
    public void Scale(double ratio)
    {
        for (var marker = 0; marker < Markers; marker++)
        {
            _heights[marker] *= ratio;
        }
    }

    public void Pass(DetectorState state)
    {
        _seen = (long)state.Pass(_seen);
        state.Pass(_heights);
        state.Pass(_places);
    }

    private double Wanted(int marker) => marker switch { 1 => share / 2, 2 => share, _ => (1 + share) / 2 };

    private void Move(int marker, double behind)
    {
        var step = behind >= 1 && _places[marker + 1] - _places[marker] > 1 ? 1 : behind <= -1 && _places[marker - 1] - _places[marker] < -1 ? -1 : 0;
        if (step == 0)
        {
            return;
        }

        var (below, here, above) = (_heights[marker - 1], _heights[marker], _heights[marker + 1]);
        var (left, place, right) = (_places[marker - 1], _places[marker], _places[marker + 1]);
        var curved = here + step / (right - left) * ((place - left + step) * (above - here) / (right - place) + (right - place - step) * (here - below) / (place - left));
        _heights[marker] = below < curved && curved < above ? curved : here + step * (_heights[marker + step] - here) / (_places[marker + step] - place);
        _places[marker] += step;
    }
}

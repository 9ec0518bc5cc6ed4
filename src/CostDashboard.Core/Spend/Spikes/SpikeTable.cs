namespace CostDashboard.Core.Spend.Spikes;

/// <summary>A value, or two of different dimensions, by their numbers in a <see cref="SpikeTable"/>.</summary>
internal sealed record SpikeCandidate(int Dimension, int Value, int OtherDimension, int OtherValue, double Now, double Usual, IReadOnlyList<DimensionValue> Values)
{
    internal const int None = -1;
}

/// <summary>The cells as arrays of numbers, for a search that goes over them many times. Its doubles rank; the amounts that are told are decimals.</summary>
internal sealed class SpikeTable
{
    // Three standard deviations: among a hundred candidates chance reaches two in some.
    private const double Deviations = 3;

    private readonly Dimension[] _dimensions;
    private readonly List<string>[] _names;

    // One array per dimension: the number of each cell's value.
    private readonly int[][] _values;
    private readonly double[] _now;
    private readonly double[] _usual;

    // How far each sum would be off by chance, squared: of n calls that cost c together about c²/n, as calls come by chance and differ in cost.
    private readonly double[] _nowNoise;
    private readonly double[] _usualNoise;
    private readonly int[] _asideBy;
    private int _causes;

    private SpikeTable(Dimension[] dimensions, List<string>[] names, int[][] values, IReadOnlyList<SpikeCell> cells)
    {
        (_dimensions, _names, _values) = (dimensions, names, values);
        double[] now = [.. cells.Select(c => (double)c.Now.CostNanoUsd)];
        double[] usual = [.. cells.Select(c => (double)c.Usual.CostNanoUsd)];
        (_now, _usual) = (now, usual);
        _nowNoise = [.. cells.Select(c => Noise(c.Now))];
        _usualNoise = [.. cells.Select(c => Noise(c.Usual))];
        _asideBy = new int[now.Length];
        Array.Fill(_asideBy, SpikeCandidate.None);
        (AllNow, AllUsual) = (now.Sum(), usual.Sum());
    }

    private double AllNow { get; set; }

    private double AllUsual { get; set; }

    internal static SpikeTable Of(IReadOnlyList<SpikeCell> cells, IReadOnlyList<Dimension> dimensions)
    {
        var names = new List<string>[dimensions.Count];
        var values = new int[dimensions.Count][];
        for (var d = 0; d < dimensions.Count; d++)
        {
            var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
            names[d] = [];
            values[d] = new int[cells.Count];
            for (var i = 0; i < cells.Count; i++)
            {
                var name = cells[i].Series.ValueOf(dimensions[d]);
                if (!numbers.TryGetValue(name, out var number))
                {
                    numbers[name] = number = names[d].Count;
                    names[d].Add(name);
                }

                values[d][i] = number;
            }
        }

        return new(
            [.. dimensions],
            names,
            values,
            cells);
    }

    /// <summary>Which cause, counted from 0 in the order in which they were found, took a cell; null for none.</summary>
    internal int? PutAsideBy(int cell) => _asideBy[cell] == SpikeCandidate.None ? null : _asideBy[cell];

    /// <summary>Whether a cause, of this number in the order in which they were found, has cells that an earlier one took.</summary>
    internal bool IsBesideOthers(SpikeCandidate cause, int number)
    {
        for (var i = 0; i < _asideBy.Length; i++)
        {
            if (_asideBy[i] != number && Has(cause, i))
            {
                return true;
            }
        }

        return false;
    }

    internal void PutAside(SpikeCandidate cause)
    {
        for (var i = 0; i < _now.Length; i++)
        {
            if (_asideBy[i] == SpikeCandidate.None && Has(cause, i))
            {
                _asideBy[i] = _causes;
                AllNow -= _now[i];
                AllUsual -= _usual[i];
            }
        }

        _causes++;
    }

    /// <summary>What a part costs beyond its usual cost times the growth of the rest.</summary>
    internal double Excess(SpikeCandidate part) => part.Now - (RestGrowth(part.Now, part.Usual) * part.Usual);

    /// <summary>
    /// Whether the excess is more than chance would make of it if the part grew as the rest did: calls come by chance, and of few of them
    /// little is known. What was not there before cannot have come by chance.
    /// </summary>
    internal bool IsBeyondNoise(SpikeCandidate part)
    {
        var (nowOfRest, noiseOfPart, noiseOfRestNow, noiseOfRestUsual) = (0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < _now.Length; i++)
        {
            if (_asideBy[i] != SpikeCandidate.None)
            {
                continue;
            }

            if (Has(part, i))
            {
                noiseOfPart += _usualNoise[i];
            }
            else
            {
                nowOfRest += _now[i];
                noiseOfRestNow += _nowNoise[i];
                noiseOfRestUsual += _usualNoise[i];
            }
        }

        var usualOfRest = AllUsual - part.Usual;
        var growth = RestGrowth(part.Now, part.Usual);

        // Of the period and of the baseline, as if this were one period: it is a few.
        var variance = 2 * growth * growth * noiseOfPart;
        if (usualOfRest > 0 && nowOfRest > 0)
        {
            var ofGrowth = (noiseOfRestNow / (nowOfRest * nowOfRest)) + (noiseOfRestUsual / (usualOfRest * usualOfRest));
            variance += part.Usual * part.Usual * growth * growth * ofGrowth;
        }

        var excess = Excess(part);
        return excess * excess > Deviations * Deviations * variance;
    }

    /// <summary>How much less cost is left unexplained, over all cells, when this part has a growth of its own.</summary>
    internal double Gain(SpikeCandidate part)
    {
        var all = AllUsual > 0 ? AllNow / AllUsual : 1;
        var rest = RestGrowth(part.Now, part.Usual);
        var inside = part.Usual > 0 ? part.Now / part.Usual : 1;
        var gain = 0.0;
        for (var i = 0; i < _now.Length; i++)
        {
            if (_asideBy[i] != SpikeCandidate.None)
            {
                continue;
            }

            // A part that is wholly new explains its cells by being new.
            var isInside = Has(part, i);
            var left = isInside && part.Usual <= 0 ? 0 : Math.Abs(_now[i] - ((isInside ? inside : rest) * _usual[i]));
            gain += Math.Abs(_now[i] - (all * _usual[i])) - left;
        }

        return gain;
    }

    /// <summary>Of each dimension the values that moved most beyond the rest in the direction of the sign; not a value that is all there is.</summary>
    internal List<SpikeCandidate> Singles(int sign, int mostOfEach)
    {
        var found = new List<SpikeCandidate>();
        for (var d = 0; d < _dimensions.Length; d++)
        {
            var now = new double[_names[d].Count];
            var usual = new double[_names[d].Count];
            for (var i = 0; i < _now.Length; i++)
            {
                if (_asideBy[i] == SpikeCandidate.None)
                {
                    now[_values[d][i]] += _now[i];
                    usual[_values[d][i]] += _usual[i];
                }
            }

            found.AddRange(Enumerable.Range(0, now.Length)
                .Where(v => !IsAll(now[v], usual[v]))
                .Select(v => new SpikeCandidate(
                    d, v, SpikeCandidate.None, SpikeCandidate.None, now[v], usual[v], [new(_dimensions[d], _names[d][v])]))
                .Where(c => Excess(c) * sign > 0)
                .OrderByDescending(c => Excess(c) * sign)
                .ThenBy(c => c.Values[0].Value, StringComparer.Ordinal)
                .Take(mostOfEach));
        }

        return found;
    }

    /// <summary>The meetings of two of these values that moved most beyond the rest.</summary>
    internal IEnumerable<SpikeCandidate> Pairs(IReadOnlyList<SpikeCandidate> singles, int sign, int most)
    {
        var tried = new bool[_dimensions.Length][];
        for (var d = 0; d < tried.Length; d++)
        {
            tried[d] = new bool[_names[d].Count];
        }

        foreach (var single in singles)
        {
            tried[single.Dimension][single.Value] = true;
        }

        var sums = new Dictionary<(int Dimension, int Value, int OtherDimension, int OtherValue), (double Now, double Usual)>();
        for (var i = 0; i < _now.Length; i++)
        {
            if (_asideBy[i] == SpikeCandidate.None)
            {
                AddPairs(i);
            }
        }

        return sums
            .Where(pair => IsNarrower(pair.Key, pair.Value))
            .Select(pair => new SpikeCandidate(
                pair.Key.Dimension,
                pair.Key.Value,
                pair.Key.OtherDimension,
                pair.Key.OtherValue,
                pair.Value.Now,
                pair.Value.Usual,
                [NameOf(pair.Key.Dimension, pair.Key.Value), NameOf(pair.Key.OtherDimension, pair.Key.OtherValue)]))
            .Where(c => Excess(c) * sign > 0)
            .OrderByDescending(c => Excess(c) * sign)
            .ThenBy(c => c.Dimension)
            .ThenBy(c => c.OtherDimension)
            .ThenBy(c => c.Values[0].Value, StringComparer.Ordinal)
            .ThenBy(c => c.Values[1].Value, StringComparer.Ordinal)
            .Take(most);

        void AddPairs(int cell)
        {
            for (var d = 0; d < tried.Length; d++)
            {
                if (!tried[d][_values[d][cell]])
                {
                    continue;
                }

                for (var o = d + 1; o < tried.Length; o++)
                {
                    if (tried[o][_values[o][cell]])
                    {
                        var key = (d, _values[d][cell], o, _values[o][cell]);
                        var (now, usual) = sums.GetValueOrDefault(key);
                        sums[key] = (now + _now[cell], usual + _usual[cell]);
                    }
                }
            }
        }

        // Where one of the two values alone is the same calls, the other one adds a name and nothing else.
        bool IsNarrower((int Dimension, int Value, int OtherDimension, int OtherValue) key, (double Now, double Usual) sum) =>
            !singles.Any(s =>
                ((s.Dimension == key.Dimension && s.Value == key.Value) || (s.Dimension == key.OtherDimension && s.Value == key.OtherValue))
                && s.Now <= sum.Now && s.Usual <= sum.Usual);
    }

    private static double Noise(SpikeFigures figures) => figures.Calls <= 0 ? 0 : (double)(figures.CostNanoUsd * figures.CostNanoUsd / figures.Calls);

    private DimensionValue NameOf(int dimension, int value) => new(_dimensions[dimension], _names[dimension][value]);

    private bool Has(SpikeCandidate part, int cell) =>
        _values[part.Dimension][cell] == part.Value
        && (part.OtherDimension == SpikeCandidate.None || _values[part.OtherDimension][cell] == part.OtherValue);

    // Sums in another order differ in their last digits.
    private bool IsAll(double now, double usual) => now >= AllNow * (1 - 1e-9) && usual >= AllUsual * (1 - 1e-9);

    // Where nothing else was there before there is no growth to compare with, and what was there is expected again.
    private double RestGrowth(double now, double usual) => AllUsual - usual > 0 ? Math.Max(0, AllNow - now) / (AllUsual - usual) : 1;
}

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>
/// Finds the values of dimensions, and pairs of them, that explain a difference in cost. A part that merely grew with everything else explains nothing:
/// the rest's growth is taken off first.
/// </summary>
/// <remarks>
/// One cause after the other is taken: the candidate whose own growth, beside the growth of the rest, leaves the least cost unexplained over all cells
/// (a regression tree's split, with absolute deviations and growth instead of means); its cells are put aside, and the search goes on in the others.
/// Of the values of a dimension only those that moved most beyond the rest are tried, and only pairs whose values were both tried: a pair cannot move
/// without them. Time grows with cells × candidates, and there are at most <see cref="MostSingles"/> and <see cref="MostPairs"/> of these.
/// The idea of ranking by what the general growth does not explain: R. Bhagwan et al., "Adtributor: Revenue Debugging in Advertising Systems", NSDI 2014.
/// </remarks>
public static class SpikeSearch
{
    /// <summary>More causes than this are not named.</summary>
    public const int MostCauses = 4;

    internal const int MostSingles = 6;
    internal const int MostPairs = 24;

    /// <summary>A part that explains less of the difference is not named.</summary>
    public const decimal LeastShare = 0.15m;

    public static SpikeCauses Find(IReadOnlyList<SpikeCell> ofReleases)
    {
        var cells = SpikeDimensions.OverReleases(ofReleases);
        var now = cells.Sum(cell => cell.Now.CostNanoUsd);
        var usual = cells.Sum(cell => cell.Usual.CostNanoUsd);
        var difference = decimal.ToInt64(decimal.Round(now - usual, 0, MidpointRounding.ToEven));
        if (difference == 0 || usual == 0)
        {
            // Where there was nothing before all is new alike, and no part of it more than another.
            return new(difference, [], difference);
        }

        var table = SpikeTable.Of(cells, SpikeDimensions.All);
        var found = new List<SpikeCandidate>();
        while (found.Count < MostCauses && Best(table, difference) is { } best)
        {
            found.Add(best);
            table.PutAside(best);
        }

        return Account(cells, table, found, difference);
    }

    private static SpikeCandidate? Best(SpikeTable table, long difference)
    {
        var singles = table.Singles(Math.Sign(difference), MostSingles);
        SpikeCandidate? best = null;
        var bestGain = 0.0;
        foreach (var candidate in singles)
        {
            Try(candidate, ParsimonyOfSingle);
        }

        foreach (var candidate in table.Pairs(singles, Math.Sign(difference), MostPairs))
        {
            Try(candidate, ParsimonyOfPair);
        }

        return best;

        void Try(SpikeCandidate candidate, double parsimony)
        {
            if (Math.Abs(table.Excess(candidate)) < (double)LeastShare * Math.Abs((double)difference))
            {
                return;
            }

            // Strictly more, so that of equal parts the first dimension's name is given.
            var gain = table.Gain(candidate) * parsimony;
            if (gain > bestGain * (1 + 1e-9) && table.IsBeyondNoise(candidate))
            {
                (best, bestGain) = (candidate, gain);
            }
        }
    }

    // Two names fit noise better than one: a pair has to explain so much more.
    private const double ParsimonyOfSingle = 1;
    private const double ParsimonyOfPair = 0.85;

    // Against the growth of what is left when all causes are known: it was dimmed while the others still counted as the rest.
    private static SpikeCauses Account(IReadOnlyList<SpikeCell> cells, SpikeTable table, List<SpikeCandidate> found, long difference)
    {
        var parts = new (SpikeFigures Now, SpikeFigures Usual)[found.Count + 1];
        for (var i = 0; i < cells.Count; i++)
        {
            ref var part = ref parts[table.PutAsideBy(i) ?? found.Count];
            part = (part.Now + cells[i].Now, part.Usual + cells[i].Usual);
        }

        var rest = parts[^1];
        var growth = rest.Usual.CostNanoUsd > 0 ? rest.Now.CostNanoUsd / rest.Usual.CostNanoUsd : 1;
        var causes = new List<SpikeCause>();
        for (var i = 0; i < found.Count; i++)
        {
            var (now, usual) = parts[i];
            var excess = decimal.Round(now.CostNanoUsd - (growth * usual.CostNanoUsd), 0, MidpointRounding.ToEven);
            if (excess * Math.Sign(difference) >= LeastShare * Math.Abs((decimal)difference))
            {
                causes.Add(new(found[i].Values, now, usual, decimal.ToInt64(excess)) { IsBesideOthers = table.IsBesideOthers(found[i], i) });
            }
        }

        causes.Sort((a, b) => Math.Abs(b.ExcessNanoUsd).CompareTo(Math.Abs(a.ExcessNanoUsd)));
        return new(difference, causes, difference - causes.Sum(cause => cause.ExcessNanoUsd));
    }
}

using CostDashboard.Core.Access;

namespace CostDashboard.Core.Spend.Spikes;

/// <summary>What is asked of the totals to explain a period.</summary>
/// <param name="Project">Null asks for all projects.</param>
/// <param name="Period">From and to the beginning of a minute.</param>
/// <param name="Baseline">What it is compared with, at most <see cref="MostPeriods"/>; none where nothing was recorded before. From and to the beginning of a minute each.</param>
/// <param name="Filters">All must hold. Users and tags are totalled by themselves, so a filter on them is refused.</param>
public sealed record SpikeQuestion(ProjectId? Project, Period Period, IReadOnlyList<Period> Baseline, IReadOnlyList<SpendFilter> Filters)
{
    public const int MostPeriods = SpikeBaseline.MostDays;

    /// <summary>More series in a period than this are too many to search for a cause.</summary>
    public const int MostSeries = 100_000;
}

/// <summary>The series of a period and its baseline.</summary>
/// <param name="Cells">Only series with a model call in one of the periods.</param>
/// <param name="Baseline">The sums of each baseline period, in the question's order; their mean is what is usual.</param>
public sealed record SpikeAnswer(IReadOnlyList<SpikeCell> Cells, IReadOnlyList<SpikeFigures> Baseline);

/// <summary>Puts the sums of periods together to an answer.</summary>
/// <param name="periods">How many periods the baseline has.</param>
public sealed class SpikeAnswerBuilder(int periods)
{
    private readonly Dictionary<SpendKey, (SpikeFigures Now, SpikeFigures Before)> _series = [];
    private readonly SpikeFigures[] _baseline = new SpikeFigures[periods];

    /// <param name="period">Which period of the baseline; null for the period that is explained.</param>
    public void Add(int? period, SpendKey series, SpikeFigures figures)
    {
        var sum = _series.GetValueOrDefault(series);
        if (period is { } at)
        {
            _baseline[at] += figures;
            _series[series] = (sum.Now, sum.Before + figures);
        }
        else
        {
            _series[series] = (sum.Now + figures, sum.Before);
        }
    }

    public SpikeAnswer Build() => new(
        [.. _series
            .Where(s => !s.Value.Now.IsZero || !s.Value.Before.IsZero)
            .Select(s => new SpikeCell(s.Key, s.Value.Now, periods == 0 ? default : s.Value.Before / periods))],
        _baseline);
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>A minute of one series.</summary>
public readonly record struct SpendMinute(UnixNanos Minute, SpendKey Series);

/// <summary>A day, in the organisation's zone, of one user (<paramref name="TagKey"/> empty) or of one value of a tag.</summary>
public readonly record struct SpendDay(ProjectId Project, int Day, string TagKey, string Value)
{
    /// <summary>Of a project, day and key so many values have rows of their own; those that come later are added to <see cref="Other"/>.</summary>
    public const int MostValues = 10_000;

    public const string Other = "(other)";
}

/// <summary>
/// A change of the totals: what the touched traces contribute now, less what they contributed before. Totals move only by such differences,
/// so retries, late spans and wrappers that turn out to wrap something correct themselves.
/// </summary>
public sealed class SpendDelta
{
    private readonly Dictionary<SpendMinute, SpendMeasures> _minutes = [];
    private readonly Dictionary<SpendDay, SpendMeasures> _days = [];
    private readonly Dictionary<PipelineDay, PipelineMeasures> _pipelines = [];
    private readonly Dictionary<OutcomeDay, OutcomeMeasures> _outcomes = [];

    public IReadOnlyDictionary<SpendMinute, SpendMeasures> Minutes => _minutes;

    /// <summary>Users' and tags' days; their histograms stay empty.</summary>
    public IReadOnlyDictionary<SpendDay, SpendMeasures> Days => _days;

    public IReadOnlyDictionary<PipelineDay, PipelineMeasures> Pipelines => _pipelines;

    public IReadOnlyDictionary<OutcomeDay, OutcomeMeasures> Outcomes => _outcomes;

    public SpendMeasures At(SpendMinute minute)
    {
        if (!_minutes.TryGetValue(minute, out var measures))
        {
            _minutes[minute] = measures = new();
        }

        return measures;
    }

    public SpendMeasures At(SpendDay day)
    {
        if (!_days.TryGetValue(day, out var measures))
        {
            _days[day] = measures = new();
        }

        return measures;
    }

    public PipelineMeasures At(PipelineDay day)
    {
        if (!_pipelines.TryGetValue(day, out var measures))
        {
            _pipelines[day] = measures = new();
        }

        return measures;
    }

    public OutcomeMeasures At(OutcomeDay day)
    {
        if (!_outcomes.TryGetValue(day, out var measures))
        {
            _outcomes[day] = measures = new();
        }

        return measures;
    }

    /// <summary>Drops the rows that did not change, so that a retry writes nothing.</summary>
    public void Trim()
    {
        foreach (var (minute, measures) in _minutes)
        {
            if (measures.IsZero)
            {
                _minutes.Remove(minute);
            }
        }

        foreach (var (day, measures) in _days)
        {
            if (measures.IsZero)
            {
                _days.Remove(day);
            }
        }

        foreach (var (day, measures) in _pipelines)
        {
            if (measures.IsZero)
            {
                _pipelines.Remove(day);
            }
        }

        foreach (var (day, measures) in _outcomes)
        {
            if (measures.IsZero)
            {
                _outcomes.Remove(day);
            }
        }
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Outcomes;

/// <summary>What is asked of the days of outcomes.</summary>
/// <param name="Project">Null asks for all projects; only pages of administrators and viewers may.</param>
/// <param name="From">Inclusive; the beginning of a day in the organisation's zone, as finer totals are not kept.</param>
/// <param name="To">Exclusive; as <paramref name="From"/>.</param>
/// <param name="Filters">On any dimension of a series; users and tags are totalled apart.</param>
public sealed record OutcomeQuestion(ProjectId? Project, UnixNanos From, UnixNanos To, IReadOnlyList<SpendFilter> Filters);

/// <summary>The calls of one step and model that ended alike.</summary>
/// <param name="Measures">Their density is empty.</param>
public sealed record OutcomeRow(string Step, string Model, CallOutcome Outcome, OutcomeMeasures Measures);

/// <summary>The calls of one day that ended alike.</summary>
/// <param name="Start">The day's beginning.</param>
/// <param name="Measures">Their density is empty.</param>
public sealed record OutcomeOfDay(UnixNanos Start, CallOutcome Outcome, OutcomeMeasures Measures);

/// <summary>Asks how charged calls ended. No answer reads a span; every answer equals the sum over the spans behind it, and all outcomes together what the calls cost.</summary>
public interface IOutcomeQueries
{
    /// <summary>The sums of the period by step, model and outcome; by step, then by model, then by the outcome's number.</summary>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<IReadOnlyList<OutcomeRow>> GetRowsAsync(OutcomeQuestion question, CancellationToken cancellationToken);

    /// <summary>The sums by day and outcome, in the order of days, then of the outcome's number.</summary>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<IReadOnlyList<OutcomeOfDay>> GetDaysAsync(OutcomeQuestion question, CancellationToken cancellationToken);

    /// <summary>Time to first token beside output tokens, of all calls of the period that state both.</summary>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<Density> GetFirstTokensAsync(OutcomeQuestion question, CancellationToken cancellationToken);
}

/// <summary>What the days of outcomes cannot answer is refused here, whoever keeps them.</summary>
public static class OutcomeRules
{
    /// <exception cref="UnanswerableException">The message says why and what to ask instead.</exception>
    public static void Demand(OutcomeQuestion question, OrganisationCalendar calendar)
    {
        if (question.To <= question.From)
        {
            throw new UnanswerableException("The period ends before it begins. Ask with 'to' after 'from'.");
        }

        if (question.Filters.FirstOrDefault(f => f.Dimension is Dimension.User or Dimension.Tag) is { } filter)
        {
            throw new UnanswerableException(
                $"How calls end is not kept by {(filter.Dimension is Dimension.User ? "user" : "tag")}. Take the filter away, or open the list of traces, whose query has call: and finish: for it.");
        }

        if (calendar.Floor(question.From, Grain.Day) != question.From || calendar.Floor(question.To, Grain.Day) != question.To)
        {
            throw new UnanswerableException(
                $"How calls end is kept by the day of {calendar.Zone.Id}. Ask from and to the beginning of such a day.");
        }
    }
}

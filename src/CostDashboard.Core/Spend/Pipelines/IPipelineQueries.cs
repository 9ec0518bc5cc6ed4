using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>Whether traces are asked for as wholes, or the steps in them.</summary>
public enum PipelinePart : byte
{
    Traces = 1,
    Steps = 2,
}

/// <summary>What is asked of the days of pipelines.</summary>
/// <param name="Project">Null asks for all projects; only pages of administrators and viewers may.</param>
/// <param name="From">Inclusive; the beginning of a day in the organisation's zone, as finer totals are not kept. Traces are in it by their start, steps by that of their spans.</param>
/// <param name="To">Exclusive; as <paramref name="From"/>.</param>
/// <param name="Root">Only traces whose root has this name.</param>
/// <param name="Step">Only this step.</param>
/// <param name="Filters">On the environment alone: other dimensions are not kept.</param>
public sealed record PipelineQuestion(
    ProjectId? Project, UnixNanos From, UnixNanos To, PipelinePart Part, string? Root = null, string? Step = null, IReadOnlyList<SpendFilter>? Filters = null);

/// <summary>One step of one pipeline, or its traces as wholes.</summary>
/// <param name="Step">Null for traces as wholes.</param>
/// <param name="Measures">Their distributions are empty.</param>
public sealed record PipelineShare(string Root, string? Step, PipelineMeasures Measures);

/// <summary>All that passes a question on one day.</summary>
/// <param name="Start">The day's beginning.</param>
public sealed record PipelineOfDay(UnixNanos Start, PipelineMeasures Measures);

/// <summary>Asks how traces with the same root are made up of steps, and how latency and cost are distributed. No answer reads a span.</summary>
public interface IPipelineQueries
{
    /// <summary>The sums of the period by root and step, dearest first.</summary>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<IReadOnlyList<PipelineShare>> GetSharesAsync(PipelineQuestion question, CancellationToken cancellationToken);

    /// <summary>Sums and distributions of all that passes, by day; only days that have something, in their order.</summary>
    /// <exception cref="UnanswerableException">The totals cannot answer this exactly.</exception>
    Task<IReadOnlyList<PipelineOfDay>> GetDaysAsync(PipelineQuestion question, CancellationToken cancellationToken);
}

/// <summary>What the days of pipelines cannot answer is refused here, whoever keeps them.</summary>
public static class PipelineRules
{
    /// <exception cref="UnanswerableException">The message says why and what to ask instead.</exception>
    public static void Demand(PipelineQuestion question, OrganisationCalendar calendar)
    {
        if (question.To <= question.From)
        {
            throw new UnanswerableException("The period ends before it begins. Ask with 'to' after 'from'.");
        }

        if (question.Filters?.FirstOrDefault(f => f.Dimension is not Dimension.Environment) is { } filter)
        {
            throw new UnanswerableException(
                $"Shares of traces and distributions of cost are kept by root, step and environment. Take away the filter on {filter.Dimension}, or ask the Spend page.");
        }

        if (calendar.Floor(question.From, Grain.Day) != question.From || calendar.Floor(question.To, Grain.Day) != question.To)
        {
            throw new UnanswerableException(
                $"Shares of traces and distributions of cost are kept by the day of {calendar.Zone.Id}. Ask from and to the beginning of such a day.");
        }
    }
}

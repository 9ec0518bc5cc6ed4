using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>What is asked of the totals.</summary>
/// <param name="Project">Null asks for all projects; only pages of administrators and viewers may.</param>
/// <param name="From">Inclusive. It must be the beginning of a minute, and for users and tags of a day in the zone: finer totals are not kept.</param>
/// <param name="To">Exclusive; as <paramref name="From"/>.</param>
/// <param name="By">The dimensions to group by, in order; none groups everything together.</param>
/// <param name="TagKey">Which tag, where <paramref name="By"/> holds <see cref="Dimension.Tag"/>.</param>
/// <param name="WithDistributions">False leaves the histograms of the answer empty, which makes it several times faster: for charts that show no percentile.</param>
public sealed record SpendQuestion(
    ProjectId? Project,
    UnixNanos From,
    UnixNanos To,
    Grain Grain,
    IReadOnlyList<Dimension> By,
    IReadOnlyList<SpendFilter> Filters,
    string? TagKey = null,
    bool WithDistributions = true)
{
    public const int MostDimensions = 3;
}

/// <summary>One group in one span of time.</summary>
/// <param name="Start">Beginning of the grain's span of time; the question's <see cref="SpendQuestion.From"/> at grain total.</param>
/// <param name="Values">The value in each dimension of <see cref="SpendQuestion.By"/>; empty text where the spans name none. Of a project and a key: its number. Of a kind and a price state: its name, such as <c>Chat</c> or <c>Unpriced</c>.</param>
public sealed record SpendRow(UnixNanos Start, IReadOnlyList<string> Values, SpendMeasures Measures);

/// <summary>The answer: rows by start, then by values; only groups that have something. <paramref name="Total"/> is the sum of the rows.</summary>
public sealed record SpendAnswer(IReadOnlyList<SpendRow> Rows, SpendMeasures Total);

/// <summary>A question that the totals cannot answer exactly; the message says why and what to ask instead.</summary>
public sealed class UnanswerableException : Exception
{
    public UnanswerableException()
    {
    }

    public UnanswerableException(string message)
        : base(message)
    {
    }

    public UnanswerableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

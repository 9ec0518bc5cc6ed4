using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.CodingAgents;

/// <summary>
/// Makes spans of Claude Code's counter of cost, for sessions that send nothing better. A point of differences is a span of its own; a counter that
/// is told from its start on is one span which grows, so that either is counted once however often it is sent.
/// </summary>
/// <remarks>
/// The counter of tokens is left aside: its points are sums over many calls, and a price may depend on the length of one. The metrics of Codex name
/// no session, and Gemini CLI sends its log events by the same switch as its metrics: neither is charged.
/// </remarks>
internal static class AgentPoints
{
    /// <summary>US dollars in one point; more is not believed.</summary>
    private const double Most = 10_000;

    internal static bool IsRead(ReadOnlySpan<byte> metric) => metric.SequenceEqual("claude_code.cost.usage"u8);

    /// <param name="point">The point as a span from its start to its time.</param>
    /// <returns>Null for a point of no cost, or of no session.</returns>
    internal static DecodedSpan? Of(ProjectId project, DecodedSpan point, double value, bool isCumulative)
    {
        var attributes = point.Attributes;
        if (!(value is > 0 and <= Most) || AgentSession.NameIn(point) is not { } session)
        {
            return null;
        }

        AgentSession agent = new(project, AgentSource.ClaudeMetrics.Agent, session);
        var series = string.Join('\n', attributes.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal));
        var start = point.Start.Value.ToString(CultureInfo.InvariantCulture);
        var until = isCumulative ? "" : point.End.Value.ToString(CultureInfo.InvariantCulture);
        return point with
        {
            Key = new(project, agent.Index.Trace, AgentIds.Span(AgentSource.ClaudeCosts, session, start, until, series)),
            Name = AgentSource.ClaudeCosts,
            Attributes = new([.. AgentTexts.Kept(attributes), new("cost_usd", AttributeValue.Of(value))]),
        };
    }
}

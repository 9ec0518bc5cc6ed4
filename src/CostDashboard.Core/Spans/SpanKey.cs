using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>What makes a trace one: its project and its trace id. Two projects may hold the same trace id.</summary>
public readonly record struct TraceKey(ProjectId Project, TraceId Trace);

/// <summary>What makes a span one: a span seen again under the same key replaces itself (OTLP: exporters send again after a lost answer).</summary>
public readonly record struct SpanKey(ProjectId Project, TraceId Trace, SpanId Span)
{
    public TraceKey TraceKey => new(Project, Trace);
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// By what is known, without reading its spans, whether a trace is still the one that was read: its summary, which is written with every change of
/// its spans and their charges, and when spans came last. Equal stamps mean the same spans and the same sums.
/// </summary>
public sealed record TraceStamp(TraceSummary Summary, UnixNanos ReceivedAt);

namespace CostDashboard.Core.Traces.Flames;

/// <summary>What a frame's width measures.</summary>
public enum FlameMeasure : byte
{
    /// <summary>Nanoseconds on the clock: a frame stands where its span began.</summary>
    Time = 0,

    /// <summary>Charged nano-dollars: a frame is as wide as its span and all below it cost together.</summary>
    Cost = 1,
}

/// <summary>What a frame stands for.</summary>
public enum FlameKind : byte
{
    /// <summary>One span.</summary>
    Span = 0,

    /// <summary>What a span is charged itself, beside what is below it; by cost only, and only where both cost something.</summary>
    Own = 1,

    /// <summary>Spans below one span, each too narrow to be drawn.</summary>
    Rest = 2,

    /// <summary>All roots of a trace that has several; by cost only, as they have no order in money.</summary>
    Trace = 3,
}

/// <summary>A rectangle of a flame graph.</summary>
/// <param name="Row">Index of the span's row in the waterfall; for <see cref="FlameKind.Own"/> and <see cref="FlameKind.Rest"/> that of the span they are below, and -1 where that is the trace.</param>
/// <param name="Above">Index of the frame of the span it is below; -1 for none.</param>
/// <param name="Lane">0 is the topmost.</param>
/// <param name="From">By time nanoseconds after the trace's start; by cost nano-dollars from the graph's left edge.</param>
/// <param name="Length">In the same unit; what a frame is wide, and exact.</param>
/// <param name="Spans">How many spans it stands for: itself, and those below it that are too narrow to be drawn; 0 for what is no span.</param>
public readonly record struct FlameFrame(FlameKind Kind, int Row, int Above, int Lane, long From, long Length, int Spans)
{
    public long To => From + Length;
}

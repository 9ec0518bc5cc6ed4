using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>How an agent went round in circles.</summary>
public enum AgentLoopKind : byte
{
    /// <summary>One tool again and again.</summary>
    OneTool = 1,

    /// <summary>Two tools by turns.</summary>
    Oscillation = 2,

    /// <summary>Several tools, none of them with anything new.</summary>
    Circle = 3,

    /// <summary>Every call reads more, and nothing new is tried.</summary>
    GrowingContext = 4,
}

/// <summary>Turns of a run that brought nothing new. Savings of several loops overlap and are not to be added.</summary>
/// <param name="Tools">By their first use in it; none where nothing was used.</param>
/// <param name="AreArgumentsKnown">Uses were compared by their arguments, and not by the tool's name alone.</param>
/// <param name="Repeats">Uses in it of what had been used before.</param>
/// <param name="Distinct">Different arguments, or tools where arguments are not known, among them.</param>
/// <param name="StopAfter">Number of the first turn after which stopping saves money: the one with the first repetition.</param>
/// <param name="Last">Number of its last turn.</param>
/// <param name="Saving">
/// What the turns after <paramref name="StopAfter"/> were charged: to the end of the run, or to <paramref name="Last"/> where something new was used after it.
/// </param>
/// <param name="IsToTheEnd">Nothing new was used after it.</param>
public sealed record AgentLoop(
    AgentLoopKind Kind,
    IReadOnlyList<string> Tools,
    bool AreArgumentsKnown,
    int Repeats,
    int Distinct,
    int StopAfter,
    int Last,
    ChargedMoney Saving,
    bool IsToTheEnd)
{
    /// <summary>Some of the repeated uses had arguments that were like those before, and not the same.</summary>
    public bool AreAlike { get; init; }

    public bool Equals(AgentLoop? other) =>
        other is not null && AreAlike == other.AreAlike && Kind == other.Kind && AreArgumentsKnown == other.AreArgumentsKnown && Repeats == other.Repeats && Distinct == other.Distinct
        && StopAfter == other.StopAfter && Last == other.Last && Saving == other.Saving && IsToTheEnd == other.IsToTheEnd && Tools.SequenceEqual(other.Tools);

    public override int GetHashCode() => HashCode.Combine(Kind, StopAfter, Last, Saving);
}

/// <summary>What one agent did in a trace, turn by turn.</summary>
/// <param name="Agent">The name that it gives itself, else that of the span around it.</param>
/// <param name="Head">The span that holds the run; null where it is missing.</param>
/// <param name="Parent">Position among the trace's runs of the one that set it off; null for none.</param>
/// <param name="Through">The use of the parent's that it is, or lies within; null where there is no parent.</param>
/// <param name="Rest">What was charged in the run outside its turns: its own span, where that is a bill.</param>
/// <param name="Loops">Those that would have saved most before others.</param>
public sealed record AgentRun(
    string Agent,
    SpanId? Head,
    int? Parent,
    SpanId? Through,
    UnixNanos Start,
    UnixNanos End,
    IReadOnlyList<AgentTurn> Turns,
    ChargedMoney Rest,
    IReadOnlyList<AgentLoop> Loops)
{
    /// <summary>Its turns and the rest; runs of sub-agents are in it.</summary>
    public ChargedMoney Total { get; } = Turns.Select(turn => turn.Total).Sum() + Rest;

    /// <summary>Of all its turns; the rest is not divided.</summary>
    public TurnCauses Causes { get; } = Turns.Aggregate(new TurnCauses(0, 0, 0, 0, 0, Rest.NanoUsd), (sum, turn) => sum + turn.Causes);

    public IEnumerable<AgentCall> Calls => Turns.Select(turn => turn.Call).OfType<AgentCall>();

    public IEnumerable<AgentUse> Uses => Turns.SelectMany(turn => turn.Uses);

    /// <summary>What the last call was charged: mostly it puts into words what the turns before it found. Null for less than three calls.</summary>
    public ChargedMoney? FinalCall => Calls.ToList() is { Count: >= LeastCallsBeforeFinal } calls ? calls[^1].Money : null;

    /// <summary>Calls that a run has before its last one is looked at by itself.</summary>
    public const int LeastCallsBeforeFinal = 3;

    public bool Equals(AgentRun? other) =>
        other is not null && Agent == other.Agent && Head == other.Head && Parent == other.Parent && Through == other.Through && Start == other.Start
        && End == other.End && Rest == other.Rest && Turns.SequenceEqual(other.Turns) && Loops.SequenceEqual(other.Loops);

    public override int GetHashCode() => HashCode.Combine(Agent, Head, Turns.Count, Total);
}

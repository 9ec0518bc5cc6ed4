using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>A text that is meant as a whole, or that a value begins with, ends with or contains. Case counts, as it does wherever values are grouped.</summary>
/// <param name="IsOpenBefore">Anything may stand before it: <c>*mini</c>.</param>
/// <param name="IsOpenAfter">Anything may follow it: <c>claude*</c>.</param>
public readonly record struct TextPattern(string Text, bool IsOpenBefore = false, bool IsOpenAfter = false)
{
    public bool IsWhole => !IsOpenBefore && !IsOpenAfter;

    public bool Matches(string value) => (IsOpenBefore, IsOpenAfter) switch
    {
        (false, false) => value == Text,
        (false, true) => value.StartsWith(Text, StringComparison.Ordinal),
        (true, false) => value.EndsWith(Text, StringComparison.Ordinal),
        (true, true) => value.Contains(Text, StringComparison.Ordinal),
    };
}

/// <summary>Which text of a trace a match looks at.</summary>
public enum MatchedText : byte
{
    /// <summary>The value in a dimension.</summary>
    Dimension = 0,

    /// <summary>The name of the primary root, whole.</summary>
    Root = 1,

    /// <summary>The session or conversation that the trace is part of; empty where it states none.</summary>
    Session = 2,

    /// <summary>Why a charged call ended: <see cref="OutcomeWords.OfFinish"/>.</summary>
    Finish = 3,

    /// <summary>What else is known of how a charged call went: <see cref="OutcomeWords.OfCall"/>.</summary>
    Call = 4,
}

/// <summary>Keeps what has a text that is any of these patterns. Of dimensions it looks where a filter on the same dimension looks.</summary>
/// <param name="Dimension">Which one, where it is a dimension's value; none of those that hold numbers (kind, key, price state, project).</param>
/// <param name="TagKey">Which tag, where the dimension is <see cref="Spend.Dimension.Tag"/>, whose patterns are open at their end at most.</param>
/// <param name="IsExclude">Keeps the others instead.</param>
public sealed record TraceMatch(MatchedText Of, Dimension? Dimension, IReadOnlyList<TextPattern> AnyOf, string? TagKey = null, bool IsExclude = false)
{
    public bool Passes(string value) => AnyOf.Any(pattern => pattern.Matches(value)) != IsExclude;

    public bool Equals(TraceMatch? other) =>
        other is not null && Of == other.Of && Dimension == other.Dimension && TagKey == other.TagKey && IsExclude == other.IsExclude && AnyOf.SequenceEqual(other.AnyOf);

    public override int GetHashCode() => HashCode.Combine(Of, Dimension, AnyOf.Count, IsExclude);

    public override string ToString() => $"{Of}|{Dimension}|{TagKey}|{IsExclude}|{string.Join('\u001f', AnyOf)}";
}

/// <summary>What is counted of a trace, or of one charged call in it.</summary>
public enum TraceFigure : byte
{
    /// <summary>Nano-dollars, as far as they are known.</summary>
    Cost = 0,

    /// <summary>Nanoseconds.</summary>
    Duration = 1,
    Tokens = 2,

    /// <summary>Charged model calls.</summary>
    Calls = 3,
    Spans = 4,

    /// <summary>Failed spans.</summary>
    Errors = 5,

    /// <summary>Nano-dollars of one charged call whose whole cost is known.</summary>
    CallCost = 6,

    /// <summary>Nanoseconds of one charged call.</summary>
    CallDuration = 7,

    /// <summary>Nanoseconds to the first token of one charged call that states when it came.</summary>
    CallFirstToken = 8,

    /// <summary>Tokens of output of one charged call.</summary>
    CallOutput = 9,
}

/// <summary>Keeps what has a figure within both ends, which are inclusive; null leaves one open. Cost, tokens and calls are those that the question's basis gives a trace.</summary>
public sealed record TraceRange(TraceFigure Figure, long? Min, long? Max);

using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Traces.Queries;

/// <summary>
/// What narrows a list of traces, as one line of text says it: <c>step:retrieve_context cost>0.10 model:claude* -customer:acme "free text"</c>.
/// The grammar is in infra/docs/trace-queries.md. Period, project and order stand beside it.
/// </summary>
/// <remarks>What is asked in each list must hold. Two queries are equal when they ask the same in the same order.</remarks>
public sealed record TraceQuery
{
    /// <summary>A longer text is refused.</summary>
    public const int LongestText = 1_000;

    /// <summary>Values of all fields together; more are refused.</summary>
    public const int MostValues = 100;

    public static TraceQuery Everything { get; } = new();

    /// <summary>Whole values of dimensions.</summary>
    public IReadOnlyList<SpendFilter> Filters { get; init; } = [];

    /// <summary>Parts of values, and texts that are no dimension.</summary>
    public IReadOnlyList<TraceMatch> Matches { get; init; } = [];

    /// <summary>At most one for each figure.</summary>
    public IReadOnlyList<TraceRange> Ranges { get; init; } = [];

    /// <summary>Only traces whose whole cost is known.</summary>
    public bool PricedOnly { get; init; }

    /// <summary>Part of the root's name, without regard to case, or a whole trace id.</summary>
    public string? Text { get; init; }

    public bool IsEmpty => Equals(Everything);

    /// <summary>The query that says what a question is narrowed by; what no query can say (basis, skipped rows) is not in it.</summary>
    public static TraceQuery Of(TraceQuestion question) => new()
    {
        Filters = question.Filters,
        Matches = question.Root is { } root ? [new(MatchedText.Root, null, [new(root, IsOpenAfter: root.Length >= SpendKey.LongestValue - 1)]), .. question.Matches] : question.Matches,
        Ranges = RangesOf(question),
        PricedOnly = question.PricedOnly,
        Text = string.IsNullOrEmpty(question.Text) ? null : question.Text,
    };

    /// <summary>The question narrowed by this as well. A text that both search for must be the same.</summary>
    public TraceQuestion Narrow(TraceQuestion question) => question with
    {
        Filters = [.. question.Filters, .. Filters],
        Matches = [.. question.Matches, .. Matches],
        Ranges = [.. question.Ranges, .. Ranges.Where(range => !IsOfCall(range.Figure))],
        PricedOnly = question.PricedOnly || PricedOnly,
        Text = Text ?? question.Text,
        Calls = CallsOf(question.Calls),
    };

    /// <summary>The text that reads as this query.</summary>
    public override string ToString() => TraceQueryWriter.TextOf(this);

    public bool Equals(TraceQuery? other) =>
        other is not null && Text == other.Text && PricedOnly == other.PricedOnly
        && Filters.SequenceEqual(other.Filters) && Matches.SequenceEqual(other.Matches) && Ranges.SequenceEqual(other.Ranges);

    public override int GetHashCode() => HashCode.Combine(Text, PricedOnly, Filters.Count, Matches.Count, Ranges.Count);

    internal static TraceRange Both(TraceRange one, TraceRange other) =>
        one with { Min = Most(one.Min, other.Min), Max = Least(one.Max, other.Max) };

    private CallRange? CallsOf(CallRange? calls)
    {
        if (!Ranges.Any(range => IsOfCall(range.Figure)))
        {
            return calls;
        }

        var known = calls ?? new();
        var (cost, duration, first, output) = (RangeOf(TraceFigure.CallCost), RangeOf(TraceFigure.CallDuration), RangeOf(TraceFigure.CallFirstToken), RangeOf(TraceFigure.CallOutput));
        return new(
            Most(known.MinCostNanoUsd, cost?.Min),
            Least(known.MaxCostNanoUsd, cost?.Max),
            Most(known.MinDuration, duration?.Min),
            Least(known.MaxDuration, duration?.Max),
            Most(known.MinFirstToken, first?.Min),
            Least(known.MaxFirstToken, first?.Max),
            Most(known.MinOutput, output?.Min),
            Least(known.MaxOutput, output?.Max));
    }

    private TraceRange? RangeOf(TraceFigure figure) => Ranges.FirstOrDefault(range => range.Figure == figure);

    private static List<TraceRange> RangesOf(TraceQuestion question)
    {
        IEnumerable<TraceRange> asked =
        [
            new(TraceFigure.Cost, question.MinCostNanoUsd, question.MaxCostNanoUsd),
            new(TraceFigure.Duration, question.MinDuration, question.MaxDuration),
            new(TraceFigure.Errors, question.ErrorsOnly ? 1 : null, null),
            new(TraceFigure.CallCost, question.Calls?.MinCostNanoUsd, question.Calls?.MaxCostNanoUsd),
            new(TraceFigure.CallDuration, question.Calls?.MinDuration, question.Calls?.MaxDuration),
            new(TraceFigure.CallFirstToken, question.Calls?.MinFirstToken, question.Calls?.MaxFirstToken),
            new(TraceFigure.CallOutput, question.Calls?.MinOutput, question.Calls?.MaxOutput),
            .. question.Ranges,
        ];
        return [.. asked
            .Where(range => range.Min is not null || range.Max is not null)
            .GroupBy(range => range.Figure)
            .OrderBy(figure => figure.Key)
            .Select(figure => figure.Aggregate(Both))];
    }

    private static bool IsOfCall(TraceFigure figure) => figure >= TraceFigure.CallCost;

    private static long? Most(long? one, long? other) => one is { } a && other is { } b ? Math.Max(a, b) : one ?? other;

    private static long? Least(long? one, long? other) => one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}

/// <summary>Why a text is no query: what stands where, and what to write instead.</summary>
/// <param name="Position">Of its first character in the text, from 1.</param>
/// <param name="Word">What stands there.</param>
/// <param name="Reason">A sentence that says what is wrong, and one that says what to do.</param>
public sealed record TraceQueryMistake(int Position, string Word, string Reason)
{
    private const int LongestWord = 60;

    /// <summary>As much of a stranger's text as a message should repeat.</summary>
    public string ShownWord => Word.Length <= LongestWord ? Word : Word[..LongestWord] + "…";

    public override string ToString() => FormattableString.Invariant($"At character {Position}, “{ShownWord}”: {Reason}");
}

/// <summary>A text as it was read: a query, or all that is wrong with it.</summary>
/// <param name="Query">What could be read; to be asked only where there is no mistake.</param>
public sealed record TraceQueryReading(TraceQuery Query, IReadOnlyList<TraceQueryMistake> Mistakes)
{
    public bool IsQuery => Mistakes.Count == 0;

    public static TraceQueryReading Of(string? text) => TraceQueryReader.Read(text ?? "");
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>A span that its own trace would have charged in full: it claims to be the call's one report.</summary>
public readonly record struct CallClaim(TraceKey Trace, SpanFacts Span)
{
    public SpanKey Key => new(Trace.Project, Trace.Trace, Span.Id);

    /// <summary><see cref="CallLikeness"/> of the span.</summary>
    public long? Likeness { get; } = CallLikeness.Of(Span);

    /// <summary>It states enough to be known again in another report.</summary>
    public bool IsComparable => Span.Identity.ResponseKey is not null || Likeness is not null;

    /// <summary>The comparable claims of a trace, by its structure alone.</summary>
    internal static IEnumerable<CallClaim> Of(TraceKey trace, TraceTree tree, ChargeRole[] roles)
    {
        for (var i = 0; i < roles.Length; i++)
        {
            if (roles[i] is ChargeRole.Charged && new CallClaim(trace, tree.Nodes[i].Span) is { IsComparable: true } claim)
            {
                yield return claim;
            }
        }
    }
}

/// <summary>A claim of a stored trace.</summary>
/// <param name="ChargedInstead">The span that is charged for the call; null where it is this one.</param>
public readonly record struct StoredClaim(CallClaim Claim, SpanKey? ChargedInstead);

/// <summary>When two claims are about one call, looking at the two alone; and which of them is charged.</summary>
internal static class SameCallRules
{
    /// <summary>Equal in all that these rules look at.</summary>
    public static IEqualityComparer<CallClaim> Equality { get; } = EqualityComparer<CallClaim>.Create(
        static (left, right) => left.Key == right.Key && left.Likeness == right.Likeness && SayTheSame(left.Span, right.Span),
        static claim => claim.Span.Id.GetHashCode());

    /// <summary>Of one response id so many claims are compared. An id that more claims bear is no id, and joins nothing.</summary>
    public const int MostOfResponse = 64;

    /// <summary>Nanoseconds by which starts, and ends, of two reports of one call may differ where no id says that they belong together.</summary>
    public const long MostApart = 2 * UnixNanos.PerSecond;

    /// <summary>Like claims are counted in pieces of time of this length, in nanoseconds, cut at the epoch.</summary>
    public const long CellLength = 10 * UnixNanos.PerSecond;

    /// <summary>Where more like claims start in one cell, none of the cell is joined by likeness: they are too common to be told apart.</summary>
    public const int MostInCell = 32;

    /// <summary>For claims of one project with the same response key.</summary>
    /// <remarks>
    /// One source tells of one response once, or twice the same; where its tokens differ, what it calls a response id is something else
    /// (a conversation, a run). Two sources may count differently, or spell the model differently, but not both.
    /// </remarks>
    public static bool AreOneByResponse(SpanFacts left, SpanFacts right)
    {
        var haveSameModel = ModelFamily.AreEqual(left.Model, right.Model);
        var haveSameTokens = CallLikeness.HaveSameTokens(left.Usage, right.Usage);
        return AreOfOneSource(left, right)
            ? haveSameModel && (haveSameTokens || left.Usage.IsZero || right.Usage.IsZero)
            : (haveSameModel && left.Model.Length > 0) || (haveSameTokens && !left.Usage.IsZero);
    }

    /// <summary>For claims of one project with the same likeness, of which at least one states no id that the provider gave.</summary>
    public static bool AreOneByLikeness(SpanFacts left, SpanFacts right) =>
        left.Identity.EmitterId != right.Identity.EmitterId
        && !(left.Identity.HasProvidersId && right.Identity.HasProvidersId)
        && left.Service == right.Service
        && left.ApiKeyId == right.ApiKeyId
        && ModelFamily.AreEqual(left.Model, right.Model)
        && CallLikeness.HaveSameTokens(left.Usage, right.Usage)
        && AreNear(left.Start, right.Start)
        && AreNear(left.End, right.End)
        && left.Start <= right.End
        && right.Start <= left.End;

    /// <summary>Reported by the same instrumentation of the same service.</summary>
    public static bool AreOfOneSource(SpanFacts left, SpanFacts right) =>
        left.Identity.EmitterId == right.Identity.EmitterId && left.Service == right.Service;

    public static bool AreNear(UnixNanos left, UnixNanos right) => left.Value - right.Value is >= -MostApart and <= MostApart;

    public static long CellOf(UnixNanos start) => start.Floor(CellLength).Value / CellLength;

    /// <summary>
    /// A total order of all claims that does not depend on when they came; the first is charged. Who states tokens goes before who states
    /// none; then the better signal of its emitter (D10); then who states the cost, as a gateway does that was told it; then who tells more
    /// classes of tokens apart (D8). Between equals start, trace and span id decide.
    /// </summary>
    /// <remarks>It looks at nothing that a price book says: re-pricing changes what is charged, never which span is.</remarks>
    public static int Compare(in CallClaim left, in CallClaim right)
    {
        var (a, b) = (left.Span, right.Span);
        var order = StatesUsage(b).CompareTo(StatesUsage(a));
        order = order != 0 ? order : a.Identity.Rank.CompareTo(b.Identity.Rank);
        order = order != 0 ? order : StatesCost(b).CompareTo(StatesCost(a));
        order = order != 0 ? order : Classes(b.Usage).CompareTo(Classes(a.Usage));
        order = order != 0 ? order : a.Start.CompareTo(b.Start);
        order = order != 0 ? order : left.Trace.Trace.CompareTo(right.Trace.Trace);
        return order != 0 ? order : a.Id.CompareTo(b.Id);
    }

    private static bool SayTheSame(SpanFacts left, SpanFacts right) =>
        left.Identity == right.Identity && left.Start == right.Start && left.End == right.End && left.Usage == right.Usage && left.Model == right.Model
        && left.Service == right.Service && left.ApiKeyId == right.ApiKeyId && StatesCost(left) == StatesCost(right);

    private static bool StatesUsage(SpanFacts span) => !span.Usage.IsZero || StatesCost(span);

    private static bool StatesCost(SpanFacts span) => span.PriceState is PriceState.Reported;

    private static int Classes(Usage usage) =>
        (usage.Input > 0 ? 1 : 0) + (usage.CacheRead > 0 ? 1 : 0) + (usage.CacheWrite5m > 0 ? 1 : 0) + (usage.CacheWrite1h > 0 ? 1 : 0)
        + (usage.Output > 0 ? 1 : 0) + (usage.Reasoning > 0 ? 1 : 0);
}

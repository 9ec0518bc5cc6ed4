namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// The claims of one likeness, by start. Who is whose is decided from the claims around, never along a chain of them: so a claim that comes
/// later changes nothing that is further away than two windows.
/// </summary>
internal sealed class LikeClaims
{
    private const int CellsAround = 2;

    private readonly List<CallClaim> _all = [];
    private Cells _changed;
    private Cells _wanted;

    // By start, without those of crowded cells; null where a claim was added since it was made.
    private CallClaim[]? _ordered;

    /// <summary>How many stored claims are the searcher's own.</summary>
    public int StoredOfOwn { get; set; }

    public void Add(CallClaim claim)
    {
        _all.Add(claim);
        _ordered = null;
    }

    /// <summary>Says that a claim that starts in this cell comes, goes or becomes another one.</summary>
    public void Change(long cell) => _changed.Add(cell);

    /// <summary>Whether a change may decide about claims in this cell. It reaches into the next one and no further, for two windows are shorter than a cell.</summary>
    public bool IsTouched(long cell) => _changed.Contains(cell) || _changed.Contains(cell - 1) || _changed.Contains(cell + 1);

    /// <summary>The cells, first and last, that decide about claims in this one; none where it was asked before.</summary>
    public (long First, long Last)? Want(long cell) => _wanted.Add(cell) ? (cell - CellsAround, cell + CellsAround) : null;

    /// <summary>The first, in the order of <see cref="SameCallRules.Compare"/>, of the claims that are about the same call as this one and go before it.</summary>
    public CallClaim? FirstBefore(CallClaim claim)
    {
        if (_all.Count == 1)
        {
            return null;
        }

        var claims = _ordered ??= Ordered();
        var (from, to) = Around(claims, claim);
        if (!IsClear(claims.AsSpan(from, to - from)))
        {
            return null;
        }

        CallClaim? first = null;
        for (var i = from; i < to; i++)
        {
            var other = claims[i];
            if (SameCallRules.AreOneByLikeness(claim.Span, other.Span)
                && SameCallRules.Compare(other, claim) < 0
                && (first is not { } best || SameCallRules.Compare(other, best) < 0)
                && Around(claims, other) is var (otherFrom, otherTo)
                && IsClear(claims.AsSpan(otherFrom, otherTo - otherFrom)))
            {
                first = other;
            }
        }

        return first;
    }

    // Where one source has two such calls, nobody can tell which of them another source's is: then none is joined.
    private static bool IsClear(ReadOnlySpan<CallClaim> around)
    {
        for (var i = 0; i < around.Length; i++)
        {
            for (var j = i + 1; j < around.Length; j++)
            {
                if (SameCallRules.AreOfOneSource(around[i].Span, around[j].Span))
                {
                    return false;
                }
            }
        }

        return !around.IsEmpty;
    }

    // Indices of the claims that start near this one; none for one that was left out with its cell.
    private static (int From, int To) Around(CallClaim[] claims, CallClaim claim)
    {
        var from = FirstAtOrAfter(claims, claim.Span.Start.Value - SameCallRules.MostApart);
        var to = from;
        var isThere = false;
        while (to < claims.Length && SameCallRules.AreNear(claims[to].Span.Start, claim.Span.Start))
        {
            isThere |= claims[to].Key == claim.Key;
            to++;
        }

        return isThere ? (from, to) : (from, from);
    }

    private static int FirstAtOrAfter(CallClaim[] claims, long start)
    {
        int low = 0, high = claims.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = claims[middle].Span.Start.Value < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private CallClaim[] Ordered()
    {
        var crowded = _all.Count <= SameCallRules.MostInCell
            ? []
            : _all.GroupBy(CellOf).Where(cell => cell.Count() > SameCallRules.MostInCell).Select(cell => cell.Key).ToHashSet();
        CallClaim[] claims = [.. _all.Where(claim => !crowded.Contains(CellOf(claim)))];
        Array.Sort(claims, static (left, right) => left.Span.Start.CompareTo(right.Span.Start));
        return claims;
    }

    private static long CellOf(CallClaim claim) => SameCallRules.CellOf(claim.Span.Start);

    // Nearly always there is one: no table is made for it.
    private struct Cells
    {
        private long? _one;
        private HashSet<long>? _more;

        public bool Add(long cell)
        {
            if (_one is null)
            {
                _one = cell;
                return true;
            }

            return _one != cell && (_more ??= []).Add(cell);
        }

        public readonly bool Contains(long cell) => _one == cell || _more?.Contains(cell) is true;
    }
}

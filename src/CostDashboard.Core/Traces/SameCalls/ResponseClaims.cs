namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>The claims of one response id.</summary>
internal sealed class ResponseClaims
{
    private readonly List<CallClaim> _claims = [];

    /// <summary>How many stored claims are the searcher's own.</summary>
    public int StoredOfOwn { get; set; }

    /// <summary>A claim of it comes, goes or becomes another one.</summary>
    public bool IsChanged { get; set; }

    /// <summary>The stored ones have been asked for.</summary>
    public bool IsWanted { get; set; }

    public void Add(CallClaim claim) => _claims.Add(claim);

    /// <summary>The first, in the order of <see cref="SameCallRules.Compare"/>, of the claims that are about the same call as this one and go before it.</summary>
    public CallClaim? FirstBefore(CallClaim claim)
    {
        if (_claims.Count is 1 or > SameCallRules.MostOfResponse)
        {
            return null;
        }

        CallClaim? first = null;
        foreach (var other in _claims)
        {
            if (SameCallRules.Compare(other, claim) < 0
                && (first is not { } best || SameCallRules.Compare(other, best) < 0)
                && SameCallRules.AreOneByResponse(claim.Span, other.Span))
            {
                first = other;
            }
        }

        return first;
    }
}

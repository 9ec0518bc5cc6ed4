using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces.SameCalls;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Charges whole traces anew from their spans, whatever is stored of their charges: what a proof of the ledger compares with, and what a rebuild
/// writes. Pure: the caller answers <see cref="TakeQuestions"/> by <see cref="Add"/> once.
/// </summary>
public sealed class Recount
{
    private readonly Dictionary<TraceKey, (TraceTree Tree, ChargeRole[] Roles)> _traces;
    private readonly ClaimSearch _search;

    /// <param name="traces">All spans of some traces.</param>
    public Recount(IReadOnlyDictionary<TraceKey, IReadOnlyList<SpanFacts>> traces)
    {
        _traces = traces.ToDictionary(trace => trace.Key, trace => Structure(trace.Value));
        _search = new(_traces.Keys.ToHashSet());
        var claims = _traces.SelectMany(trace => CallClaim.Of(trace.Key, trace.Value.Tree, trace.Value.Roles)).ToList();
        claims.ForEach(_search.ExpectStored);
        claims.ForEach(_search.Add);
        claims.ForEach(_search.Want);
    }

    /// <summary>What has to be known of the claims of other traces.</summary>
    public ClaimQuestions TakeQuestions() => _search.TakeQuestions();

    /// <summary>The stored claims that were asked for. Claims of these traces may be among them.</summary>
    public void Add(IEnumerable<StoredClaim> answers) => _search.Add(answers);

    /// <summary>A trace as it has to be charged.</summary>
    /// <exception cref="OverflowException">The trace's money or tokens are more than 64 bits hold.</exception>
    public TraceRollup Rollup(TraceKey trace)
    {
        var (tree, roles) = _traces[trace];
        var chargedInstead = new Dictionary<Units.SpanId, SpanKey>();
        foreach (var claim in CallClaim.Of(trace, tree, roles))
        {
            if (_search.ChargedInstead(claim) is { } other)
            {
                chargedInstead[claim.Span.Id] = other;
            }
        }

        return TraceRollup.Of(trace, tree, roles, chargedInstead);
    }

    private static (TraceTree Tree, ChargeRole[] Roles) Structure(IReadOnlyList<SpanFacts> spans)
    {
        var tree = TraceAssembler.Assemble(spans);
        return (tree, ChargeRoles.Of(tree));
    }
}

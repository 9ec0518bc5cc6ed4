using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A span that a commit brings, and what the arithmetic needs to know of it.</summary>
internal readonly record struct ArrivedSpan(PricedSpan Span, SpanFacts Facts);

/// <summary>A trace that a commit brings spans of, as it was and as it will be, before it is known which of its calls are told of elsewhere.</summary>
internal sealed class TouchedTrace
{
    private readonly TraceFacts? _stored;
    private readonly Dictionary<SpanId, ArrivedSpan> _arrived;
    private readonly (TraceTree Tree, ChargeRole[] Roles)? _before;
    private readonly (TraceTree Tree, ChargeRole[] Roles) _after;

    /// <param name="stored">Null where nothing of the trace is stored.</param>
    internal TouchedTrace(TraceKey key, TraceFacts? stored, Dictionary<SpanId, ArrivedSpan> arrived)
    {
        (Key, _stored, _arrived) = (key, stored, arrived);
        IEnumerable<SpanFacts> kept = [];
        if (stored is not null)
        {
            _before = Structure(stored.Spans);
            ClaimsBefore = [.. CallClaim.Of(key, _before.Value.Tree, _before.Value.Roles)];
            kept = stored.Spans.Where(span => !arrived.ContainsKey(span.Id));
        }

        _after = Structure(kept.Concat(arrived.Values.Select(a => a.Facts)));
        ClaimsAfter = [.. CallClaim.Of(key, _after.Tree, _after.Roles)];
    }

    internal TraceKey Key { get; }

    internal IReadOnlyList<CallClaim> ClaimsBefore { get; } = [];

    internal IReadOnlyList<CallClaim> ClaimsAfter { get; }

    /// <summary>Claims that come, that go, and that become others; of the last both forms.</summary>
    internal IEnumerable<CallClaim> ChangedClaims() =>
        _stored is null
            ? ClaimsAfter
            : ClaimsBefore.Except(ClaimsAfter, SameCallRules.Equality).Concat(ClaimsAfter.Except(ClaimsBefore, SameCallRules.Equality));

    /// <summary>The span that is charged for a stored claim's call, as the store has it.</summary>
    internal SpanKey? StoredChargedInstead(SpanId claim) => _stored?.ChargedInstead.TryGetValue(claim, out var other) is true ? other : null;

    /// <param name="chargedInstead">The claims that will be charged elsewhere.</param>
    internal TraceChange Change(IReadOnlyDictionary<SpanId, SpanKey> chargedInstead, SpendDelta delta, OrganisationCalendar calendar)
    {
        var before = _before is var (treeBefore, rolesBefore) ? TraceRollup.Of(Key, treeBefore, rolesBefore, _stored!.ChargedInstead) : null;
        var after = TraceRollup.Of(Key, _after.Tree, _after.Roles, chargedInstead);
        return ChangeOf(Key, before, after, _arrived, delta, calendar);
    }

    /// <summary>What becomes of a trace that a commit brings no span of.</summary>
    internal static TraceChange Recharge(
        TraceKey key, TraceFacts stored, IReadOnlyDictionary<SpanId, SpanKey> chargedInstead, SpendDelta delta, OrganisationCalendar calendar)
    {
        var (tree, roles) = Structure(stored.Spans);
        return ChangeOf(
            key, TraceRollup.Of(key, tree, roles, stored.ChargedInstead), TraceRollup.Of(key, tree, roles, chargedInstead), [], delta, calendar);
    }

    private static (TraceTree Tree, ChargeRole[] Roles) Structure(IEnumerable<SpanFacts> spans)
    {
        var tree = TraceAssembler.Assemble(spans);
        return (tree, ChargeRoles.Of(tree));
    }

    private static TraceChange ChangeOf(
        TraceKey key,
        TraceRollup? before,
        TraceRollup after,
        Dictionary<SpanId, ArrivedSpan> arrived,
        SpendDelta delta,
        OrganisationCalendar calendar)
    {
        Dictionary<SpanId, SpanCharge> chargedBefore = [];
        if (before is not null)
        {
            Contribution.Add(delta, before, calendar, -1);
            chargedBefore = before.Spans.ToDictionary(s => s.Node.Span.Id, s => s.Charge);
        }

        Contribution.Add(delta, after, calendar, 1);
        var written = new List<PlannedSpan>(arrived.Count);
        var recharged = new List<RechargedSpan>();
        foreach (var span in after.Spans)
        {
            var id = span.Node.Span.Id;
            if (arrived.TryGetValue(id, out var came))
            {
                written.Add(new(came.Span, came.Facts, span.Charge));
            }
            else if (span.Charge != chargedBefore[id])
            {
                recharged.Add(new(span.Node.Span, span.Charge));
            }
        }

        return new(key, before, after, written, recharged, TraceSummary.Of(key, after));
    }
}

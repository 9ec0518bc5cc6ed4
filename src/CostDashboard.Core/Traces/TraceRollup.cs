using System.Collections.Frozen;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>A span of a trace with what it is charged and what it and all below it cost together.</summary>
public sealed record RolledUpSpan(
    TraceNode Node,
    SpanCharge Charge,
    Attribution Attribution,
    long InclusiveCostNanoUsd,
    Usage InclusiveUsage,
    int InclusiveCalls,
    int InclusiveUnpricedCalls,
    int InclusivePartialCalls);

/// <summary>
/// Decides which spans of a trace are charged, and rolls cost up the tree. Of nested spans that report tokens the deepest are charged
/// (conventions §9.3: D1, D2, D3, D4, D9); of several reports of one call one is (D10, <see cref="ClaimSearch"/>). Time grows with the number of spans.
/// </summary>
/// <param name="Spans">In the order of the tree's nodes.</param>
public sealed record TraceRollup(ProjectId Project, TraceTree Tree, IReadOnlyList<RolledUpSpan> Spans)
{
    /// <summary>Changes whenever these rules would charge a stored trace differently; the ledger is then rebuilt at start.</summary>
    public const int RulesVersion = 7;

    private static readonly IReadOnlyDictionary<SpanId, SpanKey> s_none = FrozenDictionary<SpanId, SpanKey>.Empty;

    /// <summary>A trace by itself: none of its calls is told of by another span too.</summary>
    /// <exception cref="OverflowException">The trace's money or tokens are more than 64 bits hold.</exception>
    public static TraceRollup Of(ProjectId project, TraceTree tree) => Of(new TraceKey(project, default), tree, s_none);

    /// <param name="chargedInstead">Spans of the trace whose call is charged at another span, each with that one; any trace may hold it.</param>
    /// <exception cref="OverflowException">The trace's money or tokens are more than 64 bits hold.</exception>
    public static TraceRollup Of(TraceKey trace, TraceTree tree, IReadOnlyDictionary<SpanId, SpanKey> chargedInstead) =>
        Of(trace, tree, ChargeRoles.Of(tree), chargedInstead);

    /// <param name="roles">What <see cref="ChargeRoles"/> makes of the tree; not changed.</param>
    internal static TraceRollup Of(TraceKey trace, TraceTree tree, ChargeRole[] roles, IReadOnlyDictionary<SpanId, SpanKey> chargedInstead)
    {
        var project = trace.Project;
        var nodes = tree.Nodes;
        var steps = StepName.Of(tree);
        var effective = EffectiveAttribution.Of(tree);
        var spans = new RolledUpSpan[nodes.Count];
        var sums = new Sum[nodes.Count];

        // What calls below state, wherever they are charged: what a wrapper states beyond its calls is measured against this.
        var stated = chargedInstead.Count == 0 ? sums : new Sum[nodes.Count];
        var twice = chargedInstead.Count == 0 ? null : StatedTwice.Of(trace, tree, chargedInstead);

        // Children stand behind their parents, so walking backwards meets every child before its parent.
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            var below = Sum.Over(sums, node.Children);
            var statedBelow = stated == sums ? below : Sum.Over(stated, node.Children);
            if (twice is not null && twice.TryGetValue(i, out var again))
            {
                statedBelow = again.Aggregate(statedBelow, (rest, report) => rest - Sum.Stated(nodes[report].Span));
            }

            var role = roles[i];
            SpanKey? instead = null;
            if (role is ChargeRole.Charged && chargedInstead.TryGetValue(node.Span.Id, out var charged))
            {
                (role, instead) = (ChargeRole.SameCall, charged);
            }

            var (attribution, tags) = effective[i];
            var charge = Charge(project, node.Span, role, steps[i], attribution, statedBelow);
            if (charge.IsCharged && (attribution.User is not null || !tags.IsEmpty))
            {
                charge = charge with { User = attribution.User is { } user ? SpendKey.Bounded(user) : null, Tags = tags };
            }

            if (instead is not null)
            {
                charge = charge with { ChargedInstead = instead };
            }

            stated[i] = statedBelow + (role is ChargeRole.SameCall ? Sum.Stated(node.Span) : Sum.Of(charge));
            sums[i] = below + Sum.Of(charge);
            spans[i] = new(node, charge, attribution, sums[i].Cost, sums[i].Usage, sums[i].Calls, sums[i].Unpriced, sums[i].Partial);
        }

        RepeatedCalls.Mark(spans);
        return new(project, tree, spans);
    }

    private static SpanCharge Charge(ProjectId project, SpanFacts span, ChargeRole role, string step, Attribution attribution, Sum below)
    {
        var (cost, usage) = role switch
        {
            ChargeRole.Charged => (span.OwnCostNanoUsd, span.Usage),
            ChargeRole.Ambiguous => (Math.Max(0, span.OwnCostNanoUsd - below.Cost), Beyond(span.Usage, below.Usage)),
            _ => (0L, default),
        };
        var isCall = role is ChargeRole.Charged or ChargeRole.Ambiguous;
        var series = new SpendKey(
            project,
            SpendKey.Bounded(attribution.Environment),
            SpendKey.Bounded(span.Service),
            SpendKey.Bounded(span.ServiceVersion),
            SpendKey.Bounded(step),
            span.Kind,
            isCall ? SpendKey.Bounded(span.Provider) : "",
            isCall ? SpendKey.Bounded(span.Model) : "",
            SpendKey.Bounded(attribution.Feature),
            SpendKey.Bounded(attribution.Customer),
            span.ApiKeyId,
            isCall ? span.PriceState : PriceState.NotACall);
        var unattributed = role is ChargeRole.Wrapper ? Beyond(span.Usage, below.Usage) : default;
        return new(role, cost, usage, series, isCall && span.IsWrapperByName, unattributed)
        {
            BesideNanoUsd = role is ChargeRole.Charged ? span.BesideNanoUsd : null,
            Outcome = isCall ? CallOutcome.Of(span, isRepeated: false) : null,
        };
    }

    private static Usage Beyond(Usage own, Usage below)
    {
        var rest = own - below;
        var output = Math.Max(0, rest.Output);
        return new(
            Math.Max(0, rest.Input),
            Math.Max(0, rest.CacheRead),
            Math.Max(0, rest.CacheWrite5m),
            Math.Max(0, rest.CacheWrite1h),
            output,
            Math.Clamp(rest.Reasoning, 0, output));
    }

    private readonly record struct Sum(long Cost, Usage Usage, int Calls, int Unpriced, int Partial)
    {
        public static Sum operator +(Sum left, Sum right) =>
            new(
                checked(left.Cost + right.Cost),
                left.Usage + right.Usage,
                left.Calls + right.Calls,
                left.Unpriced + right.Unpriced,
                left.Partial + right.Partial);

        public static Sum operator -(Sum left, Sum right) =>
            new(checked(left.Cost - right.Cost), left.Usage - right.Usage, left.Calls - right.Calls, left.Unpriced - right.Unpriced, left.Partial - right.Partial);

        public static Sum Over(Sum[] sums, IReadOnlyList<int> nodes)
        {
            var all = default(Sum);
            foreach (var node in nodes)
            {
                all += sums[node];
            }

            return all;
        }

        public static Sum Stated(SpanFacts span) => new(span.OwnCostNanoUsd, span.Usage, 1, 0, 0);

        public static Sum Of(SpanCharge charge) =>
            charge.IsCharged ? new(charge.CostNanoUsd, charge.Usage, 1, charge.IsUnpriced ? 1 : 0, charge.IsPartial ? 1 : 0) : default;
    }
}

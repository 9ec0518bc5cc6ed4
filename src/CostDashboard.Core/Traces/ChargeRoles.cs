using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>The structural rule against charging twice (conventions §9.3): which spans are charged, and which only repeat others.</summary>
internal static class ChargeRoles
{
    internal static ChargeRole[] Of(TraceTree tree)
    {
        var nodes = tree.Nodes;
        var below = new Below[nodes.Count];
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            foreach (var child in nodes[i].Children)
            {
                below[i] |= Seen(nodes[child].Span, below[child]);
            }
        }

        var roles = new ChargeRole[nodes.Count];
        var cover = new Cover[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            var above = nodes[i].Parent;
            cover[i] = above < 0 ? Cover.Nothing : CoverBelow(nodes[above].Span, roles[above], cover[above]);
            roles[i] = RoleOf(nodes[i].Span, below[i], cover[i]);
        }

        return roles;
    }

    private static ChargeRole RoleOf(SpanFacts span, Below below, Cover cover)
    {
        if (!span.IsTokenBearing)
        {
            // A call that states no tokens is unknown cost, unless a span above or below it states them.
            var isStatedBelow = (below & (Below.TokensBeforeAnyTool | Below.UnitsBeforeAnyTool | Below.CallsBeforeAnyTool)) != Below.Nothing;
            return span.PriceState is PriceState.NotACall || Covers(cover, span) || isStatedBelow ? ChargeRole.None : ChargeRole.Charged;
        }

        return below switch
        {
            // What is of units, or states nothing but a cost, repeats the units below it; tokens do not.
            _ when span.Usage.IsZero && below.HasFlag(Below.UnitsBeforeAnyTool) => ChargeRole.Wrapper,
            _ when span.IsOfUnits && Covers(cover, span) => ChargeRole.None,
            _ when !below.HasFlag(Below.Tokens) => ChargeRole.Charged,
            _ when below.HasFlag(Below.TokensBeforeAnyTool) => ChargeRole.Wrapper,
            _ when span.Kind.IsModelCall() => ChargeRole.Charged,
            _ => ChargeRole.Ambiguous,
        };
    }

    // A sum of tokens holds no search and no image: those are paid by a bill that counts units too, or that the provider itself made.
    private static bool Covers(Cover cover, SpanFacts span) => (cover & (span.IsOfUnits ? Cover.Units : Cover.Tokens)) != Cover.Nothing;

    // What a parent sees through this child. A tool hides what its own insides did (D3): a model that calls a tool which
    // itself asks a model made two calls, and the first one's tokens do not contain the second one's.
    private static Below Seen(SpanFacts child, Below belowChild)
    {
        if (child.IsTokenBearing && !child.IsOfUnits)
        {
            return Below.Tokens | Below.TokensBeforeAnyTool;
        }

        var own = child.PriceState switch
        {
            PriceState.NotACall => Below.Nothing,
            _ when child.IsTokenBearing => Below.UnitsBeforeAnyTool,
            _ => Below.CallsBeforeAnyTool,
        };
        var deeper = child.Kind is OperationKind.Tool ? belowChild & Below.Tokens : belowChild;
        return own | deeper;
    }

    // Whose bill contains that of a call below which states none: a call's up to the next tool, an agent's all the way down.
    private static Cover CoverBelow(SpanFacts above, ChargeRole role, Cover cover)
    {
        if (role is ChargeRole.Charged or ChargeRole.Ambiguous)
        {
            var covered = above.StatesUnits || above.PriceState is PriceState.Reported ? Cover.Tokens | Cover.Units : Cover.Tokens;
            cover |= covered & (above.Kind.IsModelCall() ? Cover.ByCall : Cover.ByAgent);
        }

        return above.Kind is OperationKind.Tool ? cover & ~Cover.ByCall : cover;
    }

    [Flags]
    private enum Below
    {
        Nothing = 0,
        Tokens = 1,
        TokensBeforeAnyTool = 2,
        CallsBeforeAnyTool = 4,
        UnitsBeforeAnyTool = 8,
    }

    [Flags]
    private enum Cover
    {
        Nothing = 0,
        TokensByCall = 1,
        TokensByAgent = 2,
        UnitsByCall = 4,
        UnitsByAgent = 8,
        Tokens = TokensByCall | TokensByAgent,
        Units = UnitsByCall | UnitsByAgent,
        ByCall = TokensByCall | UnitsByCall,
        ByAgent = TokensByAgent | UnitsByAgent,
    }
}

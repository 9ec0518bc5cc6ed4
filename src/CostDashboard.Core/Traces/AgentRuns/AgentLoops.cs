namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>
/// Finds where a run went round in circles. A use repeats where the run used the same tool with the same arguments before, or, where their text is
/// kept, with such that are alike (<see cref="ArgumentText"/>), or, where arguments are not known, the same tool. Uses of a run that repeat one right after the other, with nothing new between them, are a loop:
/// <list type="bullet">
/// <item>from <see cref="LeastRepeats"/> repetitions in as many turns, where all arguments are known: one retry is none;</item>
/// <item>from <see cref="LeastRepeatsOfName"/>, where some are not: the same tool may do something else each time.</item>
/// </list>
/// Beside these, a context that grows (<see cref="ContextGrowth"/>) to more than <see cref="ContextGrowth.UsualFactor"/> times the first call's, while from
/// there on nothing new is used in at least <see cref="LeastTurnsBeyond"/> turns. Where no text is kept, arguments that are only alike are different.
/// Time grows with the number of uses.
/// </summary>
internal static class AgentLoops
{
    internal const int LeastRepeats = 2;
    internal const int LeastRepeatsOfName = 5;
    internal const int LeastTurnsBeyond = 2;

    internal static IReadOnlyList<AgentLoop> Of(IReadOnlyList<AgentTurn> turns)
    {
        Use[] uses = [.. Uses(turns)];
        var after = Remaining(turns);
        return [.. Circles(turns, uses, after).Concat(GrowingContext(turns, uses, after))
            .OrderByDescending(loop => loop.Saving.NanoUsd)
            .ThenBy(loop => loop.StopAfter)
            .ThenBy(loop => loop.Kind)];
    }

    private static IEnumerable<Use> Uses(IReadOnlyList<AgentTurn> turns)
    {
        var seen = new HashSet<(string Name, long? Arguments)>();
        foreach (var turn in turns)
        {
            foreach (var use in turn.Uses)
            {
                yield return new(turn.Number, use, !seen.Add((use.Name, use.Compared)));
            }
        }
    }

    // What the turns behind each one were charged, to the end of the run.
    private static Dictionary<int, ChargedMoney> Remaining(IReadOnlyList<AgentTurn> turns)
    {
        var after = new Dictionary<int, ChargedMoney>(turns.Count);
        var sum = default(ChargedMoney);
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            after[turns[i].Number] = sum;
            sum += turns[i].Total;
        }

        return after;
    }

    private static IEnumerable<AgentLoop> Circles(IReadOnlyList<AgentTurn> turns, Use[] uses, Dictionary<int, ChargedMoney> after)
    {
        for (var i = 0; i < uses.Length; i++)
        {
            var from = i;
            while (i < uses.Length && uses[i].Repeats)
            {
                i++;
            }

            var loop = uses.AsSpan(from, i - from);
            if (IsLoop(loop, out var areKnown))
            {
                var (stop, last, isToTheEnd) = (loop[0].Turn, loop[^1].Turn, i == uses.Length);
                yield return Found(KindOf(loop), loop.ToArray(), areKnown, stop, isToTheEnd ? turns[^1].Number : last, after, isToTheEnd);
            }
        }
    }

    private static bool IsLoop(ReadOnlySpan<Use> repeats, out bool areKnown)
    {
        var (turns, last) = (0, -1);
        areKnown = true;
        foreach (var use in repeats)
        {
            areKnown &= use.What.Compared is not null;
            turns += use.Turn != last ? 1 : 0;
            last = use.Turn;
        }

        return turns >= (areKnown ? LeastRepeats : LeastRepeatsOfName);
    }

    private static AgentLoopKind KindOf(ReadOnlySpan<Use> repeats)
    {
        var (first, second) = (repeats[0].What.Name, (string?)null);
        var alternates = true;
        for (var i = 1; i < repeats.Length; i++)
        {
            var name = repeats[i].What.Name;
            second ??= name != first ? name : null;
            alternates &= name != repeats[i - 1].What.Name && (name == first || name == second);
        }

        return second is null ? AgentLoopKind.OneTool : alternates ? AgentLoopKind.Oscillation : AgentLoopKind.Circle;
    }

    private static IEnumerable<AgentLoop> GrowingContext(IReadOnlyList<AgentTurn> turns, Use[] uses, Dictionary<int, ChargedMoney> after)
    {
        AgentTurn[] reading = [.. turns.Where(turn => turn.Call?.ContextTokens is > 0)];
        if (!ContextGrowth.Grows([.. reading.Select(turn => turn.Call!.ContextTokens!.Value)]))
        {
            yield break;
        }

        var most = ContextGrowth.UsualFactor * reading[0].Call!.ContextTokens!.Value;
        if (Array.Find(reading, turn => turn.Call!.ContextTokens > most) is not { } beyond
            || reading.Count(turn => turn.Number > beyond.Number) < LeastTurnsBeyond)
        {
            yield break;
        }

        Use[] since = [.. uses.Where(use => use.Turn >= beyond.Number)];
        if (since.All(use => use.Repeats))
        {
            yield return Found(
                AgentLoopKind.GrowingContext, since, since.All(use => use.What.Compared is not null), beyond.Number, turns[^1].Number, after, isToTheEnd: true);
        }
    }

    private static AgentLoop Found(
        AgentLoopKind kind, Use[] repeats, bool areKnown, int stop, int last, Dictionary<int, ChargedMoney> after, bool isToTheEnd) => new(
        kind,
        [.. repeats.Select(use => use.What.Name).Distinct(StringComparer.Ordinal)],
        areKnown,
        repeats.Length,
        repeats.Select(use => (use.What.Name, use.What.Compared)).Distinct().Count(),
        stop,
        last,
        after[stop] - after[last],
        isToTheEnd)
    {
        AreAlike = repeats.Any(use => use.What.ComparedBy is ArgumentComparison.Alike),
    };

    /// <param name="Repeats">The run used it before.</param>
    private readonly record struct Use(int Turn, AgentUse What, bool Repeats);
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>Puts the spans of each run into turns.</summary>
internal sealed class AgentRunDraft
{
    private readonly TraceRollup _rollup;
    private readonly IReadOnlyDictionary<SpanId, PricedSpan> _details;
    private readonly IReadOnlyDictionary<SpanId, ArgumentText> _texts;
    private readonly AgentFrames _frames;
    private readonly ILookup<int, RolledUpSpan> _spansOf;
    private readonly HashSet<SpanId> _here;

    internal AgentRunDraft(TraceRollup rollup, IReadOnlyDictionary<SpanId, PricedSpan> details, IReadOnlyDictionary<SpanId, ArgumentText> texts)
    {
        (_rollup, _details, _texts, _frames) = (rollup, details, texts, AgentFrames.Of(rollup.Tree));
        _spansOf = rollup.Spans.ToLookup(span => _frames.FrameOf(span.Node.Index));
        _here = rollup.Spans.Any(span => span.Charge.ChargedInstead is not null) ? [.. rollup.Spans.Select(span => span.Node.Span.Id)] : [];
    }

    internal bool HasRuns => _frames.All.Any(frame => frame.IsRun && HasTurns(frame));

    /// <summary>Whose each span of the trace is: that of the run which it lies in, and the span of an agent that of its own run.</summary>
    internal IEnumerable<OwnedSpan> Owners()
    {
        var (agents, heads) = (new Dictionary<int, string>(), new Dictionary<int, string>());
        foreach (var frame in _frames.All.Where(frame => frame.IsRun && HasTurns(frame)))
        {
            var head = frame.Head >= 0 ? _rollup.Tree.Nodes[frame.Head].Span : null;
            agents[frame.Index] = AgentNames.Of(head);
            if (head?.Kind is OperationKind.Agent && _frames.FrameOf(frame.Head) != frame.Index)
            {
                heads[frame.Head] = agents[frame.Index];
            }
        }

        foreach (var span in _rollup.Spans)
        {
            var (node, facts) = (span.Node.Index, span.Node.Span);
            var isWithin = agents.TryGetValue(_frames.FrameOf(node), out var around);
            var tool = isWithin && facts.Kind is OperationKind.Tool && IsUse(span) ? AgentNames.OfUse(facts) : null;
            yield return new(span, heads.GetValueOrDefault(node) ?? around ?? "", isWithin && IsTurn(span), tool);
        }
    }

    internal IReadOnlyList<AgentRun> Runs()
    {
        var runs = new List<AgentRun>();
        var numberOf = new Dictionary<int, int>();
        foreach (var frame in _frames.All.Where(frame => frame.IsRun && HasTurns(frame)))
        {
            numberOf[frame.Index] = runs.Count;
            runs.Add(RunOf(frame, numberOf));
        }

        return runs;
    }

    // An agent that only holds another one is a frame around it and no run: frameworks name an agent twice, and a workflow of agents like an agent.
    private bool HasTurns(AgentFrame frame) =>
        _spansOf[frame.Index].Any(span => IsTurn(span) || span.Node.Span.Kind is OperationKind.Tool or OperationKind.Retrieval || IsOther(span))
        || (frame.Head >= 0 && _rollup.Spans[frame.Head].Charge.IsCharged && _rollup.Tree.Nodes[frame.Head].Span.Kind is OperationKind.Agent);

    private AgentRun RunOf(AgentFrame frame, Dictionary<int, int> numberOf)
    {
        var spans = _spansOf[frame.Index].OrderBy(span => span.Node.Span.Start).ThenBy(span => span.Node.Span.Id).ToList();
        var calls = spans.Where(IsTurn).ToList();
        var turns = new TurnDraft[calls.Count + 1];
        turns[0] = new(null);
        for (var i = 0; i < calls.Count; i++)
        {
            turns[i + 1] = new(calls[i]);
        }

        foreach (var span in spans)
        {
            if (IsUse(span))
            {
                turns[TurnAt(calls, span)].Uses.Add(span);
            }
            else if (!IsTurn(span) && IsOther(span))
            {
                turns[TurnAt(calls, span)].Others += ChargedMoney.Of(span.Charge);
            }
        }

        var done = Done(turns);
        var (parent, through) = SetOffBy(frame, numberOf);
        var head = frame.Head >= 0 ? _rollup.Spans[frame.Head] : null;
        return new(
            AgentNames.Of(head?.Node.Span),
            head?.Node.Span.Id,
            parent,
            through,
            head?.Node.Span.Start ?? spans[0].Node.Span.Start,
            head?.Node.Span.End ?? spans.Max(span => span.Node.Span.End),
            done,
            head is not null && _frames.FrameOf(frame.Head) != frame.Index ? ChargedMoney.Of(head.Charge) : default,
            AgentLoops.Of(done));
    }

    private List<AgentTurn> Done(TurnDraft[] turns)
    {
        var done = new List<AgentTurn>();
        var first = new Dictionary<(string Name, long Arguments), int>();
        var arguments = new LikeArguments(_texts);
        var before = 0L;
        for (var number = 0; number < turns.Length; number++)
        {
            var turn = turns[number];
            var call = turn.Call is { } span ? CallOf(span) : null;
            var uses = turn.Uses.ConvertAll(use => UseOf(use, number, first, arguments));
            var causes = turn.Call is { } asked && DetailsOf(asked) is { } full ? TurnCauses.Of(asked.Charge, full.Cost, before)
                : new TurnCauses(0, 0, 0, 0, 0, call?.Money.NanoUsd ?? 0);
            causes += new TurnCauses(0, 0, 0, 0, checked(uses.Sum(use => use.Money.NanoUsd) + turn.Others.NanoUsd), 0);
            before = call?.ContextTokens ?? before;
            if (number > 0 || uses.Count > 0 || turn.Others != default)
            {
                done.Add(new(number, call, uses, turn.Others, causes));
            }
        }

        return done;
    }

    private static AgentCall CallOf(RolledUpSpan span)
    {
        var facts = span.Node.Span;
        var isStated = !facts.Usage.IsZero;
        return new(
            facts.Id, facts.Model, facts.Start, facts.Duration, facts.IsError,
            isStated ? facts.Usage.TotalInput : null, isStated ? facts.Usage.Output : null, ChargedMoney.Of(span.Charge));
    }

    private AgentUse UseOf(RolledUpSpan span, int turn, Dictionary<(string Name, long Arguments), int> first, LikeArguments like)
    {
        var facts = span.Node.Span;
        var full = DetailsOf(span);
        var name = AgentNames.OfUse(facts);
        var arguments = full?.Span.Source.ToolArguments;
        var (compared, by) = like.Of(name, facts.Id, arguments);
        int? repeatOf = compared is { } known && !first.TryAdd((name, known), turn) ? first[(name, known)] : null;
        return new(facts.Id, name, facts.Kind, facts.Start, facts.Duration, facts.IsError, arguments, ChargedMoney.Within(span), repeatOf)
        {
            ComparedBy = by,
            Compared = compared,
        };
    }

    // The run around a run may lie some frames away; what it used is the frame right below it on the way here.
    private (int? Parent, SpanId? Through) SetOffBy(AgentFrame frame, Dictionary<int, int> numberOf)
    {
        for (var below = frame; below.Around >= 0; below = _frames.All[below.Around])
        {
            if (numberOf.TryGetValue(below.Around, out var parent))
            {
                return (parent, _rollup.Tree.Nodes[below.Head].Span.Id);
            }
        }

        return (null, null);
    }

    // The latest call that began before; a call that the span lies within, though both began at once.
    private int TurnAt(List<RolledUpSpan> calls, RolledUpSpan span)
    {
        var start = span.Node.Span.Start;
        var (low, high) = (0, calls.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = calls[middle].Node.Span.Start < start ? (middle + 1, high) : (low, middle);
        }

        for (var same = low; same < calls.Count && calls[same].Node.Span.Start == start; same++)
        {
            if (IsWithin(span.Node, calls[same].Node))
            {
                return same + 1;
            }
        }

        return low;
    }

    private bool IsWithin(TraceNode node, TraceNode call)
    {
        for (var at = node; !at.IsRoot && at.Index > call.Index; at = _rollup.Tree.Nodes[at.Parent])
        {
            if (at.Parent == call.Index)
            {
                return true;
            }
        }

        return false;
    }

    // A call that another report of it in this trace is charged for is that one's turn.
    private bool IsTurn(RolledUpSpan span) => span.Node.Span.Kind is OperationKind.Chat && span.Charge.Role switch
    {
        ChargeRole.Charged => true,
        ChargeRole.SameCall => span.Charge.ChargedInstead is { } charged && !_here.Contains(charged.Span),
        ChargeRole.None => span.Node.Span.PriceState is not PriceState.NotACall,
        _ => false,
    };

    // What opens a frame within a run is a use of it.
    private bool IsUse(RolledUpSpan span) => _frames.OpensFrame(span.Node.Index);

    private bool IsOther(RolledUpSpan span) => !IsUse(span) && span.Charge.IsCharged;

    private PricedSpan? DetailsOf(RolledUpSpan? span) => span is null ? null : _details.GetValueOrDefault(span.Node.Span.Id);

    private sealed class TurnDraft(RolledUpSpan? call)
    {
        internal RolledUpSpan? Call => call;

        internal List<RolledUpSpan> Uses { get; } = [];

        internal ChargedMoney Others { get; set; }
    }
}

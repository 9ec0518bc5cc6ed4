using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces;

/// <summary>
/// Decides what a commit does. The structure of each touched trace comes first: it gives the trace's claims, which no other trace can change.
/// Then the claims that are about one call are found, within the trace and in others, and all but one of them are charged nothing.
/// So a change of one trace reaches others by one step and no further.
/// </summary>
/// <remarks>
/// Pure: the caller asks <see cref="TakeQuestions"/> and answers by <see cref="Add"/> until there is no question, loads
/// <see cref="OtherTraces"/>, and gets the plan. Time grows with the spans of the touched and the other traces and with what is found, which is
/// bounded for each claim.
/// </remarks>
public sealed class CommitDraft
{
    private readonly List<TouchedTrace> _touched;
    private readonly ClaimSearch _search;
    private Dictionary<TraceKey, List<StoredClaim>>? _others;
    private bool _areEffectsWanted;

    private CommitDraft(List<TouchedTrace> touched)
    {
        _touched = touched;
        _search = new(touched.Select(t => t.Key).ToHashSet());
        foreach (var trace in touched)
        {
            foreach (var claim in trace.ClaimsBefore)
            {
                _search.ExpectStored(claim);
            }

            foreach (var claim in trace.ClaimsAfter)
            {
                _search.Add(claim);
            }
        }

        foreach (var claim in touched.SelectMany(t => t.ChangedClaims()))
        {
            _search.Change(claim);
        }
    }

    /// <summary>The traces without new spans whose charges change. Known once there are no more questions.</summary>
    public IReadOnlyCollection<TraceKey> OtherTraces => Others.Keys;

    private Dictionary<TraceKey, List<StoredClaim>> Others => _others ??= _search.Found
        .Where(found => _search.IsTouched(found.Claim) && _search.ChargedInstead(found.Claim) != found.ChargedInstead)
        .GroupBy(found => found.Claim.Trace)
        .ToDictionary(g => g.Key, g => g.ToList());

    /// <param name="stored">Every touched trace of which something is stored.</param>
    /// <param name="incoming">In the order of arrival; of a span that comes twice the last one holds.</param>
    public static CommitDraft Of(IReadOnlyDictionary<TraceKey, TraceFacts> stored, IReadOnlyList<PricedSpan> incoming)
    {
        var arrived = new Dictionary<TraceKey, Dictionary<SpanId, ArrivedSpan>>();
        foreach (var span in incoming)
        {
            var key = span.Key.TraceKey;
            var spans = arrived.TryGetValue(key, out var known) ? known : arrived[key] = [];
            spans[span.Key.Span] = new(span, SpanFacts.Of(span));
        }

        return new([.. arrived.Select(trace => new TouchedTrace(trace.Key, stored.GetValueOrDefault(trace.Key), trace.Value))]);
    }

    /// <summary>What has to be known next of the stored claims; empty when all is known.</summary>
    public ClaimQuestions TakeQuestions()
    {
        var first = _search.TakeQuestions();
        if (!first.IsEmpty || _areEffectsWanted)
        {
            return first;
        }

        // Found claims whose call the commit touches: of these, too, everything has to be known that decides about them.
        _areEffectsWanted = true;
        foreach (var claim in _touched.SelectMany(t => t.ClaimsAfter).Concat(_search.Found.Select(f => f.Claim)).Where(_search.IsTouched).ToList())
        {
            _search.Want(claim);
        }

        return _search.TakeQuestions();
    }

    /// <summary>The stored claims that were asked for. Claims of touched traces may be among them.</summary>
    public void Add(IEnumerable<StoredClaim> answers) => _search.Add(answers);

    /// <param name="others">All of <see cref="OtherTraces"/>.</param>
    public CommitPlan Plan(IReadOnlyDictionary<TraceKey, TraceFacts> others, OrganisationCalendar calendar)
    {
        var delta = new SpendDelta();
        var changes = new List<TraceChange>(_touched.Count + Others.Count);
        foreach (var trace in _touched)
        {
            changes.Add(trace.Change(ChargedInstead(trace), delta, calendar));
        }

        foreach (var (key, claims) in Others)
        {
            var chargedInstead = new Dictionary<SpanId, SpanKey>(others[key].ChargedInstead);
            foreach (var claim in claims.Select(c => c.Claim))
            {
                if (_search.ChargedInstead(claim) is { } other)
                {
                    chargedInstead[claim.Span.Id] = other;
                }
                else
                {
                    chargedInstead.Remove(claim.Span.Id);
                }
            }

            changes.Add(TouchedTrace.Recharge(key, others[key], chargedInstead, delta, calendar));
        }

        delta.Trim();
        return new(changes, delta);
    }

    private IReadOnlyDictionary<SpanId, SpanKey> ChargedInstead(TouchedTrace trace)
    {
        Dictionary<SpanId, SpanKey>? chargedInstead = null;
        foreach (var claim in trace.ClaimsAfter)
        {
            if ((_search.IsTouched(claim) ? _search.ChargedInstead(claim) : trace.StoredChargedInstead(claim.Span.Id)) is { } other)
            {
                (chargedInstead ??= [])[claim.Span.Id] = other;
            }
        }

        return chargedInstead ?? TraceFacts.None.ChargedInstead;
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Traces.Links;

namespace CostDashboard.Web.Api;

/// <summary>A trace with those of its project that are linked to it. Each trace's own cost is what the ledger holds; nothing of this moves it.</summary>
/// <param name="Own">What the trace comes to by itself.</param>
/// <param name="Together">What it comes to with the linked traces that count, each once.</param>
/// <param name="IsCut">A limit was met, so that more may be linked than is counted.</param>
/// <param name="Traces">Traces that were started from this one, at whatever distance, by start.</param>
/// <param name="StartedBy">The spans that started this trace.</param>
/// <param name="References">Links of this trace that count nothing, at most 200.</param>
internal sealed record LinkedBody(
    string TraceId,
    string Project,
    int ProjectId,
    LinkedTotalsBody Own,
    LinkedTotalsBody Together,
    bool IsCut,
    IReadOnlyList<LinkedTraceBody> Traces,
    IReadOnlyList<LinkedEndBody> StartedBy,
    IReadOnlyList<LinkReferenceBody> References)
{
    internal static LinkedBody Of(Project project, LinkedTraces linked) => new(
        linked.Trace.Key.Trace.ToString(),
        project.Name,
        project.Id.Value,
        LinkedTotalsBody.Of(linked.Own),
        LinkedTotalsBody.Of(linked.Together),
        linked.IsCut,
        [.. linked.Found.Select(LinkedTraceBody.Of)],
        [.. linked.StartedBy.Select(s => LinkedEndBody.Of(s.Span))],
        [.. linked.References.Select(LinkReferenceBody.Of)]);

    /// <summary>"SubTrace" as "subTrace".</summary>
    internal static string NameOf(LinkVerdict verdict) => char.ToLowerInvariant(verdict.ToString()[0]) + verdict.ToString()[1..];
}

/// <summary>What traces come to.</summary>
/// <param name="Traces">How many traces, the one asked about among them.</param>
/// <param name="CostUsd">Decimal dollars, exact to the nano-dollar; null where every call is unpriced.</param>
/// <param name="UnpricedCalls">Calls of unknown cost: what the cost leaves out.</param>
/// <param name="PartialCalls">Calls of which only a part has a price.</param>
/// <param name="DurationNanos">From the first start to the last end.</param>
internal sealed record LinkedTotalsBody(int Traces, string? CostUsd, long Calls, long UnpricedCalls, long PartialCalls, TokensAnswer Tokens, long DurationNanos)
{
    internal static LinkedTotalsBody Of(LinkedTotals totals) => new(
        totals.Traces,
        AnswerText.KnownUsd(totals.CostNanoUsd, totals.Calls, totals.UnpricedCalls),
        totals.Calls,
        totals.UnpricedCalls,
        totals.PartialCalls,
        TokensAnswer.Of(totals.Usage),
        totals.Duration);
}

/// <summary>A trace that was started from another one.</summary>
/// <param name="IsCounted">It is in the total, once.</param>
/// <param name="Verdict">subTrace where it is counted; shared (traces outside of the total started it too) or beyond (too many links to know) where it is not.</param>
/// <param name="ParentTraceId">The trace into which it counts.</param>
/// <param name="Depth">1 right below the trace that is asked about.</param>
/// <param name="Together">What it comes to with the traces below it.</param>
internal sealed record LinkedTraceBody(
    string TraceId,
    string Name,
    string Service,
    string Start,
    string End,
    bool IsCounted,
    string Verdict,
    string ParentTraceId,
    int Depth,
    IReadOnlyList<LinkedEndBody> StartedBy,
    LinkedTotalsBody Own,
    LinkedTotalsBody Together)
{
    internal static LinkedTraceBody Of(LinkedTrace trace) => new(
        trace.Id.ToString(),
        trace.Summary.Name,
        trace.Summary.Service,
        AnswerText.Moment(trace.Summary.Start),
        AnswerText.Moment(trace.Summary.End),
        trace.IsCounted,
        LinkedBody.NameOf(trace.Verdict),
        trace.Parent.ToString(),
        trace.Depth,
        [.. trace.Starters.Select(LinkedEndBody.Of)],
        LinkedTotalsBody.Of(LinkedTotals.Of(trace.Summary)),
        LinkedTotalsBody.Of(trace.Together));
}

/// <summary>An end of a link.</summary>
/// <param name="Name">The span's name; null where it is not stored.</param>
internal sealed record LinkedEndBody(string TraceId, string SpanId, string? Name)
{
    internal static LinkedEndBody Of(LinkEnd end) => new(end.Trace.ToString(), end.Span.ToString(), end.Name);
}

/// <summary>A link that counts nothing.</summary>
/// <param name="From">The span that bears the link.</param>
/// <param name="Reason">neighbour, notHere, spanNotHere, inside, wrongOrder or sequel: why the other trace is not in the total.</param>
internal sealed record LinkReferenceBody(LinkedEndBody From, LinkedEndBody To, string Reason)
{
    internal static LinkReferenceBody Of(TraceReference reference) =>
        new(LinkedEndBody.Of(reference.Link.From), LinkedEndBody.Of(reference.Link.To), LinkedBody.NameOf(reference.Verdict));
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>Addresses of sessions and users, and of the traces behind them. A name may be anybody's text of any length: an address names it by its key.</summary>
internal static class SessionLink
{
    public const string Sessions = "/sessions";
    public const string Users = "/sessions/users";

    private const long BeforeTrace = -6 * UnixNanos.PerDay;

    /// <summary>The page of one, from a page, whose period it keeps.</summary>
    public static string To(SessionBy by, TextKey key, PageContext from) => from.Question.Url(PathOf(by, key), withFilters: false).ToString();

    /// <summary>The page of the session or user that a trace states; of a user in the week up to the trace.</summary>
    public static string Of(TraceSummary trace, SessionBy by, string name)
    {
        var url = new UrlText(PathOf(by, TextKey.Of(name))).Add("project", TraceLink.NumberOf(trace.Key.Project));
        if (by is SessionBy.User)
        {
            new RangeChoice.Between((trace.Start + BeforeTrace).Floor(UnixNanos.PerDay), (trace.Start + UnixNanos.PerDay).Floor(UnixNanos.PerDay)).AppendTo(url);
        }

        return url.ToString();
    }

    /// <summary>The list of traces that are put together in the lists of sessions, or users.</summary>
    public static string? Traces(PageContext context, SessionBy by) => by is SessionBy.User
        ? (context.Question with { Filters = context.Question.Filters.With(new Facet(Dimension.User), "", isExclude: true) }).Url("/traces").ToString()
        : Traces(context.Question, new(MatchedText.Session, null, [new("")], IsExclude: true));

    /// <summary>The list of the traces that are put together in one; null where its name is longer than a query can be.</summary>
    public static string? Traces(PageQuestion question, SessionBy by, string name) => by is SessionBy.User
        ? question.With(new Facet(Dimension.User), name).Url("/traces").ToString()
        : Traces(question, new(MatchedText.Session, null, [new(name)]));

    /// <summary>The traces of a session whenever they were, with the calls of one step or model alone; null where no list can say it.</summary>
    public static string? Calls(PageContext context, SessionSummary session, Facet facet, string value)
    {
        var whole = Whole(context, session) with { Filters = FilterSet.None };
        return Traces(whole.With(facet, value), new(MatchedText.Session, null, [new(session.Name)])) is { } list ? list + "&basis=spent" : null;
    }

    /// <summary>The page's question about the time from the first to the last trace, to the minute that addresses are written to.</summary>
    public static PageQuestion Whole(PageContext context, SessionSummary session) =>
        context.Question with { Range = new RangeChoice.Between(session.First, session.End + UnixNanos.PerMinute) };

    private static string PathOf(SessionBy by, TextKey key) => $"{(by is SessionBy.Session ? Sessions : Users)}/{key}";

    private static string? Traces(PageQuestion question, TraceMatch match)
    {
        var query = TraceQuery.Everything with { Matches = [match] };
        var text = query.ToString();
        return TraceQueryReading.Of(text) is { IsQuery: true } reading && reading.Query == query ? question.Url("/traces").Add(TraceLimits.QueryKey, text).ToString() : null;
    }
}

using System.Runtime.CompilerServices;
using CostDashboard.Core.Access;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Features.Sources;

/// <summary>The spans of a project as they arrive, as events that a server sends (https://html.spec.whatwg.org/multipage/server-sent-events.html). For everybody who is signed in.</summary>
internal static class SpanTailEndpoint
{
    internal const string Path = "/sources/tail";

    // A browser asks again by itself, and is looked at again then: who may not see it any more does not for long.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    internal static IEndpointRouteBuilder MapSources(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, FollowAsync).RequireAuthorization().ExcludeFromDescription();
        return routes;
    }

    private static async Task<Results<ServerSentEventsResult<ArrivalLine>, NotFound, StatusCodeHttpResult>> FollowAsync(
        HttpContext http,
        [FromQuery] int project,
        ISpanTail tail,
        IAccessStore access,
        OrganisationCalendar calendar,
        IHostApplicationLifetime program,
        TimeProvider clock)
    {
        if ((await access.GetProjectsAsync(http.RequestAborted)).All(one => one.Id.Value != project))
        {
            return TypedResults.NotFound();
        }

        var end = new CancellationTokenSource(s_longest, clock);
        var left = CancellationTokenSource.CreateLinkedTokenSource(end.Token, http.RequestAborted, program.ApplicationStopping);
        http.Response.RegisterForDispose(end);
        http.Response.RegisterForDispose(left);
        return tail.Follow(new(project), left.Token) is { } spans
            ? TypedResults.ServerSentEvents(LinesAsync(http.Response, spans, calendar, left.Token))
            : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async IAsyncEnumerable<ArrivalLine> LinesAsync(
        HttpResponse response, IAsyncEnumerable<ArrivedSpan> spans, OrganisationCalendar calendar, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The browser is to know that it follows before the first span comes.
        await response.Body.FlushAsync(cancellationToken);
        await using var each = spans.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(each))
        {
            yield return ArrivalLine.Of(each.Current, calendar);
        }
    }

    // That it ends is no failure.
    private static async Task<bool> NextAsync(IAsyncEnumerator<ArrivedSpan> each)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

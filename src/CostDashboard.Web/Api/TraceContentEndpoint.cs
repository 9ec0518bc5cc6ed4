using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Conversations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Content;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET /api/v1/traces/{traceId}/content: what was said in a trace. Every answer is in the audit log before it is given.</summary>
internal static class TraceContentEndpoint
{
    private const int UsualLimit = 20;

    private static readonly string[] s_parameters = ["project", "spans", "cursor"];

    internal static async Task<Ok<TraceContentBody>> AnswerAsync(
        HttpContext http,
        string traceId,
        [FromQuery(Name = "project")] string? project,
        [FromQuery(Name = "spans")] string? spans,
        [FromQuery(Name = "cursor")] string? cursor,
        ContentReader contents,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        if (!TraceId.TryParse(traceId, out var id))
        {
            throw new QueryMistake("traceId", $"'{QueryText.Shown(traceId)}' is not a trace id: it has 32 hexadecimal digits and is not all zero.");
        }

        var most = MostOf(spans);
        var after = AfterOf(cursor);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        string? refusal = null;
        foreach (var candidate in scope.Projects)
        {
            switch (await contents.AskAsync(http.User, candidate.Id, cancellationToken))
            {
                case ContentAccess.Refused refused:
                    refusal ??= refused.Reason;
                    break;
                case ContentAccess.Granted granted when await contents.ListAsync(granted, new(candidate.Id, id), cancellationToken) is { Count: > 0 } kept:
                    // It holds what only its reader should see.
                    http.Response.Headers.CacheControl = "no-store";
                    return TypedResults.Ok(await PageAsync(contents, granted, new(candidate.Id, id), kept, after, most, cancellationToken));
            }
        }

        throw refusal is not null
            ? new QueryMistake("traceId", refusal, StatusCodes.Status403Forbidden)
            : new QueryMistake("traceId", $"Nothing is kept of what was said in the trace {id}: its project keeps no content, none has arrived yet, or its days are over.", StatusCodes.Status404NotFound);
    }

    private static async Task<TraceContentBody> PageAsync(
        ContentReader contents, ContentAccess.Granted granted, TraceKey key, IReadOnlyList<KeptContent> kept, SpanId? after, int most, CancellationToken cancellationToken)
    {
        var start = after is { } last ? kept.TakeWhile(one => one.Span != last).Count() + 1 : 0;
        var page = kept.Skip(start).Take(most).ToList();
        var read = await contents.ReadAsync(granted, key, [.. page.Select(one => one.Span)], cancellationToken);
        return new(
            key.Trace.ToString(),
            granted.Project.Name,
            [.. page.Where(one => read.ContainsKey(one.Span)).Select(one => SpanContentBody.Of(one, read[one.Span]))],
            start + page.Count < kept.Count ? page[^1].Span.ToString() : null);
    }

    private static int MostOf(string? text) => text switch
    {
        null => UsualLimit,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is > 0 and <= IContentStore.MostSpans => most,
        _ => throw new QueryMistake("spans", $"'{QueryText.Shown(text)}' is not a number of spans from 1 to {IContentStore.MostSpans}."),
    };

    private static SpanId? AfterOf(string? cursor) => cursor is null ? null : SpanId.TryParse(cursor, out var span) ? span : throw PageCursor.Mistake();
}

/// <summary>What was said in a trace, a page of spans at a time.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
internal sealed record TraceContentBody(string TraceId, string Project, IReadOnlyList<SpanContentBody> Spans, string? Next);

/// <summary>What one span said, in the order in which it was said.</summary>
/// <param name="ArrivedAt">From then on its days are counted.</param>
/// <param name="Notes">What was cut or left out when it was kept.</param>
internal sealed record SpanContentBody(string SpanId, string ArrivedAt, IReadOnlyList<MessageBody> Messages, IReadOnlyList<string> Notes)
{
    internal static SpanContentBody Of(KeptContent kept, SpanContent content) => new(
        kept.Span.ToString(),
        AnswerText.Moment(kept.ArrivedAt),
        [.. ConversationReader.Read(content).Messages.Select(MessageBody.Of)],
        content.Notes);
}

/// <param name="Role">system, user, assistant, tool or other.</param>
/// <param name="Side">in (it was sent) or out (it was answered).</param>
internal sealed record MessageBody(string Role, string? Name, string Side, string? FinishReason, IReadOnlyList<MessagePartBody> Parts)
{
    internal static MessageBody Of(Message message) => new(
        DimensionNames.Said(message.Role), message.Name, DimensionNames.Said(message.Side), message.FinishReason, [.. message.Parts.Select(MessagePartBody.Of)]);
}

/// <summary>A part of a message, redacted by the project's rules before it was stored.</summary>
/// <param name="Type">text, reasoning, toolCall, toolResult or other.</param>
/// <param name="Text">What is said, a tool's arguments, or its result.</param>
/// <param name="Name">The tool; of what is other, what it is.</param>
/// <param name="Id">Ties a result to its call.</param>
internal sealed record MessagePartBody(string Type, string Text, string? Name, string? Id)
{
    internal static MessagePartBody Of(MessagePart part) => part switch
    {
        MessagePart.Said(var text) => new("text", text, null, null),
        MessagePart.Reasoning(var text) => new("reasoning", text, null, null),
        MessagePart.ToolCall(var id, var name, var arguments) => new("toolCall", arguments, name, id),
        MessagePart.ToolResult(var id, var name, var result) => new("toolResult", result, name, id),
        MessagePart.Other(var kind, var text) => new("other", text, kind, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

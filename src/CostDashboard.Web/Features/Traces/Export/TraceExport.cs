using System.Text;
using System.Threading.RateLimiting;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Features.Traces.Export;

/// <summary>
/// The list of traces as a file, whole and in its order: comma-separated values, or one JSON object a line. It is written while it is read,
/// a page at a time and no faster than it is taken, so that memory does not grow with its length; who goes ends it.
/// </summary>
/// <remarks>
/// By start (and whole traces, the list's first basis) each page is a seek, so that time grows with the rows. In any other order each page looks at all traces of the
/// period: of millions, take the file by start and sort it where it is read.
/// </remarks>
internal static class TraceExport
{
    /// <summary>Files that one person takes at a time: each keeps the database busy.</summary>
    internal const int MostAtOnce = 2;

    // What is written before it is waited for that it was taken.
    private const int Batch = 32 * 1024;

    private static readonly PartitionedRateLimiter<Guid> s_atOnce = PartitionedRateLimiter.Create<Guid, Guid>(person =>
        RateLimitPartition.GetConcurrencyLimiter(person, _ => new() { PermitLimit = MostAtOnce, QueueLimit = 0 }));

    internal static void MapTraceExport(this IEndpointRouteBuilder routes)
    {
        Map("/traces.csv", "text/csv; charset=utf-8", TraceSheet.Head, TraceSheet.AppendCsv);
        Map("/traces.ndjson", "application/x-ndjson", "", TraceSheet.AppendJson);

        void Map(string path, string contentType, string head, Action<StringBuilder, TraceSummary, PageContext> append) => routes
            .MapGet(path, (HttpContext http, PageContexts contexts, ITraceQueries traces, CancellationToken cancel) =>
                AnswerAsync(http, contexts, traces, contentType, path[1..], head, append, cancel))
            .RequireAuthorization()
            .ExcludeFromDescription();
    }

    private static async Task<Results<EmptyHttpResult, NotFound, ProblemHttpResult>> AnswerAsync(
        HttpContext http, PageContexts contexts, ITraceQueries traces, string contentType, string name, string head, Action<StringBuilder, TraceSummary, PageContext> append, CancellationToken cancellationToken)
    {
        var context = await contexts.ReadAsync(http.Request.GetEncodedUrl(), cancellationToken);
        if (context.Project is null)
        {
            return TypedResults.NotFound();
        }

        var view = TracesView.From(context.Query);
        if (!view.Reading.IsQuery)
        {
            return TypedResults.Problem(string.Join(" ", view.Reading.Mistakes), statusCode: StatusCodes.Status400BadRequest);
        }

        using var turn = s_atOnce.AttemptAcquire(http.User.Actor().UserId ?? Guid.Empty);
        if (!turn.IsAcquired)
        {
            return TypedResults.Problem($"You are taking {MostAtOnce} files already. Wait until one of them is here, or cancel it.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        http.Response.ContentType = contentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
        await WriteAsync(http.Response.Body, traces.ReadAllAsync(view.Question(context), cancellationToken), head, (text, trace) => append(text, trace, context), cancellationToken);
        return TypedResults.Empty;
    }

    /// <summary>Writes the rows as they come, and asks for no further one before what was written is taken.</summary>
    internal static async Task WriteAsync<TRow>(Stream to, IAsyncEnumerable<TRow> rows, string head, Action<StringBuilder, TRow> append, CancellationToken cancellationToken)
    {
        var text = new StringBuilder(head);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            append(text, row);
            if (text.Length >= Batch)
            {
                await FlushAsync();
            }
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            await to.FlushAsync(cancellationToken);
            text.Clear();
        }
    }
}

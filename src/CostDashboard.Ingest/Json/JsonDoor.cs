using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CostDashboard.Ingest.Json;

/// <summary>Plain JSON over HTTP: reads headers, writes statuses. What it takes in goes to <see cref="JsonReceiver"/>; what goes wrong is answered as problem details (RFC 9457).</summary>
public static class JsonDoor
{
    public const string SpansPath = "/api/v1/spans";
    public const string TracesPath = "/api/v1/traces";
    public const string Json = "application/json";
    public const string Lines = "application/x-ndjson";

    /// <summary>Names a request, so that sending it again charges nothing twice.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>How the User-Agent of our own import begins: its spans are of the past by intent.</summary>
    public const string ImportAgent = "costdash-import/";

    private const int LongestKey = 255;
    private const string Problem = "application/problem+json";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Takes a span, a list of spans, or one span on each line.</summary>
    public static Task TakeSpansAsync(HttpContext http) => AnswerAsync(http, JsonForm.Spans);

    /// <summary>Takes a trace, a list of traces, or one trace on each line.</summary>
    public static Task TakeTracesAsync(HttpContext http) => AnswerAsync(http, JsonForm.Traces);

    /// <summary>Whether a request says that it brings a file that somebody imports.</summary>
    internal static bool IsImport(HttpRequest request) => request.Headers.UserAgent.ToString().StartsWith(ImportAgent, StringComparison.Ordinal);

    private static async Task AnswerAsync(HttpContext http, JsonForm form)
    {
        try
        {
            await ReceiveAsync(http, form);
        }
        catch (BadHttpRequestException e)
        {
            // The sender broke HTTP itself (a chunk without a length, a body that is too slow).
            await RefuseAsync(http, e.StatusCode, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException && http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there who could be answered.
        }
    }

    private static async Task ReceiveAsync(HttpContext http, JsonForm form)
    {
        var (request, services) = (http.Request, http.RequestServices);
        if (FormOf(request) is not { } isLines)
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, $"Send it as {Json}, or as {Lines} with one item on each line.");
            return;
        }

        if (OtlpHttpDoor.CompressionOf(request) is not { } isGzip)
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "The content encoding must be gzip or identity.");
            return;
        }

        var idempotencyKey = request.Headers[IdempotencyKey].ToString();
        if (idempotencyKey.Length > LongestKey)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, $"{IdempotencyKey} may have {LongestKey} characters; a random UUID is enough.");
            return;
        }

        var (key, refused) = await services.GetRequiredService<OtlpReceiver>().AuthenticateAsync(request.Headers, http.RequestAborted);
        if (key is null)
        {
            await RefuseAsync(http, refused!);
            return;
        }

        // A body may be of any length: no more of it is held than one batch.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
        {
            serverLimit.MaxRequestBodySize = null;
        }

        await using var body = isGzip ? new WholeGzip(request.Body) : request.Body;
        using var units = UnitsOf(body, isLines, form, services.GetRequiredService<BodyBudget>());
        var sender = new Sender(IsImport(request) ? Door.Import : Door.Json, key.Project, key.Id, request.Headers.UserAgent);
        var ids = new GivenIds(idempotencyKey.Length == 0 ? null : idempotencyKey);
        var outcome = await services.GetRequiredService<JsonReceiver>().ReceiveAsync(units, form, sender, ids, http.RequestAborted);
        await AnswerAsync(http, outcome);
    }

    private static JsonUnits UnitsOf(Stream body, bool isLines, JsonForm form, BodyBudget budget)
    {
        var mostBytes = form is JsonForm.Spans ? JsonReceiver.MostSpanBytes : JsonReceiver.MostTraceBytes;
        return isLines ? new JsonLines(body, mostBytes, budget) : new JsonItems(body, mostBytes, budget, lists: [], hasManyValues: false);
    }

    private static Task AnswerAsync(HttpContext http, JsonOutcome outcome)
    {
        var (answer, stop, nextLine) = (outcome.Answer, outcome.Stop, outcome.NextLine);
        if (stop is { IsForLater: true })
        {
            AskToRetry(http);
            return RefuseAsync(
                http,
                StatusCodes.Status503ServiceUnavailable,
                $"{Sentence(stop.Reason)} {Counted(answer)} Send the whole body again with the same {IdempotencyKey} or with ids in its spans, or what begins on line {Text(nextLine)}.",
                answer,
                nextLine);
        }

        if (stop is not null)
        {
            return RefuseAsync(http, StatusCodes.Status400BadRequest, $"{Sentence(stop.Reason)} {Counted(answer)} Nothing behind that place was read.", answer, nextLine);
        }

        return answer is { Taken: 0, Rejected: > 0 }
            ? RefuseAsync(http, StatusCodes.Status400BadRequest, Sentence(Said(answer.Errors[0])), answer)
            : http.Response.WriteAsJsonAsync(answer, s_json, http.RequestAborted);
    }

    private static string Said(JsonDoorError error) =>
        $"line {Text(error.Line)}{(error.Field is null ? "" : ", " + error.Field)}: {error.Reason}. {error.Remedy}";

    private static string Counted(JsonDoorAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"{answer.Taken:N0} spans before it were taken.");

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}{(reason.EndsWith('.') ? "" : ".")}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task RefuseAsync(HttpContext http, OtlpAnswer.Refused refused)
    {
        if (refused.IsForLater)
        {
            AskToRetry(http);
            return RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, Sentence(refused.Message));
        }

        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"CostDashboard\"";
        return RefuseAsync(http, StatusCodes.Status401Unauthorized, Sentence(refused.Message));
    }

    private static Task RefuseAsync(HttpContext http, int status, string detail, JsonDoorAnswer? answer = null, long? nextLine = null)
    {
        var problem = new ProblemDetails { Status = status, Title = TitleOf(status), Detail = detail };
        if (answer is not null)
        {
            problem.Extensions["taken"] = answer.Taken;
            problem.Extensions["rejected"] = answer.Rejected;
            problem.Extensions["errors"] = answer.Errors;
            problem.Extensions["errors_not_listed"] = answer.ErrorsNotListed;
        }

        if (nextLine is { } line)
        {
            problem.Extensions["next_line"] = line;
        }

        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(problem, s_json, Problem, http.RequestAborted);
    }

    private static void AskToRetry(HttpContext http) =>
        http.Response.Headers.RetryAfter = Math.Ceiling(http.RequestServices.GetRequiredService<IngestOptions>().RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Not all of it can be taken",
        StatusCodes.Status401Unauthorized => "Who is sending?",
        StatusCodes.Status415UnsupportedMediaType => "Not in this form",
        StatusCodes.Status503ServiceUnavailable => "Later",
        _ => "It cannot be taken",
    };

    // Whether it comes in lines; null for what is neither.
    private static bool? FormOf(HttpRequest request) =>
        !MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? null
        : type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) ? false
        : type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase) ? true
        : null;
}

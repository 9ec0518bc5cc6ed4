using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CostDashboard.Ingest.Json;

namespace CostDashboard.Ingest.Import;

/// <summary>What a dashboard made of one request.</summary>
/// <param name="Reason">Why items were rejected; null for none.</param>
public sealed record ImportAnswer(long Taken, long Rejected, string? Reason);

/// <summary>Sends the parts of a file to a dashboard, and again as long as it asks for that.</summary>
/// <param name="told">Says why is waited, for a person.</param>
public sealed class ImportSender(HttpClient http, Uri dashboard, string key, TimeProvider clock, Action<string> told)
{
    private const int MostTries = 12;

    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);

    /// <exception cref="ImportException">The dashboard refuses it, or did not take it however often it was asked.</exception>
    public async Task<ImportAnswer> SendAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var wait = s_firstWait;
        for (var attempt = 1; ; attempt++)
        {
            var (answer, later, after) = await TryAsync(batch, cancellationToken);
            if (answer is not null)
            {
                return answer;
            }

            if (attempt == MostTries)
            {
                throw new ImportException($"given up after {MostTries} tries: {later}");
            }

            var pause = after is { } asked ? (asked < s_longestWait ? asked : s_longestWait) : wait;
            told(string.Create(CultureInfo.InvariantCulture, $"{later}; trying again in {pause.TotalSeconds:0} s"));
            await Task.Delay(pause, clock, cancellationToken);
            wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait;
        }
    }

    private async Task<(ImportAnswer? Answer, string? Later, TimeSpan? After)> TryAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard, batch.Path)) { Content = new ByteArrayContent(batch.Body) };
            request.Content.Headers.ContentType = new(batch.ContentType);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.TryAddWithoutValidation("User-Agent", JsonDoor.ImportAgent + "1");
            request.Headers.TryAddWithoutValidation(JsonDoor.IdempotencyKey, batch.IdempotencyKey);
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            {
                return (null, Detail(text) ?? $"the dashboard answers {(int)response.StatusCode}", AfterOf(response));
            }

            return (AnswerOf(batch, response.StatusCode, text), null, null);
        }
        catch (HttpRequestException e)
        {
            return (null, $"{dashboard} cannot be reached: {e.Message}", null);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{dashboard} did not answer in time", null);
        }
    }

    private static ImportAnswer AnswerOf(ImportBatch batch, HttpStatusCode status, string text)
    {
        var isPlain = batch.ContentType == JsonDoor.Lines;
        var (taken, rejected, reason) = isPlain ? Plain(text) : Otlp(batch, text);
        return status is HttpStatusCode.OK || (isPlain && status is HttpStatusCode.BadRequest && rejected > 0)
            ? new(taken, rejected, reason)
            : throw new ImportException($"the dashboard refuses it with {(int)status}: {Detail(text) ?? "without a reason"}");
    }

    private static (long Taken, long Rejected, string? Reason) Plain(string text)
    {
        var answer = Parse(text);
        var reason = answer.ValueKind is JsonValueKind.Object && answer.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0
            ? $"{ImportItems.Text(errors[0], "field") ?? "item"}: {ImportItems.Text(errors[0], "reason")}. {ImportItems.Text(errors[0], "remedy")}"
            : null;
        return (Number(answer, "taken"), Number(answer, "rejected"), reason);
    }

    private static (long Taken, long Rejected, string? Reason) Otlp(ImportBatch batch, string text)
    {
        var answer = Parse(text);
        if (!ImportItems.Has(answer, "partialSuccess", JsonValueKind.Object))
        {
            return (batch.Items, 0, null);
        }

        var partial = answer.GetProperty("partialSuccess");
        var rejected = Number(partial, "rejectedSpans");
        return (batch.Items - rejected, rejected, ImportItems.Text(partial, "errorMessage"));
    }

    private static long Number(JsonElement of, string name) =>
        of.ValueKind is not JsonValueKind.Object || !of.TryGetProperty(name, out var value) ? 0
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : value.ValueKind is JsonValueKind.String && long.TryParse(value.GetString(), CultureInfo.InvariantCulture, out number) ? number
        : 0;

    private static string? Detail(string text) => Parse(text) is var answer && ImportItems.Text(answer, "detail") is { } detail ? detail : ImportItems.Text(answer, "message");

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private TimeSpan? AfterOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };
}

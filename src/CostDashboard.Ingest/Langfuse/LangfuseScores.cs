using System.Globalization;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>Reads scores, which are kept as annotations of the trace or of one of its spans.</summary>
internal static class LangfuseScores
{
    // { "id": "…", "traceId": "…", "observationId": "…", "name": "helpful", "value": 0.5 | "good" | true, "dataType": "NUMERIC", "comment": "…" }

    /// <summary>What is wrong with a score; null where it can be kept.</summary>
    internal static LangfuseMistake? Check(string id, JsonElement body) =>
        ImportItems.Text(body, "traceId") is not { Length: > 0 and <= LangfuseIds.LongestId } ? new(id, "body.traceId", "a score that is of no trace is not kept", "Send the id of the trace, at most 800 characters; scores of whole sessions and of data sets are not taken.")
        : ImportItems.Text(body, "name") is not { Length: > 0 and <= SpanAnnotation.LongestName } ? new(id, "body.name", "it is missing or longer than 200 characters", "Name what is judged.")
        : !body.TryGetProperty("value", out var value) || !IsValue(value) ? new(id, "body.value", "it is no number, no yes or no and no text of 1 to 500 characters", "Send the score's value.")
        : ImportItems.Text(body, "comment") is { Length: > SpanAnnotation.LongestComment } ? new(id, "body.comment", "it is longer than 4,000 characters", "Shorten the comment.")
        : null;

    /// <param name="bodyId">The score's own id, or that of the event where it has none.</param>
    internal static SpanAnnotation Read(JsonElement one, string bodyId, ProjectId project)
    {
        var body = one.GetProperty("body");
        var value = body.GetProperty("value");
        var kind = KindOf(body, value);
        double? number = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            _ => null,
        };
        var trace = ForeignIds.TraceOf(Encoding.UTF8.GetBytes(ImportItems.Text(body, "traceId")!));
        return new(
            bodyId,
            new(project, trace),
            ImportItems.Text(body, "observationId") is { Length: > 0 } span ? ForeignIds.SpanOf(Encoding.UTF8.GetBytes(span)) : null,
            ImportItems.Text(body, "name")!,
            kind,
            number,
            ImportItems.Text(body, "value") ?? (ImportItems.Text(body, "stringValue") is { Length: <= SpanAnnotation.LongestText } words ? words : null),
            ImportItems.Text(body, "comment") ?? "",
            ImportItems.Text(body, "source") is { Length: <= SpanAnnotation.LongestSource } source ? source : "API",
            LangfuseSpans.Time(one, "timestamp") ?? default);
    }

    private static AnnotationKind KindOf(JsonElement body, JsonElement value) => ImportItems.Text(body, "dataType")?.ToUpper(CultureInfo.InvariantCulture) switch
    {
        "BOOLEAN" => AnnotationKind.Boolean,
        "CATEGORICAL" => AnnotationKind.Categorical,
        "NUMERIC" => AnnotationKind.Numeric,
        _ => value.ValueKind switch
        {
            JsonValueKind.String => AnnotationKind.Categorical,
            JsonValueKind.Number => AnnotationKind.Numeric,
            _ => AnnotationKind.Boolean,
        },
    };

    private static bool IsValue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
        JsonValueKind.String => value.GetString() is { Length: > 0 and <= SpanAnnotation.LongestText },
        JsonValueKind.True or JsonValueKind.False => true,
        _ => false,
    };
}

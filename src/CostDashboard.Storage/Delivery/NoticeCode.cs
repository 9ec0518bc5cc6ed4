using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Storage.Watching;

namespace CostDashboard.Storage.Delivery;

/// <summary>Notices as they are stored beside their message.</summary>
internal static class NoticeCode
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Names a change among those that a route tells.</summary>
    public static string KeyOf(IncidentNotice notice) => string.Create(CultureInfo.InvariantCulture, $"{notice.Incident} {notice.Change}");

    public static string Of(IncidentNotice notice) => JsonSerializer.Serialize(
        new Written(
            notice.ProjectName, notice.Incident, notice.Change, notice.Event, notice.Kind, notice.Severity, notice.Sentence, notice.Since.Value, notice.At.Value,
            notice.MoneyPerHour, notice.Evidence, [.. notice.Traces.Select(trace => trace.ToString())], notice.Step, StoredSeries.Of(notice.Series)),
        s_options);

    public static IncidentNotice ToNotice(int project, string content)
    {
        var written = JsonSerializer.Deserialize<Written>(content, s_options) ?? throw new InvalidDataException("A stored notice is null.");
        return new(
            new(project), written.ProjectName, written.Incident, written.Change, written.Event, written.Kind, written.Severity, written.Sentence, new(written.Since), new(written.At),
            written.MoneyPerHour, written.Evidence, [.. written.Traces.Select(Trace)], written.Step)
        {
            Series = written.Series?.ToSeries(),
        };
    }

    private static TraceId Trace(string text) => TraceId.TryParse(text, out var trace) ? trace : throw new InvalidDataException("A stored notice names a trace that is none.");

    private sealed record Written(
        string ProjectName,
        string Incident,
        int Change,
        NoticeEvent Event,
        IncidentKind Kind,
        IncidentSeverity Severity,
        string Sentence,
        long Since,
        long At,
        long? MoneyPerHour,
        IReadOnlyList<IncidentEvidence> Evidence,
        IReadOnlyList<string> Traces,
        string? Step,
        StoredSeries? Series = null);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Content;

/// <summary>A setting of each project, read and written by its name.</summary>
internal sealed class ContentSettingsStore(IDatabase database) : IContentSettingsStore
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public async Task<StoredContentSettings> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await ReadAsync(db, project, cancellationToken);
    }

    public Task<bool> SetAsync(ProjectId project, ContentSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (settings.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(settings));
        }

        return database.ChangeAsync(
            async db =>
            {
                if ((await ReadAsync(db, project, cancellationToken)).Version != loadedVersion)
                {
                    return false;
                }

                AuditLog.Add(db, entry);
                await Settings.SetAsync(db, NameOf(project), JsonSerializer.Serialize(Written.Of(settings, loadedVersion + 1), s_options), cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private static async Task<StoredContentSettings> ReadAsync(CostDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var text = await Settings.GetAsync(db, NameOf(project), cancellationToken);
        try
        {
            return text is null ? new(ContentSettings.Off, 0) : (JsonSerializer.Deserialize<Written>(text, s_options) ?? throw new JsonException("It is null.")).ToStored();
        }
        catch (JsonException mistake)
        {
            // Guessing would keep what nobody asked to be kept, or keep it by other rules.
            throw new InvalidDataException("The stored content settings of a project were written by a later version.", mistake);
        }
    }

    private static string NameOf(ProjectId project) => string.Create(CultureInfo.InvariantCulture, $"content.{project.Value}");

    private sealed record Written(
        int Version, bool Messages, bool Tools, int Days, Role Readers, IReadOnlyList<BuiltInRule> Rules, IReadOnlyList<RedactionPattern> Patterns, long? DeletedBefore)
    {
        public static Written Of(ContentSettings settings, int version) => new(
            version, settings.KeepsMessages, settings.KeepsTools, settings.Days, settings.Readers, settings.Rules, settings.Patterns, settings.DeletedBefore?.Value);

        public StoredContentSettings ToStored() => new(
            new()
            {
                KeepsMessages = Messages,
                KeepsTools = Tools,
                Days = Days,
                Readers = Readers,
                Rules = [.. Rules],
                Patterns = [.. Patterns],
                DeletedBefore = DeletedBefore is { } before ? new UnixNanos(before) : null,
            },
            Version);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Guardrails;

/// <summary>Settings of each project, read and written by their names.</summary>
internal sealed class GuardrailStore(IDatabase database) : IGuardrailStore
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public async Task<StoredGuardrails> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await ReadAsync(db, project, cancellationToken);
    }

    public Task<bool> SetAsync(ProjectId project, GuardrailSettings settings, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
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
                await Settings.SetAsync(db, NameOf(project), JsonSerializer.Serialize(new Written(loadedVersion + 1, settings.Limits), s_options), cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public async Task<UnixNanos?> GetWatchedAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return long.TryParse(await Settings.GetAsync(db, WatchedOf(project), cancellationToken), NumberStyles.None, CultureInfo.InvariantCulture, out var nanos) ? new UnixNanos(nanos) : null;
    }

    public Task SetWatchedAsync(ProjectId project, UnixNanos until, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            await Settings.SetAsync(db, WatchedOf(project), until.Value.ToString(CultureInfo.InvariantCulture), cancellationToken);
            return true;
        },
        cancellationToken);

    private static async Task<StoredGuardrails> ReadAsync(CostDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var text = await Settings.GetAsync(db, NameOf(project), cancellationToken);
        try
        {
            if (text is null)
            {
                return new(GuardrailSettings.Usual, 0);
            }

            var (version, limits) = JsonSerializer.Deserialize<Written>(text, s_options) ?? throw new JsonException("It is null.");
            return new(new() { Limits = limits }, version);
        }
        catch (JsonException mistake)
        {
            // Guessing would let an agent go on that is to stop.
            throw new InvalidDataException("The stored guardrails of a project were written by a later version.", mistake);
        }
    }

    private static string NameOf(ProjectId project) => string.Create(CultureInfo.InvariantCulture, $"guardrails.{project.Value}");

    private static string WatchedOf(ProjectId project) => string.Create(CultureInfo.InvariantCulture, $"guardrails.{project.Value}.watched");

    private sealed record Written(int Version, IReadOnlyList<GuardrailLimit> Limits);
}

using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Environments;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Environments;

/// <summary>A setting of each project, read and written by its name.</summary>
internal sealed class EnvironmentRulesStore(IDatabase database) : IEnvironmentRulesStore
{
    public async Task<StoredEnvironmentRules> GetAsync(ProjectId project, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await ReadAsync(db, project, cancellationToken);
    }

    public Task<bool> SetAsync(ProjectId project, EnvironmentRules rules, int loadedVersion, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (rules.FindMistake() is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(rules));
        }

        return database.ChangeAsync(
            async db =>
            {
                if ((await ReadAsync(db, project, cancellationToken)).Version != loadedVersion)
                {
                    return false;
                }

                AuditLog.Add(db, entry);
                await Settings.SetAsync(db, NameOf(project), JsonSerializer.Serialize(new StoredEnvironmentRules(rules, loadedVersion + 1)), cancellationToken);
                return true;
            },
            cancellationToken);
    }

    private static async Task<StoredEnvironmentRules> ReadAsync(CostDb db, ProjectId project, CancellationToken cancellationToken)
    {
        var text = await Settings.GetAsync(db, NameOf(project), cancellationToken);
        try
        {
            return text is null ? new(EnvironmentRules.Default, 0) : JsonSerializer.Deserialize<StoredEnvironmentRules>(text) ?? throw new JsonException("It is null.");
        }
        catch (JsonException mistake)
        {
            throw new InvalidDataException("The stored environment rules of a project were written by a later version.", mistake);
        }
    }

    private static string NameOf(ProjectId project) => string.Create(CultureInfo.InvariantCulture, $"environments.{project.Value}");
}

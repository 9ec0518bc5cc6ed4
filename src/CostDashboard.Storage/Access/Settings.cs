using System.Globalization;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Access;

/// <summary>Settings within a transaction that somebody else began.</summary>
internal static class Settings
{
    public static Task<string?> GetAsync(CostDb db, string name, CancellationToken cancellationToken) =>
        AccessQueries.Setting(db, name).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Null removes it.</summary>
    public static async Task<int> SetAsync(CostDb db, string name, string? value, CancellationToken cancellationToken)
    {
        var row = await db.Settings.FindAsync([name], cancellationToken);
        if (value is null)
        {
            if (row is not null)
            {
                db.Settings.Remove(row);
            }
        }
        else if (row is null)
        {
            db.Settings.Add(new() { Name = name, Value = value });
        }
        else
        {
            row.Value = value;
        }

        return await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The next number of a counter, from 1: of what is named by its number also after it was deleted, so that none is given twice.</summary>
    public static async Task<int> NextAsync(CostDb db, string counter, CancellationToken cancellationToken)
    {
        var next = int.Parse(await GetAsync(db, counter, cancellationToken) ?? "0", CultureInfo.InvariantCulture) + 1;
        await SetAsync(db, counter, next.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return next;
    }
}

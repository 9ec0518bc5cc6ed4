using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Access;

/// <inheritdoc />
internal sealed class AuditLog(IDatabase database) : IAuditLog
{
    /// <summary>Adds an entry within somebody else's transaction; it is written when they save.</summary>
    public static void Add(CostDb db, AuditEntry entry)
    {
        var bounded = entry.Bounded();
        db.AuditEntries.Add(new()
        {
            At = bounded.At.Value,
            // Only tells entries of the same moment apart: a number that no other node gives, and that needs no look at the table.
            Id = Random.Shared.NextInt64(),
            UserId = bounded.Actor.UserId,
            Actor = StorableText.Mend(bounded.Actor.Name),
            Action = StorableText.Mend(bounded.Action),
            Subject = StorableText.Mend(bounded.Subject),
            Details = StorableText.Mend(bounded.Details),
        });
    }

    public async Task<AuditPage> GetAsync(string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, AuditPage.MostRows);
        var after = cursor is null ? (long.MaxValue, long.MaxValue) : Place(cursor);
        await using var db = database.Open();
        var rows = await Entries(db, after, limit + 1).ToListAsync(cancellationToken);
        var next = rows.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{rows[limit - 1].At}.{rows[limit - 1].Id}") : null;
        return new(
            [.. rows.Take(limit).Select(row => new AuditEntry(new UnixNanos(row.At), new(row.UserId, row.Actor), row.Action, row.Subject, row.Details))],
            next);
    }

    internal static IQueryable<AuditRow> Entries(CostDb db, (long At, long Id) before, int most) => db.AuditEntries.AsNoTracking()
        .TagWith("AuditEntries")
        .Where(row => row.At <= before.At && (row.At < before.At || row.Id < before.Id))
        .OrderByDescending(row => row.At)
        .ThenByDescending(row => row.Id)
        .Take(most);

    private static (long At, long Id) Place(string cursor) =>
        cursor.Split('.') is [var at, var id]
        && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (time, number)
            : throw new FormatException("This is not a cursor that the audit log gave. Ask again from the first page.");
}

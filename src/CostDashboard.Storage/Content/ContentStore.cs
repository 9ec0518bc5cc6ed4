using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Content;

/// <summary>One trace's content is one range of the table's key; what is too old is one of its index by arrival.</summary>
internal sealed class ContentStore(IDatabase database) : IContentStore
{
    private const int MostRemembered = 10_000;

    // Readings that are in the log already, by this node: a page that is looked at again asks the log no second time.
    private readonly ConcurrentDictionary<ContentReading, UnixNanos> _audited = new();

    public async Task<IReadOnlyList<KeptContent>> ListAsync(TraceKey trace, UnixNanos cutoff, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        var kept = await Kept(db, trace, cutoff).ToListAsync(cancellationToken);
        return [.. kept.Select(row => new KeptContent(SpanId.FromInt64(row.SpanId), new(row.ArrivedNanos), row.Bytes))];
    }

    public async Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(
        TraceKey trace, IReadOnlyCollection<SpanId> spans, UnixNanos cutoff, ContentReading reading, UnixNanos now, CancellationToken cancellationToken)
    {
        if (spans.Count > IContentStore.MostSpans)
        {
            throw new ArgumentOutOfRangeException(nameof(spans), spans.Count, $"At most {IContentStore.MostSpans} spans are read at once.");
        }

        await AuditAsync(reading, now, cancellationToken);
        long[] ids = [.. spans.Select(span => span.ToInt64())];
        await using var db = database.Open();
        var rows = await Contents(db, trace, ids, cutoff).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => SpanId.FromInt64(row.SpanId), row => ContentCode.Read(row.Content));
    }

    public Task<int> DeleteAsync(ProjectId project, UnixNanos cutoff, CancellationToken cancellationToken) => database.ChangeAsync(
        async db =>
        {
            var oldest = await Expired(db, project.Value, cutoff.Value).Select(row => row.ArrivedNanos).ToListAsync(cancellationToken);
            if (oldest.Count == 0)
            {
                return 0;
            }

            // What came in one commit has one time, and goes at once.
            var last = oldest[^1];
            return await db.SpanContents.Where(row => row.ProjectId == project.Value && row.ArrivedNanos <= last).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);

    internal static IQueryable<KeptRow> Kept(CostDb db, TraceKey trace, UnixNanos cutoff) => ContentsOf(db, trace, cutoff)
        .TagWith("KeptContent")
        .OrderBy(row => row.SpanId)
        .Select(row => new KeptRow { SpanId = row.SpanId, ArrivedNanos = row.ArrivedNanos, Bytes = row.Content.Length });

    internal static IQueryable<SpanContentRow> Contents(CostDb db, TraceKey trace, long[] spans, UnixNanos cutoff) =>
        ContentsOf(db, trace, cutoff).TagWith("Content").Where(row => spans.Contains(row.SpanId));

    internal static IQueryable<SpanContentRow> Expired(CostDb db, int project, long cutoff) => db.SpanContents.AsNoTracking()
        .TagWith("ExpiredContent")
        .Where(row => row.ProjectId == project && row.ArrivedNanos < cutoff)
        .OrderBy(row => row.ArrivedNanos)
        .Take(IContentStore.MostDeleted);

    internal static IQueryable<AuditRow> Readings(CostDb db, ContentReading reading, long since)
    {
        var (user, name, subject, details) = (reading.Reader.UserId, reading.Reader.Name, reading.Subject, reading.Details);
        return db.AuditEntries.AsNoTracking()
            .TagWith("ContentReadings")
            .Where(row => row.At > since && row.Action == ContentReading.Action && row.UserId == user && row.Actor == name && row.Subject == subject && row.Details == details);
    }

    private static IQueryable<SpanContentRow> ContentsOf(CostDb db, TraceKey trace, UnixNanos cutoff)
    {
        var (project, id, since) = (trace.Project.Value, trace.Trace.ToBytes(), cutoff.Value);
        return db.Traces.AsNoTracking()
            .Where(t => t.ProjectId == project && t.TraceId == id)
            .Join(db.SpanContents.AsNoTracking().Where(row => row.ProjectId == project && row.ArrivedNanos >= since), t => t.Number, row => row.TraceNumber, (_, row) => row);
    }

    private async Task AuditAsync(ContentReading reading, UnixNanos now, CancellationToken cancellationToken)
    {
        var since = now + -ContentReading.OneEntryFor;
        if (_audited.TryGetValue(reading, out var at) && at > since)
        {
            return;
        }

        var entry = new AuditEntry(now, reading.Reader, ContentReading.Action, reading.Subject, reading.Details);
        at = await database.ChangeAsync(
            async db =>
            {
                if (await Readings(db, reading, since.Value).Select(row => (long?)row.At).MaxAsync(cancellationToken) is { } before)
                {
                    return new UnixNanos(before);
                }

                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return now;
            },
            cancellationToken);
        if (_audited.Count >= MostRemembered)
        {
            _audited.Clear();
        }

        _audited[reading] = at;
    }

    internal sealed class KeptRow
    {
        public long SpanId { get; init; }

        public long ArrivedNanos { get; init; }

        public long Bytes { get; init; }
    }
}

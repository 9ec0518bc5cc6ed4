using System.Globalization;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Makes the index of links from the spans that were stored before there was one, at start: in pieces, each a transaction that also says how
/// far it came, so that a start that is broken off goes on there. Time grows with the stored spans, once; memory holds a piece.
/// </summary>
internal static class LinkIndex
{
    /// <summary>The version of the index that is whole, or the version, the trace's number and the span's id up to which it is made.</summary>
    public const string Setting = "links.index";

    /// <summary>Changes whenever other links are kept, or their sense is read otherwise.</summary>
    public const string Version = "1";

    private const int SpansAPiece = 2_000;

    public static async Task MakeAsync(IDatabase database, CancellationToken cancellationToken)
    {
        (long Number, long Span)? last;
        await using (var db = database.Open())
        {
            var made = await Settings.GetAsync(db, Setting, cancellationToken);
            if (made == Version)
            {
                return;
            }

            last = Parse(made);
        }

        do
        {
            await using var session = await database.BeginAsync(cancellationToken);
            last = await AddPieceAsync(session, last, cancellationToken);
            await Settings.SetAsync(session.Db, Setting, last is { } end ? Text(end) : Version, cancellationToken);
            await session.CommitAsync(cancellationToken);
        }
        while (last is not null);
    }

    internal static IQueryable<SpanRow> After(CostDb db, long number, long span, int most) => db.Spans.AsNoTracking()
        .TagWith("SpansOfLinkIndex")
        .Where(s => s.TraceNumber >= number && (s.TraceNumber > number || s.SpanId > span))
        .OrderBy(s => s.TraceNumber)
        .ThenBy(s => s.SpanId)
        .Take(most);

    // Gives back the last span of the piece; null where there is no more.
    private static async Task<(long Number, long Span)?> AddPieceAsync(IWriteSession session, (long Number, long Span)? last, CancellationToken cancellationToken)
    {
        var (number, span) = last ?? (long.MinValue, long.MinValue);
        var spans = await After(session.Db, number, span, SpansAPiece).ToListAsync(cancellationToken);
        if (spans.Count == 0)
        {
            return null;
        }

        var end = (spans[^1].TraceNumber, spans[^1].SpanId);
        long[] numbers = [.. spans.Select(s => s.TraceNumber).Distinct()];
        var traces = (await StoredClaims.TracesOf(session.Db, numbers).ToListAsync(cancellationToken)).ToDictionary(t => t.Number, TraceRows.KeyOf);
        spans.RemoveAll(s => !traces.ContainsKey(s.TraceNumber));
        var restored = await StoredSpans.RestoreAsync(session.Db, spans, row => traces[row.TraceNumber], cancellationToken);
        var rows = new CommitRows { SharedParts = new Dictionary<(int, long), byte[]>() };
        foreach (var (row, source) in spans.Zip(restored, (row, priced) => (row, priced.Span.Source)))
        {
            if (source.Links.Count > 0)
            {
                rows.Unlinked.Add(new() { TraceNumber = row.TraceNumber, SpanId = row.SpanId });
                rows.Links.AddRange(LinkRows.Of(source, row.TraceNumber));
            }
        }

        await session.WriteAsync(rows, cancellationToken);
        return end;
    }

    private static string Text((long Number, long Span) end) => string.Create(CultureInfo.InvariantCulture, $"{Version} {end.Number} {end.Span}");

    private static (long Number, long Span)? Parse(string? made) =>
        made?.Split(' ') is [Version, var number, var span]
            && long.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out var trace)
            && long.TryParse(span, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id)
            ? (trace, id)
            : null;
}

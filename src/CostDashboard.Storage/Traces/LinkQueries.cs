using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Traces;

/// <summary>A link as a query reads it: its ends, and the trace at the end that was not asked about.</summary>
internal sealed class LinkColumns
{
    public long FromNumber { get; set; }

    public long FromSpan { get; set; }

    public string FromName { get; set; } = "";

    public long? FromParent { get; set; }

    public byte[] ToTrace { get; set; } = [];

    public long ToSpan { get; set; }

    /// <summary>Null where the span is not stored.</summary>
    public string? ToName { get; set; }

    public long? ToParent { get; set; }

    public LinkSense Sense { get; set; }

    /// <summary>Null where it is not stored.</summary>
    public TraceRow? Other { get; set; }
}

/// <summary>
/// Follows links, level by level: of each level's traces one look for links that they bear and one for links that name them, each a seek per
/// trace and per link. Where a level has more links than there is room for, it is looked at in halves, so that one trace that half the
/// project is linked to takes none of its neighbours from the total.
/// </summary>
internal sealed class LinkQueries(IDatabase database) : ILinkedTraces
{
    public async Task<LinkedTraces?> GetAsync(TraceKey trace, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        if (await TraceOf(db, trace.Project.Value, trace.Trace.ToBytes()).FirstOrDefaultAsync(cancellationToken) is not { } row)
        {
            return null;
        }

        var walk = new Walk(db, row);
        try
        {
            return await walk.RunAsync(cancellationToken);
        }
        catch (OverflowException error)
        {
            throw TooLarge.From(error);
        }
    }

    internal static IQueryable<TraceRow> TraceOf(CostDb db, int project, byte[] trace) =>
        db.Traces.AsNoTracking().TagWith("TraceOfLinks").Where(t => t.ProjectId == project && t.TraceId == trace);

    internal static IQueryable<LinkColumns> Borne(CostDb db, long[] numbers, int most) => (
        from link in db.SpanLinks.AsNoTracking().TagWith("LinksBorne")
        where numbers.Contains(link.TraceNumber)
        orderby link.TraceNumber, link.SpanId, link.LinkedTraceId, link.LinkedSpanId
        join bearer in db.Spans on new { link.TraceNumber, link.SpanId } equals new { bearer.TraceNumber, bearer.SpanId }
        join named in db.Traces on new { link.ProjectId, TraceId = link.LinkedTraceId } equals new { named.ProjectId, named.TraceId } into traces
        from other in traces.DefaultIfEmpty()
        join target in db.Spans
            on new { Number = (long?)other!.Number, Span = (long?)link.LinkedSpanId } equals new { Number = (long?)target.TraceNumber, Span = (long?)target.SpanId } into spans
        from span in spans.DefaultIfEmpty()
        select new LinkColumns
        {
            FromNumber = link.TraceNumber,
            FromSpan = link.SpanId,
            FromName = bearer.Name,
            FromParent = bearer.ParentId,
            ToTrace = link.LinkedTraceId,
            ToSpan = link.LinkedSpanId,
            ToName = span!.Name,
            ToParent = span.ParentId,
            Sense = link.Sense,
            Other = other,
        }).Take(most);

    internal static IQueryable<LinkColumns> Naming(CostDb db, long[] numbers, int most) => (
        from named in db.Traces.AsNoTracking().TagWith("LinksNaming")
        where numbers.Contains(named.Number)
        join link in db.SpanLinks on new { named.ProjectId, named.TraceId } equals new { link.ProjectId, TraceId = link.LinkedTraceId }
        orderby named.Number, link.TraceNumber, link.SpanId, link.LinkedSpanId
        join other in db.Traces on link.TraceNumber equals other.Number
        join bearer in db.Spans on new { link.TraceNumber, link.SpanId } equals new { bearer.TraceNumber, bearer.SpanId }
        join target in db.Spans
            on new { named.Number, Span = link.LinkedSpanId } equals new { Number = target.TraceNumber, Span = target.SpanId } into spans
        from span in spans.DefaultIfEmpty()
        select new LinkColumns
        {
            FromNumber = link.TraceNumber,
            FromSpan = link.SpanId,
            FromName = bearer.Name,
            FromParent = bearer.ParentId,
            ToTrace = link.LinkedTraceId,
            ToSpan = link.LinkedSpanId,
            ToName = span!.Name,
            ToParent = span.ParentId,
            Sense = link.Sense,
            Other = other,
        }).Take(most);

    private sealed class Walk(CostDb db, TraceRow asked)
    {
        private readonly LinkedSearch _search = new(TraceRows.ToSummary(asked));
        private readonly Dictionary<TraceId, TraceRow> _rows = new() { [TraceId.FromBytes(asked.TraceId)] = asked };
        private readonly Dictionary<long, TraceSummary> _summaries = [];

        public async Task<LinkedTraces> RunAsync(CancellationToken cancellationToken)
        {
            Know(asked);
            while (_search.TakeWanted() is { Count: > 0 } wanted)
            {
                await LookAsync(wanted, cancellationToken);
            }

            return _search.Result();
        }

        private async Task LookAsync(IReadOnlyList<TraceId> wanted, CancellationToken cancellationToken)
        {
            long[] numbers = [.. wanted.Select(id => _rows[id].Number)];
            var most = Math.Min(_search.Room, LinkLimits.MostLinksOfTrace);
            var links = await Borne(db, numbers, most + 1).ToListAsync(cancellationToken);
            if (links.Count <= most)
            {
                links.AddRange(await Naming(db, numbers, most + 1 - links.Count).ToListAsync(cancellationToken));
            }

            if (links.Count <= most)
            {
                _search.Add(links.Select(Found).ToList());
            }
            else if (wanted is [var one])
            {
                TakeSome(one, links[..most]);
            }
            else
            {
                await LookAsync([.. wanted.Take(wanted.Count / 2)], cancellationToken);
                await LookAsync([.. wanted.Skip(wanted.Count / 2)], cancellationToken);
            }
        }

        // Of the trace that is asked about some links are better than none: what each of the others started is decided by their own links.
        private void TakeSome(TraceId one, List<LinkColumns> links)
        {
            if (_rows[one] == asked)
            {
                _search.Add(links.Select(Found).ToList());
                _search.Cut();
            }
            else
            {
                _search.LeaveOut(one);
            }
        }

        private FoundLink Found(LinkColumns link)
        {
            var to = TraceId.FromBytes(link.ToTrace);
            if (link.Other is { } other)
            {
                Know(other);
            }

            var from = _summaries[link.FromNumber];
            return new(
                new(
                    new(from.Key.Trace, SpanId.FromInt64(link.FromSpan), link.FromName, link.FromParent is null),
                    new(to, SpanId.FromInt64(link.ToSpan), link.ToName, link.ToName is not null && link.ToParent is null),
                    link.Sense),
                from,
                _rows.TryGetValue(to, out var row) ? _summaries[row.Number] : null);
        }

        private void Know(TraceRow row)
        {
            if (_summaries.TryAdd(row.Number, TraceRows.ToSummary(row)))
            {
                _rows[TraceId.FromBytes(row.TraceId)] = row;
            }
        }
    }
}

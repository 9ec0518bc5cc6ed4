using CostDashboard.Core.Events;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Events;

namespace CostDashboard.Storage.Traces;

/// <summary>Commits spans: reads what is stored of their traces, lets Core decide, writes what it decided.</summary>
/// <remarks>
/// Time grows with the spans of the batch and the stored spans of the traces that they touch, with the bounded number of reports that may be
/// about the same calls, and with the spend rows that these change; not with what is stored besides (but for the depth of the indices).
/// </remarks>
internal sealed class SpanStore(IDatabase database, OrganisationCalendar calendar, SeenReleases releases, TimeProvider clock) : ISpanStore
{
    private const int MostTries = 5;

    public async Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
    {
        if (spans.Count == 0)
        {
            return;
        }

        // Encoding is done before the writer's lock is taken, so that the next batch is encoded while this one waits for the disk.
        var batch = PackedBatch.Of(spans);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var session = await database.BeginAsync(cancellationToken);
                var news = await WriteAsync(session, batch, cancellationToken);
                await session.CommitAsync(cancellationToken);
                releases.Know(news);
                return;
            }
            catch (Exception error) when (database.IsCollision(error) && tries < MostTries)
            {
                // Rolled back as a whole; what the other one wrote is read by the next try.
            }
            catch (Exception error) when (database.IsUnavailable(error))
            {
                throw Unavailable.From(error);
            }
        }
    }

    private async Task<IReadOnlyDictionary<ReleaseKey, long>> WriteAsync(IWriteSession session, PackedBatch batch, CancellationToken cancellationToken)
    {
        var stored = await session.LoadAsync(batch.Traces, cancellationToken);
        var draft = CommitDraft.Of(stored.ToDictionary(t => t.Key, t => t.Value.Facts), batch.Spans);
        var others = await StoredClaims.AnswerAsync(session, draft, cancellationToken);
        var plan = draft.Plan(others.ToDictionary(t => t.Key, t => t.Value.Facts), calendar);
        var places = await PlacesAsync(session, stored, plan, cancellationToken);
        foreach (var (key, place) in TracePlace.Of(others))
        {
            places[key] = place;
        }

        await PlanRows.WriteAsync(session, plan, batch, places, calendar, cancellationToken);
        var news = releases.NewsOf(plan);
        await SeenReleases.WriteAsync(session, news, cancellationToken);
        return news;
    }

    private async Task<Dictionary<TraceKey, TracePlace>> PlacesAsync(
        IWriteSession session, Dictionary<TraceKey, StoredTrace> stored, CommitPlan plan, CancellationToken cancellationToken)
    {
        var fresh = plan.Traces.Where(t => t.IsNew).Select(t => (t.Key, t.Summary.Start)).ToList();
        var numbers = await TraceNumbers.AssignAsync(fresh, taken => session.FindTakenAsync(taken, cancellationToken));
        foreach (var (key, trace) in stored)
        {
            numbers[key] = trace.Number;
        }

        var now = UnixNanos.From(clock.GetUtcNow()).Value;
        return numbers.ToDictionary(number => number.Key, number => new TracePlace(number.Value, now));
    }
}

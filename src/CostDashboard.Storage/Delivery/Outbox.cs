using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Traces;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Delivery;

/// <inheritdoc />
internal sealed class Outbox(IDatabase database, OrganisationCalendar calendar) : IOutbox
{
    private const int MostSwept = 500;

    public Task<int> PlanAsync(IncidentNotice notice, UnixNanos now, CancellationToken cancellationToken) =>
        database.ChangeAsync(db => OutboxPlan.AddAsync(db, notice, calendar, now, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Guid>> TestAsync(IncidentNotice notice, int route, AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync<IReadOnlyList<Guid>>(
            async db =>
            {
                if (await DeliveryQueries.RouteById(db, notice.Project.Value, route).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } row)
                {
                    return [];
                }

                var (messages, name) = (new List<Guid>(), Guid.CreateVersion7(entry.At.ToDateTimeOffset()).ToString("N"));
                foreach (var planned in DeliveryPlan.OfTest(notice, RouteCode.ToRoute(row), name, entry.At))
                {
                    messages.Add(await OutboxPlan.AddAsync(db, planned, $"test {name}", entry.At, cancellationToken));
                }

                AuditLog.Add(db, entry);
                await db.SaveChangesAsync(cancellationToken);
                return messages;
            },
            cancellationToken);

    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(
        Guid node, UnixNanos now, UnixNanos leaseEnd, int most, int mostOfRoute, CancellationToken cancellationToken)
    {
        List<int> due;
        await using (var db = database.Open())
        {
            // Nothing is due nearly always: asking takes no turn among the writers.
            due = await DeliveryQueries.DueRoutes(db, now.Value).ToListAsync(cancellationToken);
        }

        return due.Count == 0
            ? []
            : await database.ChangeAsync(db => new OutboxClaim(db, calendar, node, now, leaseEnd).TakeAsync(due, most, mostOfRoute, cancellationToken), cancellationToken);
    }

    public Task<bool> EndAsync(ClaimedMessage claimed, Guid node, AttemptResult result, long nanoseconds, UnixNanos now, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                var detail = DeliveryDetailText(result.Detail);
                var row = await DeliveryQueries.ById(db, claimed.Message.Id).FirstOrDefaultAsync(cancellationToken);
                if (row is null)
                {
                    return false;
                }

                var isOurs = row.State is MessageState.Waiting && row.Node == node && row.Attempts == claimed.Attempt;
                var next = RetrySchedule.Next(row.Tries, result, row.Id, now);
                if (await db.DeliveryAttempts.FindAsync([row.Id, claimed.Attempt], cancellationToken) is { } attempt)
                {
                    attempt.Outcome = result.IsDelivered ? AttemptOutcome.Delivered : next is null ? AttemptOutcome.GivenUp : AttemptOutcome.Failed;
                    (attempt.Detail, attempt.Nanoseconds) = (detail, nanoseconds);
                }

                if (result.IsDelivered)
                {
                    // Whoever has it by now is told the same by the receiver, or the receiver knows the key.
                    (row.State, row.EndedAt, row.LastError, row.LeaseUntil, row.Node) = (MessageState.Delivered, now.Value, null, 0, null);
                }
                else if (isOurs && next is { } again)
                {
                    (row.DueAt, row.LastError, row.LeaseUntil, row.Node) = (again.Value, detail, 0, null);
                }
                else if (isOurs)
                {
                    (row.State, row.EndedAt, row.LastError, row.LeaseUntil, row.Node) = (MessageState.Dead, now.Value, detail, 0, null);
                }

                await db.SaveChangesAsync(cancellationToken);
                return isOurs;
            },
            cancellationToken);

    public async Task<DeliveryPage> GetAsync(DeliveryQuestion question, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DeliveryPage.MostRows);
        var before = cursor is null ? (long.MaxValue, long.MaxValue) : Place(cursor);
        await using var db = database.Open();
        var rows = await DeliveryQueries.Log(db, question, before, limit + 1).ToListAsync(cancellationToken);
        var states = await DeliveryQueries.States(db, question.Project.Value).ToDictionaryAsync(count => count.State, count => count.Count, cancellationToken);
        return new(
            [.. rows.Take(limit).Select(MessageCode.ToMessage)],
            rows.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{rows[limit - 1].PlannedAt}.{rows[limit - 1].TieBreak}") : null,
            states.GetValueOrDefault(MessageState.Dead),
            states.GetValueOrDefault(MessageState.Waiting));
    }

    public async Task<DeliveryDetail?> GetAsync(ProjectId project, Guid message, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        if (await DeliveryQueries.ById(db, message).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is not { } row || row.ProjectId != project.Value)
        {
            return null;
        }

        var attempts = await DeliveryQueries.Attempts(db, message).AsNoTracking().ToListAsync(cancellationToken);
        return new(
            MessageCode.ToMessage(row),
            await MessageCode.NoticesAsync(db, row, cancellationToken),
            [.. attempts.Select(a => new DeliveryAttempt(a.Number, new(a.At), a.Outcome, a.Detail, a.Nanoseconds))]);
    }

    public Task<int> ReplayAsync(ProjectId project, DeadMessages which, AuditEntry entry, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            async db =>
            {
                var count = await DeliveryQueries.Replayable(db, project.Value, which).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(m => m.State, MessageState.Waiting)
                        .SetProperty(m => m.DueAt, entry.At.Value)
                        .SetProperty(m => m.LeaseUntil, 0)
                        .SetProperty(m => m.Node, (Guid?)null)
                        .SetProperty(m => m.Tries, 0)
                        .SetProperty(m => m.EndedAt, (long?)null)
                        .SetProperty(m => m.DismissedAt, (long?)null)
                        .SetProperty(m => m.DismissedBy, (string?)null)
                        .SetProperty(m => m.DismissedWhy, (string?)null),
                    cancellationToken);
                return await WithEntryAsync(db, count, entry, cancellationToken);
            },
            cancellationToken);

    public Task<int> DismissAsync(ProjectId project, DeadMessages which, string reason, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (MessageDismissal.FindMistake(reason) is { } mistake)
        {
            throw new ArgumentException(mistake, nameof(reason));
        }

        var (by, why) = (entry.Bounded().Actor.Name, StorableText.Mend(reason.Trim()));
        return database.ChangeAsync(
            async db =>
            {
                var count = await DeliveryQueries.Dead(db, project.Value, which).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(m => m.State, MessageState.Dismissed)
                        .SetProperty(m => m.DueAt, entry.At.Value)
                        .SetProperty(m => m.DismissedAt, entry.At.Value)
                        .SetProperty(m => m.DismissedBy, by)
                        .SetProperty(m => m.DismissedWhy, why),
                    cancellationToken);
                return await WithEntryAsync(db, count, entry, cancellationToken);
            },
            cancellationToken);
    }

    public async Task<int> SweepAsync(UnixNanos before, CancellationToken cancellationToken)
    {
        Guid[] old;
        await using (var db = database.Open())
        {
            old = await DeliveryQueries.EndedBefore(db, before.Value, MostSwept).ToArrayAsync(cancellationToken);
        }

        return old.Length == 0
            ? 0
            : await database.ChangeAsync(
                async db =>
                {
                    await db.DeliveryNotices.Where(n => old.Contains(n.MessageId)).ExecuteDeleteAsync(cancellationToken);
                    await db.DeliveryAttempts.Where(a => old.Contains(a.MessageId)).ExecuteDeleteAsync(cancellationToken);
                    return await db.DeliveryMessages.Where(m => old.Contains(m.Id)).ExecuteDeleteAsync(cancellationToken);
                },
                cancellationToken);
    }

    private static async Task<int> WithEntryAsync(CostDb db, int count, AuditEntry entry, CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            AuditLog.Add(db, entry);
            await db.SaveChangesAsync(cancellationToken);
        }

        return count;
    }

    private static string DeliveryDetailText(string detail) =>
        StorableText.Mend(detail.Length > DeliveryAttempt.LongestDetail ? detail[..DeliveryAttempt.LongestDetail] : detail);

    private static (long At, long TieBreak) Place(string cursor) =>
        cursor.Split('.') is [var at, var tie]
        && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time)
        && long.TryParse(tie, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (time, number)
            : throw new FormatException("This is not a cursor that the delivery log gave. Ask again from the first page.");
}

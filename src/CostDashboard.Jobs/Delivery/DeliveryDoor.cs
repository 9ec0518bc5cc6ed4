using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Outbound;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Jobs.Delivery;

/// <summary>Where a message leaves the program.</summary>
public interface IDeliveryDoor
{
    /// <summary>Tries once, within a limit of time. What goes wrong with the receiver is the result; an exception is a fault of ours.</summary>
    Task<AttemptResult> DeliverAsync(ClaimedMessage message, UnixNanos now, CancellationToken cancellationToken);
}

/// <inheritdoc />
internal sealed class DeliveryDoor(
    SmtpOptions smtp, IOutboundPost outbound, ISecretBox secrets, ISpendQueries spend, DeliveryContext context, TimeProvider clock, ILogger<DeliveryDoor> log) : IDeliveryDoor
{
    private readonly Hook _hook = new(outbound, secrets);
    private readonly SmtpMail _mail = new(smtp);

    public async Task<AttemptResult> DeliverAsync(ClaimedMessage message, UnixNanos now, CancellationToken cancellationToken)
    {
        if (message.Route.Channel is not DeliveryChannel.Mail)
        {
            return await _hook.PostAsync(message, context, now, cancellationToken);
        }

        var first = message.Notices[0];
        var content = MailBody.Of(message, first.Series is null ? await HoursAsync(first, cancellationToken) : [], context);
        return await _mail.SendAsync(message.Message.Recipient, message.IdempotencyKey, content, clock, cancellationToken);
    }

    // A mail without its chart is better than none.
    private async Task<IReadOnlyList<HourOfSpend>> HoursAsync(IncidentNotice notice, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(notice, cancellationToken);
        }
        catch (Exception fault) when (fault is not (OutOfMemoryException or OperationCanceledException))
        {
            log.NoChart(fault, notice.Incident);
            return [];
        }
    }

    /// <summary>What the mail's chart shows: the hours up to the first change that it tells. They are read from totals, at most so many rows as hours.</summary>
    private async Task<IReadOnlyList<HourOfSpend>> ReadAsync(IncidentNotice notice, CancellationToken cancellationToken)
    {
        var to = context.Calendar.Next(notice.At, Grain.Hour);
        var from = to + -(SpendBars.Hours * UnixNanos.PerHour);
        var answer = await spend.AskAsync(
            new(notice.Project, from, to, Grain.Hour, [], notice.Step is { } step ? [new(Dimension.Step, [step])] : [], WithDistributions: false),
            cancellationToken);
        var costs = answer.Rows.ToDictionary(row => row.Start, row => row.Measures.CostNanoUsd);
        if (costs.Count == 0)
        {
            return [];
        }

        var hours = new List<HourOfSpend>();
        for (var at = from; at < to; at = context.Calendar.Next(at, Grain.Hour))
        {
            hours.Add(new(at, costs.GetValueOrDefault(at)));
        }

        return hours;
    }
}

internal static partial class DoorLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A mail of the incident {Incident} goes out without its chart.")]
    internal static partial void NoChart(this ILogger log, Exception fault, string incident);
}

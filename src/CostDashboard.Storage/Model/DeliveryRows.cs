using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>A <see cref="DeliveryRoute"/>.</summary>
internal sealed class DeliveryRouteRow
{
    public int Id { get; set; }

    public int ProjectId { get; set; }

    public string Name { get; set; } = "";

    /// <summary>As <see cref="Storage.Delivery.RouteCode"/> writes it; where it leads is encrypted within.</summary>
    public string Settings { get; set; } = "";

    /// <summary>One more with every change.</summary>
    public int Version { get; set; }
}

/// <summary>A <see cref="DeliveryMessage"/>, and who delivers it.</summary>
internal sealed class DeliveryMessageRow
{
    public Guid Id { get; set; }

    public int ProjectId { get; set; }

    public int RouteId { get; set; }

    public string Recipient { get; set; } = "";

    public MessageForm Form { get; set; }

    /// <summary>Unique for the route and recipient: what is told together finds its message by it.</summary>
    public string Group { get; set; } = "";

    public MessageState State { get; set; }

    public long PlannedAt { get; set; }

    /// <summary>Orders messages that were planned in the same moment.</summary>
    public long TieBreak { get; set; }

    public long DueAt { get; set; }

    /// <summary>Until then it is the node's; 0 where it is nobody's.</summary>
    public long LeaseUntil { get; set; }

    public Guid? Node { get; set; }

    public int Notices { get; set; }

    /// <summary>Tries in all, which numbers them.</summary>
    public int Attempts { get; set; }

    /// <summary>Tries since it was planned or replayed, by which it is given up.</summary>
    public int Tries { get; set; }

    public long? EndedAt { get; set; }

    public string? LastError { get; set; }

    /// <summary>These three of a <see cref="MessageDismissal"/>; null where it is not dismissed.</summary>
    public long? DismissedAt { get; set; }

    public string? DismissedBy { get; set; }

    public string? DismissedWhy { get; set; }
}

/// <summary>A change of an incident that a message tells.</summary>
internal sealed class DeliveryNoticeRow
{
    public Guid MessageId { get; set; }

    /// <summary>From 1, in the order in which they were planned.</summary>
    public int Number { get; set; }

    public int RouteId { get; set; }

    public string Recipient { get; set; } = "";

    /// <summary>Names the change: it is told once on a route.</summary>
    public string ChangeKey { get; set; } = "";

    /// <summary>As <see cref="Storage.Delivery.NoticeCode"/> writes it.</summary>
    public string Content { get; set; } = "";
}

/// <summary>A <see cref="DeliveryAttempt"/>.</summary>
internal sealed class DeliveryAttemptRow
{
    public Guid MessageId { get; set; }

    public int Number { get; set; }

    public long At { get; set; }

    public AttemptOutcome Outcome { get; set; }

    public string Detail { get; set; } = "";

    public long? Nanoseconds { get; set; }
}

internal static class DeliveryModel
{
    public const int LongestKey = 200;

    public static void Map(ModelBuilder model)
    {
        model.Entity<DeliveryRouteRow>(row =>
        {
            row.ToTable("DeliveryRoutes").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(RouteRules.LongestName);
            row.HasIndex(r => r.ProjectId);
        });
        model.Entity<DeliveryMessageRow>(row =>
        {
            row.ToTable("DeliveryMessages").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Recipient).HasMaxLength(RouteRules.LongestRecipient);
            row.Property(r => r.Group).HasMaxLength(LongestKey);
            row.Property(r => r.LastError).HasMaxLength(DeliveryAttempt.LongestDetail);
            row.Property(r => r.DismissedBy).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.DismissedWhy).HasMaxLength(MessageDismissal.LongestReason);
            row.HasIndex(r => new { r.RouteId, r.Recipient, r.Group }).IsUnique();
            row.HasIndex(r => new { r.State, r.DueAt });
            row.HasIndex(r => new { r.RouteId, r.EndedAt });
            row.HasIndex(r => new { r.ProjectId, r.PlannedAt });
        });
        model.Entity<DeliveryNoticeRow>(row =>
        {
            row.ToTable("DeliveryNotices").HasKey(r => new { r.MessageId, r.Number });
            row.Property(r => r.Recipient).HasMaxLength(RouteRules.LongestRecipient);
            row.Property(r => r.ChangeKey).HasMaxLength(LongestKey);
            row.HasIndex(r => new { r.RouteId, r.Recipient, r.ChangeKey }).IsUnique();
        });
        model.Entity<DeliveryAttemptRow>(row =>
        {
            row.ToTable("DeliveryAttempts").HasKey(r => new { r.MessageId, r.Number });
            row.Property(r => r.Detail).HasMaxLength(DeliveryAttempt.LongestDetail);
        });
    }
}

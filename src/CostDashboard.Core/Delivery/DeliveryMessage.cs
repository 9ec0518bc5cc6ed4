using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery;

/// <summary>How far a message is. The numbers are stored.</summary>
public enum MessageState : byte
{
    /// <summary>For its time, or for the next try.</summary>
    Waiting = 1,

    Delivered = 2,

    /// <summary>Given up, with the reason. It stays until somebody replays or dismisses it.</summary>
    Dead = 3,

    /// <summary>It was dead, and somebody said that it need not be told any more. It can be replayed for as long as the log keeps it.</summary>
    Dismissed = 4,
}

/// <summary>That a dead message need not be told any more.</summary>
/// <param name="By">Who said so.</param>
public sealed record MessageDismissal(UnixNanos At, string By, string Reason)
{
    public const int LongestReason = 500;

    /// <summary>What is wrong with a reason, as a sentence; null when nothing is.</summary>
    public static string? FindMistake(string reason) =>
        reason.Trim().Length is 0 or > LongestReason ? $"Say in 1 to {LongestReason} characters why it need not be told any more; the log keeps it." : null;
}

/// <summary>Dead messages of a project.</summary>
/// <param name="Message">One; null for all.</param>
/// <param name="Route">Those of a route, which may be deleted; null for all.</param>
public sealed record DeadMessages(Guid? Message = null, int? Route = null);

/// <summary>A message of the outbox.</summary>
/// <param name="Id">Also its idempotency key: the same through every try, replay and crash.</param>
/// <param name="Notices">How many changes it tells.</param>
/// <param name="Attempts">How often it was tried, also where the program ended before it knew what came of it.</param>
/// <param name="LastError">Of the last try, in a sentence; null where there was none or it went well.</param>
public sealed record DeliveryMessage(
    Guid Id,
    ProjectId Project,
    int Route,
    string Recipient,
    MessageForm Form,
    MessageState State,
    UnixNanos Planned,
    UnixNanos Due,
    int Notices,
    int Attempts,
    UnixNanos? Ended,
    string? LastError)
{
    /// <summary>Of dismissed messages.</summary>
    public MessageDismissal? Dismissal { get; init; }
}

/// <summary>What came of a try. The numbers are stored.</summary>
public enum AttemptOutcome : byte
{
    /// <summary>It is under way; or the program ended during it, and whether it arrived is unknown.</summary>
    Begun = 1,

    Delivered = 2,

    /// <summary>It will be tried again.</summary>
    Failed = 3,

    /// <summary>Trying again would not help, or it was tried long enough.</summary>
    GivenUp = 4,
}

/// <summary>A try, as the log keeps it.</summary>
/// <param name="Detail">What the receiver answered, by number, or why there was no answer. Never a secret, nothing of the answer's content.</param>
/// <param name="Nanoseconds">How long it took; null while it is not known.</param>
public sealed record DeliveryAttempt(int Number, UnixNanos At, AttemptOutcome Outcome, string Detail, long? Nanoseconds)
{
    public const int LongestDetail = 500;
}

/// <summary>A message that one node alone may deliver until its lease ends.</summary>
/// <param name="Attempt">The number of this try.</param>
/// <param name="Notices">The first ones, at most <see cref="MostShown"/>, in the order in which they were planned.</param>
/// <param name="Count">How many changes it tells in all.</param>
public sealed record ClaimedMessage(DeliveryMessage Message, DeliveryRoute Route, int Attempt, IReadOnlyList<IncidentNotice> Notices, int Count)
{
    /// <summary>Changes that a message tells one by one; of more it says how many.</summary>
    public const int MostShown = 20;

    /// <summary>As receivers get it: the same for each try.</summary>
    public string IdempotencyKey => Message.Id.ToString("N");
}

/// <summary>What came of one try, as the channel tells it.</summary>
/// <param name="Detail">See <see cref="DeliveryAttempt.Detail"/>.</param>
/// <param name="MayHelp">Whether it is worth another try; false with a failure gives the message up.</param>
/// <param name="RetryAfter">Nanoseconds for which the receiver asks to be left alone; null where it says nothing.</param>
public sealed record AttemptResult(bool IsDelivered, string Detail, bool MayHelp = true, long? RetryAfter = null);

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Access;

/// <summary>Who changed something.</summary>
/// <param name="UserId">Null where no person did: the program itself.</param>
/// <param name="Name">The mail address at that time, so that the log still says who it was when the user is gone.</param>
public sealed record AuditActor(Guid? UserId, string Name)
{
    /// <summary>As long as a mail address can be (RFC 5321).</summary>
    public const int LongestName = 254;

    /// <summary>The program, where it goes on with something by itself.</summary>
    public static AuditActor Program { get; } = new(null, "CostDashboard");
}

/// <summary>One change, as the audit log keeps it for good.</summary>
/// <param name="Action">What was done, as <c>thing.verb</c> in lower case: <c>repricing.apply</c>, <c>override.create</c>.</param>
/// <param name="Subject">What it was done to, in words that a person recognises.</param>
/// <param name="Details">More, as a line of text or a small JSON object; never a secret, never prompt text. Empty for nothing.</param>
/// <remarks>Texts beyond their limit are cut, and end in an ellipsis then: a change must not fail because of its entry.</remarks>
public sealed record AuditEntry(UnixNanos At, AuditActor Actor, string Action, string Subject, string Details = "")
{
    public const int LongestAction = 100;
    public const int LongestSubject = 200;
    public const int LongestDetails = 4_000;

    /// <summary>The same entry within its limits.</summary>
    public AuditEntry Bounded() => new(
        At,
        Actor with { Name = Cut(Actor.Name, AuditActor.LongestName) },
        Cut(Action, LongestAction),
        Cut(Subject, LongestSubject),
        Cut(Details, LongestDetails));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}

/// <summary>A page of the log, newest first.</summary>
/// <param name="Next">The cursor of the page after; null on the last one.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, string? Next)
{
    public const int MostRows = 200;
}

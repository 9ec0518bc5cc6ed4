using System.Diagnostics;
using CostDashboard.Core.Access;

namespace CostDashboard.Web.Features.Keys;

/// <summary>The rights of keys in words.</summary>
internal static class KeyRightText
{
    private const string OfItsOwn = "A key that sends spans stands in many places: make one of its own for it.";

    /// <summary>In names of forms and of entries in the audit log.</summary>
    internal static string CodeOf(KeyRight right) => right switch
    {
        KeyRight.ReadContent => "content",
        KeyRight.ChangeRules => "rules",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a key may do beside what every key may.</summary>
    internal static string Of(ApiKey key) =>
        Enum.GetValues<KeyRight>().Where(key.Has).Select(NameOf).ToList() is { Count: > 0 } names ? string.Join(", ", names) : "nothing else";

    /// <summary>What giving or taking a right means: goes on after "whoever uses the key".</summary>
    internal static string Consequence(ApiKey key, KeyRight right) => (right, key.Has(right)) switch
    {
        (KeyRight.ReadContent, true) => "is not given prompts, completions and tools' payloads any more.",
        (KeyRight.ReadContent, false) => $"can ask the API for prompts, completions and tools' payloads that the project keeps. {OfItsOwn}",
        (KeyRight.ChangeRules, true) => "cannot change budgets, alert rules and incidents any more.",
        (KeyRight.ChangeRules, false) => $"can change the project's budgets and alert rules, and acknowledge, resolve or mark as expected its incidents. {OfItsOwn}",
        _ => throw new UnreachableException(),
    };

    /// <summary>What a button does: goes on after "let" or "keep" and the key's name.</summary>
    internal static string Asked(ApiKey key, KeyRight right) => key.Has(right)
        ? right is KeyRight.ReadContent ? "from content" : "from rules"
        : NameOf(right);

    private static string NameOf(KeyRight right) => right is KeyRight.ReadContent ? "read content" : "change rules";
}

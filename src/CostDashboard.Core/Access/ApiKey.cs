using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Access;

/// <summary>A key that sends spans to one project and asks for its costs. Only the SHA-256 of the secret is ever stored.</summary>
/// <param name="Id">Number of the key; 0 stands for "no key" in spans that came another way.</param>
/// <param name="Name">What people call it; also the value of the dimension "API key".</param>
/// <param name="Prefix">The first characters of the secret, so that a person recognises it in a list.</param>
public sealed record ApiKey(int Id, ProjectId Project, string Name, string Prefix, UnixNanos CreatedAt, UnixNanos? LastUsedAt, UnixNanos? RevokedAt)
{
    public const int LongestName = 100;

    public bool IsActive => RevokedAt is null;

    /// <summary>The key's public half, for clients that send a pair (those of Langfuse). It says nothing of the secret, which is the other half and opens alone.</summary>
    public string PublicKey => string.Create(CultureInfo.InvariantCulture, $"pk-lf-{Id}");

    /// <summary>See <see cref="KeyRight.ReadContent"/>.</summary>
    public bool MayReadContent { get; init; }

    /// <summary>See <see cref="KeyRight.ChangeRules"/>.</summary>
    public bool MayChangeRules { get; init; }

    public bool Has(KeyRight right) => right switch
    {
        KeyRight.ReadContent => MayReadContent,
        KeyRight.ChangeRules => MayChangeRules,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>What an administrator may let a key do beside sending and asking for costs. A new key has no such right: it stands in the settings of every sender.</summary>
public enum KeyRight
{
    /// <summary>To ask for prompts, completions and tools' payloads.</summary>
    ReadContent,

    /// <summary>To change what its project is told of: its budgets and alert rules, and what people say of its incidents.</summary>
    ChangeRules,
}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Content;

/// <summary>Whether a project keeps what its prompts, completions and tools say, for how long, who may read it, and what is taken out of it before.</summary>
public sealed record ContentSettings
{
    public const int LeastDays = 1;
    public const int MostDays = 90;
    public const int MostPatterns = 20;

    /// <summary>What holds for a project until somebody changes it: nothing is kept.</summary>
    public static ContentSettings Off { get; } = new();

    /// <summary>Texts on all spans but those of tools: prompts, completions, retrieved documents. What a message carries of tool calls belongs to the message.</summary>
    public bool KeepsMessages { get; init; }

    /// <summary>Texts on the spans of tools: arguments and results.</summary>
    public bool KeepsTools { get; init; }

    /// <summary>Days from the arrival of a text until it is deleted; spans and totals stay.</summary>
    public int Days { get; init; } = 14;

    /// <summary>The least role that may read it.</summary>
    public Role Readers { get; init; } = Role.Administrator;

    /// <summary>The rules that come with the program and are applied.</summary>
    public IReadOnlyList<BuiltInRule> Rules { get; init; } = [BuiltInRule.Secrets, BuiltInRule.Mails, BuiltInRule.Cards];

    /// <summary>The project's own rules.</summary>
    public IReadOnlyList<RedactionPattern> Patterns { get; init; } = [];

    /// <summary>What arrived before is deleted, whatever its age; null where nobody asked for that.</summary>
    public UnixNanos? DeletedBefore { get; init; }

    /// <summary>Whether anything is kept at all.</summary>
    public bool Captures => KeepsMessages || KeepsTools;

    /// <summary>What arrived before this moment is not shown any more, and is deleted.</summary>
    public UnixNanos Cutoff(UnixNanos now)
    {
        var byAge = now + (-Days * UnixNanos.PerDay);
        return DeletedBefore is { } asked && asked > byAge ? asked : byAge;
    }

    public bool MayBeReadBy(Role role) => role >= Readers;

    /// <summary>What is wrong with it, in a sentence that names the field and says what to do; null for nothing.</summary>
    public string? FindMistake()
    {
        if (Days is < LeastDays or > MostDays)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Days: content is kept for {LeastDays} to {MostDays} days, not {Days}.");
        }

        if (!Enum.IsDefined(Readers))
        {
            return "Readers: there is no such role. Choose one of the list.";
        }

        if (Rules.Any(rule => !Enum.IsDefined(rule)))
        {
            return "Rules: there is no such rule. Choose of the list.";
        }

        if (Patterns.Count > MostPatterns)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Patterns: a project has at most {MostPatterns}. Join some with '|'.");
        }

        if (Patterns.GroupBy(pattern => pattern.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return $"Patterns: two are called '{twice.Key}'. Give each a name of its own, since it stands where the text was.";
        }

        return Patterns.Select(pattern => pattern.FindMistake()).OfType<string>().FirstOrDefault();
    }

    public bool Equals(ContentSettings? other) =>
        other is not null && KeepsMessages == other.KeepsMessages && KeepsTools == other.KeepsTools && Days == other.Days && Readers == other.Readers
        && DeletedBefore == other.DeletedBefore && Rules.SequenceEqual(other.Rules) && Patterns.SequenceEqual(other.Patterns);

    public override int GetHashCode() => HashCode.Combine(KeepsMessages, KeepsTools, Days, Readers, Rules.Count, Patterns.Count, DeletedBefore);
}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>What a budget is for: the spans with one value in one dimension.</summary>
/// <param name="Value">As the totals know it: of a key its number, of a kind its name. Empty for spans that name none.</param>
/// <param name="TagKey">Which tag, where the dimension is <see cref="Spend.Dimension.Tag"/>.</param>
public sealed record BudgetScope(Dimension Dimension, string Value, string? TagKey = null)
{
    /// <summary>Users and tags are totalled by the day.</summary>
    public bool IsDaily => Dimension is Dimension.User or Dimension.Tag;

    /// <summary>What asks the totals, and opens the spans, of this and of nothing else.</summary>
    public SpendFilter Filter => new(Dimension, [Value], TagKey);
}

/// <summary>How much may be spent in a period by a project, or by one customer, feature, key, user or other value within it.</summary>
/// <param name="Id">0 before it is stored.</param>
/// <param name="Name">What people call it; no two of a project have the same, without regard to case. Hostile.</param>
/// <param name="Scope">Null for the whole project.</param>
/// <param name="AmountNanoUsd">For each period, before what is carried over.</param>
/// <param name="Thresholds">Per cent of what a period may spend, rising. Reaching one is an incident.</param>
/// <param name="CarriesOver">
/// What the period before left of its amount comes to the amount of this one: <c>max(0, amount − spent in the period before)</c>. What that period had carried
/// over itself does not count, so at most the amount is carried, once; what it spent too much is not taken away. Nothing is carried from periods that
/// ended before <paramref name="Since"/>. A change of the amount holds for both periods.
/// </param>
/// <param name="Since">The day in the organisation's zone on which it was made.</param>
/// <param name="Version">1 when it is new; one more with every change.</param>
public sealed record Budget(
    int Id,
    ProjectId Project,
    string Name,
    BudgetScope? Scope,
    long AmountNanoUsd,
    BudgetPeriod Period,
    IReadOnlyList<int> Thresholds,
    bool CarriesOver,
    DateOnly Since,
    int Version = 0)
{
    public const int MostOfProject = 100;
    public const int LongestName = 100;

    /// <summary>A billion dollars.</summary>
    public const long LargestNanoUsd = 1_000_000_000_000_000_000;

    public const int MostThresholds = 5;
    public const int LargestThreshold = 200;

    /// <summary>Those of a budget that states none.</summary>
    public static IReadOnlyList<int> UsualThresholds { get; } = [50, 80, 100];

    /// <summary>What spend can be limited by. What has no known price has no amount, and a budget is of one project anyway.</summary>
    public static IReadOnlyList<Dimension> Dimensions { get; } =
    [
        Dimension.Customer, Dimension.Feature, Dimension.ApiKey, Dimension.User, Dimension.Step, Dimension.Model, Dimension.Environment, Dimension.Service,
        Dimension.Provider, Dimension.Kind, Dimension.Release, Dimension.Tag,
    ];

    /// <summary>What is wrong with it, in a sentence that says what to do; null for nothing.</summary>
    public string? FindMistake() => this switch
    {
        { Name.Length: 0 or > LongestName } => $"A budget has a name of 1 to {LongestName} characters.",
        _ when Name.Any(char.IsControl) || Name.Trim() != Name => "A name has no control characters, and begins and ends with something to see.",
        { AmountNanoUsd: < 1 or > LargestNanoUsd } => "An amount is more than $0 and at most $1,000,000,000.",
        _ when !Enum.IsDefined(Period) => "A period is a day, a week, a month or a quarter.",
        { Thresholds.Count: 0 or > MostThresholds } => $"A budget has 1 to {MostThresholds} thresholds.",
        _ when Thresholds.Any(percent => percent is < 1 or > LargestThreshold) => $"A threshold is a whole number of per cent from 1 to {LargestThreshold}.",
        _ when Thresholds.Zip(Thresholds.Skip(1)).Any(pair => pair.First >= pair.Second) => "Each threshold is named once, the lowest first.",
        { Scope: { } scope } => MistakeIn(scope),
        _ => null,
    };

    private static string? MistakeIn(BudgetScope scope) => scope switch
    {
        _ when !Dimensions.Contains(scope.Dimension) => "Spend cannot be limited by this. Choose one of the list.",
        { Value.Length: > SpendKey.LongestValue } => string.Create(CultureInfo.InvariantCulture, $"A value has at most {SpendKey.LongestValue} characters."),
        { Dimension: Dimension.Tag, TagKey: null or { Length: 0 or > Access.Project.LongestName } } => $"Name the tag, in 1 to {Access.Project.LongestName} characters.",
        _ when scope.Dimension is not Dimension.Tag && scope.TagKey is not null => "Only a tag has a name of its own.",
        _ => null,
    };

    public bool Equals(Budget? other) =>
        other is not null && Id == other.Id && Project == other.Project && Name == other.Name && Scope == other.Scope && AmountNanoUsd == other.AmountNanoUsd
        && Period == other.Period && Thresholds.SequenceEqual(other.Thresholds) && CarriesOver == other.CarriesOver && Since == other.Since && Version == other.Version;

    public override int GetHashCode() => HashCode.Combine(Id, Project, Name, Version);
}

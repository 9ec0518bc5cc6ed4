using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Rules;

/// <summary>When a window breaks a rule. The numbers are stored.</summary>
public enum AlertCondition : byte
{
    /// <summary>The figure is more than the limit.</summary>
    Above = 1,

    /// <summary>The figure is less than the limit; where nothing is there, a sum is zero.</summary>
    Below = 2,

    /// <summary>It is more than in the window before, by more than the limit as a share of that.</summary>
    RisesFromBefore = 3,

    /// <summary>It is less than in the window before, by more than the limit as a share of that.</summary>
    FallsFromBefore = 4,

    /// <summary>As <see cref="RisesFromBefore"/>, against the same time of the week before.</summary>
    RisesFromWeekBefore = 5,

    /// <summary>As <see cref="FallsFromBefore"/>, against the same time of the week before.</summary>
    FallsFromWeekBefore = 6,
}

/// <summary>What a rule is applied to each value of, by itself.</summary>
/// <param name="TagKey">Which tag, where the dimension is <see cref="Spend.Dimension.Tag"/>.</param>
public sealed record AlertGrouping(Dimension Dimension, string? TagKey = null);

/// <summary>A rule that somebody wrote: it opens an incident while a figure of spend does what it says.</summary>
/// <param name="Id">0 before it is stored.</param>
/// <param name="Name">What people call it; no two of a project have the same, without regard to case. Hostile.</param>
/// <param name="Figure">The name of a <see cref="SpendFigure"/>.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="By">One incident for each value; null for all together.</param>
/// <param name="Limit">In the unit of the figure: nano-dollars, nanoseconds, a count, a share of 1. Of a change, a share of what is compared with: 0.5 is 50 %.</param>
/// <param name="WindowMinutes">One of <see cref="AlertWindow.Lengths"/>.</param>
/// <param name="FloorNanoUsd">
/// A window breaks nothing where it, and the one that it is compared with (of <see cref="AlertCondition.Below"/>: the one before), cost less: cents alarm nobody. 0 for no floor.
/// </param>
/// <param name="Since">When it was made or last changed: windows that ended before open nothing.</param>
/// <param name="Version">1 when it is new; one more with every change.</param>
public sealed record AlertRule(
    int Id,
    ProjectId Project,
    string Name,
    string Figure,
    IReadOnlyList<SpendFilter> Filters,
    AlertGrouping? By,
    AlertCondition Condition,
    decimal Limit,
    int WindowMinutes,
    long FloorNanoUsd,
    IncidentSeverity Severity,
    bool IsOn,
    UnixNanos Since,
    int Version = 0)
{
    public const int MostOfProject = 100;
    public const int LongestName = 100;
    public const int MostFilters = 5;
    public const int MostFilterValues = 20;

    /// <summary>Values of <see cref="By"/> that are looked at in a window: those with the greatest figure.</summary>
    public const int MostValues = 200;

    /// <summary>Of limits, in every unit.</summary>
    public const decimal LargestLimit = 1_000_000_000_000_000_000m;

    /// <summary>A rise to a thousand times what it was.</summary>
    public const decimal LargestRise = 1_000m;

    public const long LargestFloorNanoUsd = 1_000_000_000_000_000;

    public SpendFigure? Watches => SpendFigure.Find(Figure);

    public bool ComparesWithBefore => Condition is AlertCondition.RisesFromBefore or AlertCondition.FallsFromBefore;

    public bool ComparesWithWeekBefore => Condition is AlertCondition.RisesFromWeekBefore or AlertCondition.FallsFromWeekBefore;

    /// <summary>The limit is a share of what is compared with.</summary>
    public bool IsChange => ComparesWithBefore || ComparesWithWeekBefore;

    /// <summary>Less breaks it, not more.</summary>
    public bool IsOfLess => Condition is AlertCondition.Below or AlertCondition.FallsFromBefore or AlertCondition.FallsFromWeekBefore;

    /// <summary>Of users or tags, which are totalled by the day.</summary>
    public bool IsDaily => Dimensions.Any(dimension => dimension is Dimension.User or Dimension.Tag);

    /// <summary>All that it is grouped by or filtered on.</summary>
    public IEnumerable<Dimension> Dimensions => Filters.Select(filter => filter.Dimension).Concat(By is null ? [] : [By.Dimension]);

    /// <summary>What is wrong with it, in a sentence that says what to do; null for nothing.</summary>
    public string? FindMistake() => this switch
    {
        { Name.Length: 0 or > LongestName } => $"A rule has a name of 1 to {LongestName} characters.",
        _ when Name.Any(char.IsControl) || Name.Trim() != Name => "A name has no control characters, and begins and ends with something to see.",
        { Watches: null } => "There is no such figure. Choose one of the list.",
        _ when !Enum.IsDefined(Condition) || !Enum.IsDefined(Severity) => "There is no such condition or severity. Choose one of the list.",
        _ when !AlertWindow.Lengths.Contains(WindowMinutes) => $"A window lasts {string.Join(", ", AlertWindow.Lengths.Select(AlertWindow.Text))}.",
        { Filters.Count: > MostFilters } => $"A rule has at most {MostFilters} filters.",
        _ when Filters.Any(filter => filter.Values.Count is 0 or > MostFilterValues) => $"A filter has 1 to {MostFilterValues} values.",
        _ when Filters.SelectMany(filter => filter.Values).Any(value => value.Length > SpendKey.LongestValue) =>
            string.Create(CultureInfo.InvariantCulture, $"A value has at most {SpendKey.LongestValue} characters."),
        _ when Dimensions.Any(dimension => dimension is Dimension.Project || !Enum.IsDefined(dimension)) => "A rule is of one project; filter and group by something within it.",
        { FloorNanoUsd: < 0 or > LargestFloorNanoUsd } => "A floor is from $0 to $1,000,000.",
        _ => MistakeInLimit() ?? MistakeInDays() ?? Watches!.WhyNot(Dimensions),
    };

    private string? MistakeInLimit() => this switch
    {
        { IsChange: true, IsOfLess: true } when Limit is <= 0 or > 1 => "A fall is more than 0 % and at most 100 %.",
        { IsChange: true, IsOfLess: false } when Limit is <= 0 or > LargestRise => "A rise is more than 0 % and at most 100,000 %.",
        { Condition: AlertCondition.Below, Limit: <= 0 } => "Nothing is less than that. Choose a limit above zero.",
        { Limit: < 0 or > LargestLimit } => "A limit is not negative, and not beyond what can be counted.",
        _ => null,
    };

    private string? MistakeInDays()
    {
        if (!IsDaily)
        {
            return null;
        }

        var keys = Filters.Select(filter => (filter.Dimension, filter.TagKey)).Concat(By is null ? [] : [(By.Dimension, By.TagKey)]).Distinct().ToList();
        return keys.Count > 1 ? "Users and tags are totalled by themselves, not together with another dimension: filter and group by one of them alone."
            : keys[0] is (Dimension.Tag, null or "") ? "Name the tag."
            : WindowMinutes < AlertWindow.OfDay ? "Users and tags are totalled by the day: choose a window of 1 day or 1 week."
            : null;
    }

    public bool Equals(AlertRule? other) =>
        other is not null && Id == other.Id && Project == other.Project && Name == other.Name && Figure == other.Figure && Filters.SequenceEqual(other.Filters) && By == other.By
        && Condition == other.Condition && Limit == other.Limit && WindowMinutes == other.WindowMinutes && FloorNanoUsd == other.FloorNanoUsd && Severity == other.Severity
        && IsOn == other.IsOn && Since == other.Since && Version == other.Version;

    public override int GetHashCode() => HashCode.Combine(Id, Project, Name, Version);
}

namespace CostDashboard.Core.Access;

/// <summary>The number of a project: the tenant boundary of every span, key and total.</summary>
public readonly record struct ProjectId(int Value);

/// <summary>A project as people see it. <paramref name="TagKeys"/> are the span attributes that are totalled per day as tags, at most <see cref="MostTagKeys"/>.</summary>
public sealed record Project(ProjectId Id, string Name, IReadOnlyList<string> TagKeys)
{
    public const int MostTagKeys = 5;
    public const int LongestName = 100;
}

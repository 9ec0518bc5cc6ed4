namespace CostDashboard.Core.Access;

/// <summary>The number of a project: the tenant boundary of every span, key and total.</summary>
public readonly record struct ProjectId(int Value);

/// <summary>A project as people see it. <paramref name="TagKeys"/> are the names of its tags, which are totalled per day; its <c>AttributeMapping</c> says where they are taken from.</summary>
public sealed record Project(ProjectId Id, string Name, IReadOnlyList<string> TagKeys)
{
    public const int LongestName = 100;
}

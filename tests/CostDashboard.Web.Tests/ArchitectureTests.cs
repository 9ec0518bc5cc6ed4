using System.Reflection;

namespace CostDashboard.Web.Tests;

public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> s_mayReference = new()
    {
        ["CostDashboard.Core"] = [],
        ["CostDashboard.Ingest"] = ["CostDashboard.Core"],
        ["CostDashboard.Storage"] = ["CostDashboard.Core"],
        ["CostDashboard.Web"] = ["CostDashboard.Core", "CostDashboard.Ingest", "CostDashboard.Storage"],
    };

    public static TheoryData<string> Projects => [.. s_mayReference.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_map_allows(string project) =>
        Assert.Empty(Forbidden(Assembly.Load(project), s_mayReference[project]));

    [Fact]
    public void The_guard_sees_a_forbidden_reference() =>
        Assert.Contains("CostDashboard.Web", Forbidden(typeof(ArchitectureTests).Assembly, allowed: []));

    [Fact]
    public void The_map_knows_every_project() =>
        Assert.Equal(
            s_mayReference.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(AppContext.BaseDirectory, "CostDashboard.*.dll")
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => name is not ("CostDashboard.TestKit" or "CostDashboard.Web.Tests"))
                .Order(StringComparer.Ordinal));

    private static IEnumerable<string> Forbidden(Assembly assembly, string[] allowed) =>
        assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CostDashboard.", StringComparison.Ordinal))
            .Except(allowed, StringComparer.Ordinal);
}

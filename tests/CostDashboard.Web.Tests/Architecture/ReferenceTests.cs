using System.Reflection;

namespace CostDashboard.Web.Tests.Architecture;

public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> s_mayReference = new()
    {
        ["CostDashboard.Core"] = [],
        ["CostDashboard.Ingest"] = ["CostDashboard.Core"],
        ["CostDashboard.Jobs"] = ["CostDashboard.Core"],
        ["CostDashboard.Mcp"] = ["CostDashboard.Core"],
        ["CostDashboard.Storage"] = ["CostDashboard.Core"],
        ["CostDashboard.Web"] = ["CostDashboard.Core", "CostDashboard.Ingest", "CostDashboard.Jobs", "CostDashboard.Mcp", "CostDashboard.Storage"],
    };

    public static TheoryData<string> Projects => [.. s_mayReference.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_map_allows(string project) =>
        Assert.Empty(Forbidden(Assembly.Load(project), s_mayReference[project]));

    [Fact]
    public void The_guard_sees_a_forbidden_reference() =>
        Assert.Contains("CostDashboard.Web", Forbidden(typeof(ReferenceTests).Assembly, allowed: []));

    [Fact]
    public void The_map_knows_every_project() =>
        Assert.Equal(
            s_mayReference.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(AppContext.BaseDirectory, "CostDashboard.*.dll")
                .Select(Path.GetFileNameWithoutExtension)
                .Where(name => name is not ("CostDashboard.TestKit" or "CostDashboard.Web.Tests"))
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("CostDashboard.Core")]
    [InlineData("CostDashboard.Ingest")]
    [InlineData("CostDashboard.Jobs")]
    [InlineData("CostDashboard.Mcp")]
    [InlineData("CostDashboard.Web")]
    public void Nobody_but_the_storage_can_name_a_database(string project) => Assert.Empty(OfDatabases(Assembly.Load(project)));

    [Fact]
    public void The_guard_sees_who_names_a_database() => Assert.NotEmpty(OfDatabases(Assembly.Load("Microsoft.EntityFrameworkCore.Relational")));

    [Fact]
    public void Only_hosting_names_the_other_projects() =>
        Assert.Empty(
            from file in SourceTree.Files("src/CostDashboard.Web")
            where !file.Path.Contains("/Hosting/", StringComparison.Ordinal) && NamesAnotherProject(file.Text)
            select file.Path);

    [Theory]
    [InlineData("using CostDashboard.Ingest.Pipeline;", true)]
    [InlineData("using CostDashboard.Jobs.Work;", true)]
    [InlineData("@inject CostDashboard.Storage.IStorageStartup Startup", true)]
    [InlineData("using CostDashboard.Core.Spend;", false)]
    public void The_guard_sees_who_names_another_project(string line, bool isSeen) => Assert.Equal(isSeen, NamesAnotherProject(line));

    private static IEnumerable<string> Forbidden(Assembly assembly, string[] allowed) =>
        assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("CostDashboard.", StringComparison.Ordinal))
            .Except(allowed, StringComparer.Ordinal);

    private static IEnumerable<string> OfDatabases(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name.Contains("Sqlite", StringComparison.Ordinal) || name.Contains("SqlClient", StringComparison.Ordinal));

    private static bool NamesAnotherProject(string text) =>
        s_mayReference["CostDashboard.Web"].Any(project => project != "CostDashboard.Core" && text.Contains(project, StringComparison.Ordinal));
}

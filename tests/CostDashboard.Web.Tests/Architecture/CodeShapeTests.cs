using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Tests.Architecture;

/// <summary>Rules about the shape of the code; beside each stands a test that has seen it fail.</summary>
public sealed partial class CodeShapeTests
{
    private const int MostLines = 300;

    // What a tool writes is as long as it is.
    private static readonly string[] s_generated = ["/Migrations/"];

    public static TheoryData<string> Projects => ["CostDashboard.Core", "CostDashboard.Ingest", "CostDashboard.Jobs", "CostDashboard.Mcp", "CostDashboard.Storage", "CostDashboard.Web"];

    [Fact]
    public void A_file_ends_at_300_lines() =>
        Assert.Empty(
            from file in SourceTree.Files("src").Concat(SourceTree.Files("tests"))
            where !s_generated.Any(part => file.Path.Contains(part, StringComparison.Ordinal)) && IsTooLong(file)
            select file.Path);

    [Fact]
    public void The_guard_sees_a_file_that_is_too_long()
    {
        Assert.True(IsTooLong(new("x.cs", new string('\n', MostLines + 1))));
        Assert.False(IsTooLong(new("x.cs", new string('\n', MostLines))));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_class_is_sealed_unless_something_derives_from_it(string project) => Assert.Empty(Open(Assembly.Load(project).GetTypes()));

    [Fact]
    public void The_guard_sees_a_class_that_is_open() => Assert.Equal([typeof(OpenClass).FullName!], Open([typeof(OpenClass), typeof(CodeShapeTests)]));

    [Fact]
    public void The_core_waits_for_nothing() => Assert.Empty(Waiting(Assembly.Load("CostDashboard.Core").GetTypes()));

    [Fact]
    public void The_guard_sees_who_waits() => Assert.Equal([nameof(WaitingClass.WaitsAsync), nameof(WaitingClass.PassesOnAsync)], Waiting([typeof(WaitingClass)]));

    [Fact]
    public void The_core_knows_no_time_of_its_own() =>
        Assert.Empty(from file in SourceTree.Files("src/CostDashboard.Core") where Clock().IsMatch(file.Text) select file.Path);

    [Theory]
    [InlineData("var now = time.GetUtcNow();", true)]
    [InlineData("internal sealed class Pricer(TimeProvider time)", true)]
    [InlineData("Stopwatch.GetTimestamp()", true)]
    [InlineData("TimeZoneInfo.ConvertTime(time, Zone)", false)]
    public void The_guard_sees_a_clock(string line, bool isSeen) => Assert.Equal(isSeen, Clock().IsMatch(line));

    [Fact]
    public void The_core_takes_no_package() =>
        Assert.DoesNotContain("PackageReference", File.ReadAllText(ProjectFile("CostDashboard.Core")), StringComparison.Ordinal);

    [Fact]
    public void The_guard_sees_a_package() =>
        Assert.Contains("PackageReference", File.ReadAllText(ProjectFile("CostDashboard.Storage")), StringComparison.Ordinal);

    private static bool IsTooLong(SourceTree.SourceFile file) => file.Lines > MostLines;

    // What the Razor compiler makes of a file without code-behind cannot be sealed, and migrations are written by a tool.
    private static IEnumerable<string> Open(IReadOnlyCollection<Type> types) =>
        from type in types
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
        where !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !typeof(ComponentBase).IsAssignableFrom(type) && type.Name != "_Imports"
        where type.Namespace?.StartsWith("CostDashboard", StringComparison.Ordinal) == true && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal)
        where !types.Any(other => other.BaseType == type)
        select type.FullName!;

    // Ports are interfaces, and promise tasks; nothing in the core may make or await one.
    private static IEnumerable<string> Waiting(IEnumerable<Type> types) =>
        from type in types
        where !type.IsInterface
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal)
        select method.Name;

    private static string ProjectFile(string project) =>
        Path.Combine(SourceTree.Root, "src", project, $"{project}.csproj");

    [GeneratedRegex(@"TimeProvider|GetUtcNow|Stopwatch|Environment\.TickCount|DateTime(Offset)?\.(Utc)?Now")]
    private static partial Regex Clock();

    private static class WaitingClass
    {
        internal static async Task WaitsAsync() => await Task.Yield();

        internal static Task PassesOnAsync() => WaitsAsync();
    }

    // Open on purpose: the guard has to see one.
#pragma warning disable CA1852
    private class OpenClass;
#pragma warning restore CA1852
}

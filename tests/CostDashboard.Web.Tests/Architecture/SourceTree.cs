namespace CostDashboard.Web.Tests.Architecture;

/// <summary>The sources as they lie in the repository, for rules that no compiler checks.</summary>
internal static class SourceTree
{
    private static readonly string[] s_notOurs = ["/bin/", "/obj/", "/node_modules/", "/wwwroot/lib/", "/wwwroot/_framework/"];

    internal sealed record SourceFile(string Path, string Text)
    {
        internal int Lines => Text.Count(letter => letter == '\n');
    }

    /// <summary>C#, Razor, CSS and JavaScript below a folder; paths from the root of the repository, with '/'.</summary>
    internal static IEnumerable<SourceFile> Files(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where Path.GetExtension(path) is ".cs" or ".razor" or ".css" or ".js"
        where !s_notOurs.Any(part => relative.Contains(part, StringComparison.Ordinal))
        select new SourceFile(relative, File.ReadAllText(path));

    internal static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CostDashboard.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie within the repository, so its sources cannot be checked.");
    }
}

namespace CostDashboard.TestKit;

/// <summary>Captured data that is not part of the repository: beside its root in <c>shared/data</c>, or where <c>COSTDASHBOARD_SHARED_DATA</c> says.</summary>
public static class SharedData
{
    /// <summary>Where such a file or folder would be; a test whose data is missing is skipped with this path.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root(), .. parts]);

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("COSTDASHBOARD_SHARED_DATA") is { Length: > 0 } given)
        {
            return given;
        }

        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CostDashboard.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.Parent?.FullName ?? AppContext.BaseDirectory, "shared", "data");
    }
}

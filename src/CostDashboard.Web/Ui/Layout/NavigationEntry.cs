namespace CostDashboard.Web.Ui.Layout;

/// <summary>A line of the navigation.</summary>
/// <param name="Group">The heading it stands under; empty for the first group, which has none.</param>
/// <param name="KeepsQuestion">Its link carries range and filters along, not only the project.</param>
/// <param name="NeedsAdministrator">Shown to administrators only.</param>
internal sealed record NavigationEntry(string Group, string Label, string Path, bool KeepsQuestion = true, bool NeedsAdministrator = false)
{
    /// <summary>Pages of it that have no period, though the entry keeps it for the others.</summary>
    public IReadOnlyList<string> PathsWithoutRange { get; init; } = [];

    /// <summary>On its page, not on those below it, one chooses what the period is compared with.</summary>
    public bool Compares { get; init; }

    /// <summary>Its page, not those below it, can show what comes in while it is looked at.</summary>
    public bool CanBeLive { get; init; }

    /// <summary>The pages there are, in the order in which they are shown.</summary>
    public static IReadOnlyList<NavigationEntry> All { get; } =
    [
        new("", "Overview", "/") { CanBeLive = true },
        new("", "Spend", "/spend") { Compares = true, CanBeLive = true },
        new("", "Steps", "/steps"),
        new("", "Traces", "/traces"),
        new("", "Sessions", "/sessions"),
        new("", "Incidents", "/incidents") { PathsWithoutRange = ["/incidents"] },
        new("", "Budgets", "/budgets") { PathsWithoutRange = ["/budgets"] },
        new("", "Alert rules", "/alert-rules") { PathsWithoutRange = ["/alert-rules"] },
        new("Optimise", "Insights", "/insights") { PathsWithoutRange = ["/insights"] },
        new("Optimise", "Errors", "/errors") { Compares = true },
        new("Optimise", "Correlation", "/correlation"),
        new("Optimise", "What if", "/what-if"),
        new("Account for", "Environments", "/environments"),
        new("Account for", "Coding agents", "/coding-agents"),
        new("Account for", "Features", "/features") { PathsWithoutRange = ["/features/values", "/features/import"] },
        new("Set up", "Send spans", "/start", KeepsQuestion: false),
        new("Set up", "Sources", "/sources", KeepsQuestion: false) { CanBeLive = true },
        new("Set up", "Broken context", "/propagation"),
        new("Set up", "Keys", "/keys", KeepsQuestion: false),
        new("Set up", "Attributes", "/attributes", KeepsQuestion: false),
        new("Set up", "Content", "/content", KeepsQuestion: false),
        new("Set up", "Guardrails", "/guardrails", KeepsQuestion: false),
        new("Set up", "Delivery", "/delivery", KeepsQuestion: false, NeedsAdministrator: true),
        new("Set up", "Prices", "/prices") { PathsWithoutRange = ["/prices/overrides", "/prices/import"] },
        new("Set up", "Projects", "/administration/projects", KeepsQuestion: false, NeedsAdministrator: true),
        new("Set up", "Users", "/administration/users", KeepsQuestion: false, NeedsAdministrator: true),
        new("Set up", "Jobs", "/jobs", KeepsQuestion: false, NeedsAdministrator: true) { CanBeLive = true },
        new("Set up", "Audit log", "/administration/audit", KeepsQuestion: false, NeedsAdministrator: true),
    ];

    /// <summary>The entry whose page, or a page below it, a path shows; null for other pages.</summary>
    public static NavigationEntry? At(string path) => All.FirstOrDefault(entry => entry.IsOpen(path));

    /// <summary>Whether the period says what a page of it shows.</summary>
    public bool HasRange(string path) => KeepsQuestion && !PathsWithoutRange.Any(other => path == other || path.StartsWith(other + "/", StringComparison.Ordinal));

    public bool IsOpen(string path) => path == Path || (Path.Length > 1 && path.StartsWith(Path + "/", StringComparison.Ordinal));
}

using System.Globalization;
using CostDashboard.Core.Insights;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Insights;

/// <summary>What the page of insights is asked beside what all pages are.</summary>
/// <param name="Kind">Only this kind; null for all.</param>
/// <param name="Done">What was just done, to be said; null for nothing.</param>
public sealed record InsightsView(InsightKind? Kind, string? Done)
{
    public const string Path = "/insights";

    /// <summary>Beyond so many, what saves least is counted only.</summary>
    public const int MostCards = 50;

    internal const string Dismissed = "dismissed";
    internal const string Restored = "restored";
    internal const string Saved = "saved";
    internal const string Asked = "asked";

    public static InsightsView From(UrlQuery query) => new(
        !int.TryParse(query.Text("kind"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && Enum.TryParse<InsightKind>(query.Text("kind")?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) ? kind : null,
        query.Text("done"));

    /// <summary>growing-context.</summary>
    internal static string NameOf(InsightKind kind) =>
        string.Concat(kind.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    /// <summary>What stands above the list after something was done; null for anything else.</summary>
    internal string? Notice => Done switch
    {
        Dismissed => "Dismissed. It stands below the list, with its reason, and can be brought back.",
        Restored => "It is back in the list.",
        Saved => "Saved. A new look by these thresholds is under way; until it ends, the list is that of the look before.",
        Asked => "A new look is under way. Until it ends, the list is that of the look before.",
        _ => null,
    };
}

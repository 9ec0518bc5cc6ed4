namespace CostDashboard.Web.Ui.Charts;

/// <summary>What is marked on a chart, the most urgent first: of several in one place the chart shows the sign of the first.</summary>
public enum ChartMarkerKind
{
    Incident = 1,
    Deploy = 2,

    /// <summary>Anything else that somebody told us happened.</summary>
    Event = 3,
}

/// <summary>Something that happened at a moment. Marks that would lie on each other are drawn as one with their number.</summary>
/// <param name="At">Where on the axis; see <see cref="TimeAxis.PositionOf"/>.</param>
/// <param name="When">The moment for people, in the organisation's zone.</param>
/// <param name="Text">May come from outside; it is only ever shown as text.</param>
/// <param name="Link">
/// A path of ours, or an http(s) address from outside, which opens apart (<c>noopener</c>) and is never fetched; anything else is not a link.
/// </param>
public sealed record ChartMarker(ChartMarkerKind Kind, double At, string When, string Text, string? Link = null)
{
    /// <summary>The link where it may be followed; null for none.</summary>
    public string? SafeLink => Link is not null && (IsOurs || IsOutside) ? Link : null;

    /// <summary>Leads away from us.</summary>
    public bool IsOutside => Uri.TryCreate(Link, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    // Two slashes would be another host's; a browser takes a backslash for a slash.
    private bool IsOurs => Link is ['/'] || (Link is ['/', var second, ..] && second is not ('/' or '\\'));
}

/// <summary>A straight line with a label: a percentile, a limit.</summary>
/// <param name="At">Where on the axis, in buckets: the middle of the first one is 0.</param>
/// <param name="IsRow">It lies across, at a row of a density (the middle of the lowest one is 0), and not upright.</param>
public sealed record ChartRule(double At, string Label, bool IsRow = false);

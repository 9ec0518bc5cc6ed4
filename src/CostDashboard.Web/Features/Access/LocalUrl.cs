namespace CostDashboard.Web.Features.Access;

/// <summary>Where to go after signing in: only ever a page of ours.</summary>
internal static class LocalUrl
{
    /// <summary>The path if it stays on this site, else the start page. Browsers read <c>//host</c> and <c>/\host</c> as another site, and drop control characters.</summary>
    internal static string OrHome(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl) ? url : "/";
}

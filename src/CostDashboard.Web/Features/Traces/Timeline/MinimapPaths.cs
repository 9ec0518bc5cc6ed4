using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CostDashboard.Core.Traces.Timeline;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>A minimap as SVG paths, one for each colour: a handful of elements, however many spans there are. Written once and shared by all who look.</summary>
internal static class MinimapPaths
{
    private static readonly ConditionalWeakTable<TraceMinimap, IReadOnlyList<(string Css, string Path)>> s_written = [];

    public static IReadOnlyList<(string Css, string Path)> Of(TraceMinimap map) => s_written.GetValue(map, Write);

    private static IReadOnlyList<(string Css, string Path)> Write(TraceMinimap map)
    {
        var paths = new SortedDictionary<string, StringBuilder>(StringComparer.Ordinal);
        foreach (var run in map.Runs)
        {
            var css = run.HasError ? "error" : WaterfallHue.Of(run.Kind);
            if (!paths.TryGetValue(css, out var path))
            {
                paths[css] = path = new();
            }

            path.Append(CultureInfo.InvariantCulture, $"M{run.From} {run.Lane}.5h{run.To - run.From}");
        }

        // Errors lie on top.
        return [.. paths.OrderBy(p => p.Key == "error").Select(p => (p.Key, p.Value.ToString()))];
    }
}

using Microsoft.JSInterop;

namespace CostDashboard.Web.Features.Traces.Timeline;

/// <summary>Parts of the page's scripts that a component holds on to.</summary>
internal static class ScriptParts
{
    /// <summary>Lets go of them; where the page was closed, they are gone with it.</summary>
    public static async ValueTask DisposeAsync(params IEnumerable<IJSObjectReference?> parts)
    {
        foreach (var part in parts.OfType<IJSObjectReference>())
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (JSDisconnectedException)
            {
                return;
            }
        }
    }
}

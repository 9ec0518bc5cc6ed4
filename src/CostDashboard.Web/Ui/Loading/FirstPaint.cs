using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Loading;

/// <summary>
/// Holds back the first piece of a streamed page for a moment, so that answers which are nearly there come with it and only slow
/// panels show their skeletons; where the page refreshes itself, all of it comes with the first piece. It stands behind the panels and renders nothing; not being streamed itself is what makes the page wait.
/// </summary>
[StreamRendering(false)]
public sealed class FirstPaint : ComponentBase
{
    /// <summary>The header by which a page that shows itself anew asks for all of it at once.</summary>
    internal const string LiveHeader = "X-Live";

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);

    // As long as the next refresh is away: what takes longer is shown as waiting, like on any page.
    private static readonly TimeSpan s_livePatience = TimeSpan.FromSeconds(10);

    [Inject]
    private Panels Panels { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    protected override async Task OnInitializedAsync()
    {
        using var tired = new CancellationTokenSource();
        var patience = Task.Delay(Http?.Request.Headers.ContainsKey(LiveHeader) == true ? s_livePatience : s_patience, Time, tired.Token);
        do
        {
            // Panels below, and those that an answer brings up, ask only after this component had its turn.
            await Task.Yield();
            await Task.WhenAny(Panels.AnsweredAsync(), patience);
            await Task.Yield();
        }
        while (!patience.IsCompleted && Panels.IsAsking);

        await tired.CancelAsync();
    }
}

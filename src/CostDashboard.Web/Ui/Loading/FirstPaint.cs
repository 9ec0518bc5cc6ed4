using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Loading;

/// <summary>
/// Holds back the first piece of a streamed page for a moment, so that answers which are nearly there come with it and only slow
/// panels show their skeletons. It stands behind the panels and renders nothing; not being streamed itself is what makes the page wait.
/// </summary>
[StreamRendering(false)]
public sealed class FirstPaint : ComponentBase
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);

    [Inject]
    private Panels Panels { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        using var tired = new CancellationTokenSource();
        var patience = Task.Delay(s_patience, Time, tired.Token);
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

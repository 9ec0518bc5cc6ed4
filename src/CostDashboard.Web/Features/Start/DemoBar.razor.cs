using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Start;

/// <summary>Shows how far the demonstration data is, and keeps itself up to date while it is an interactive island.</summary>
public sealed partial class DemoBar : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _left = new();

    [Inject]
    private IDemo Demo { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private DemoState Progress { get; set; } = DemoState.None;

    private string Percent => (100 * Progress.Share).ToString("0", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnInitialized() => Progress = Demo.State;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        using var beat = new PeriodicTimer(s_beat, Clock);
        try
        {
            while (Progress.IsRunning && await beat.WaitForNextTickAsync(_left.Token))
            {
                Progress = Demo.State;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has left the page.
        }
    }
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>Shows how far a run is, and keeps itself up to date while it is an interactive island.</summary>
public sealed partial class RunBar : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private RepricingRun? _run;

    [Parameter, EditorRequired]
    public int Id { get; set; }

    [Inject]
    private IRepricingStore Runs { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync() => _run = await Runs.FindAsync(Id, _left.Token);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        using var beat = new PeriodicTimer(s_beat, Clock);
        try
        {
            while (_run is { IsUnderWay: true } && await beat.WaitForNextTickAsync(_left.Token))
            {
                _run = await Runs.FindAsync(Id, _left.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has left the page.
        }
    }
}

using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Loading;

/// <summary>A part of a page that asks one question by itself. What comes in late, after the page was left, is not asked any more.</summary>
public abstract class Panel<T> : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private Panels Panels { get; set; } = null!;

    protected Load<T> Answer { get; private set; } = new Load<T>.Waiting();

    protected abstract Task<Load<T>> AskAsync(CancellationToken cancellationToken);

    /// <summary>Whether there is more to ask once the first answer is shown: what takes several times longer than the rest.</summary>
    protected virtual bool HasMore => false;

    /// <summary>Asks for all of it.</summary>
    protected virtual Task<Load<T>> AskMoreAsync(CancellationToken cancellationToken) => AskAsync(cancellationToken);

    protected override async Task OnParametersSetAsync()
    {
        Answer = await Panels.AskAsync(AskAsync, _left.Token);
        if (HasMore && Answer is Load<T>.Ready)
        {
            StateHasChanged();
            Answer = await Panels.AskAsync(AskMoreAsync, _left.Token);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _left.Cancel();
        _left.Dispose();
    }
}

using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>Makes the book in force out of the files that came with the program and what the organisation says, as often as that changes.</summary>
internal sealed class BookInForce(IPriceEntryStore store, CurrentPrices prices) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IReadOnlyList<PriceFile> _files = [];
    private long? _version;

    /// <summary>Replaces the files; what was recorded is put over them.</summary>
    /// <exception cref="PriceFileException">They contradict each other, or a stored price cannot be read.</exception>
    internal async Task UseAsync(IReadOnlyList<PriceFile> files, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            _files = files;
            await ReadAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads what was recorded, here or by another node, since it was last read. When it ends, new spans are priced by it.</summary>
    /// <returns>False where nothing was.</returns>
    /// <exception cref="PriceFileException">A stored price cannot be read; the book stays the one that it was.</exception>
    internal async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        // One at a time: a slow reader must not put an older book over a newer one.
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await store.GetVersionAsync(cancellationToken) == _version)
            {
                return false;
            }

            await ReadAsync(cancellationToken);
            return true;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var recorded = await store.GetAsync(withWithdrawn: false, cancellationToken);
        prices.Book = PriceBook.Of(_files, recorded.Entries);
        _version = recorded.Version;
    }
}

using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Prices.Keeping;

namespace CostDashboard.Web.Hosting;

/// <summary>
/// Puts the price book that came with the program in force, with what the organisation says over it, and looks every few seconds whether
/// another node recorded something.
/// </summary>
internal sealed partial class PriceLoading(IPriceStore store, BookInForce book, IHostEnvironment environment, TimeProvider clock, ILogger<PriceLoading> log)
    : BackgroundService
{
    private const string Folder = "prices";

    // A change is in force on the node that made it at once, and on the others after this time.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(3);

    private string? _failure;

    /// <exception cref="PriceFileException">A file breaks the format; the message says where.</exception>
    /// <exception cref="CannotStartException">What was recorded cannot be read: a later version wrote it.</exception>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        var files = new List<PriceFile>();
        var folder = Path.Combine(environment.ContentRootPath, Folder);
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            files.Add(PriceFile.Parse(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken)));
        }

        if (files.Count == 0)
        {
            LogNoPrices(folder);
        }

        // The files by themselves, so that a mistake in them is told from one in what was recorded.
        PriceBook.Of(files);
        await store.ReplaceAsync([.. files.SelectMany(file => file.Records)], cancellationToken);
        try
        {
            await book.UseAsync(files, cancellationToken);
        }
        catch (Exception unreadable) when (unreadable is PriceFileException or InvalidDataException)
        {
            throw new CannotStartException(
                $"A price that was recorded cannot be read, so that calls would be priced without it: {unreadable.Message} Start the version that recorded it.", unreadable);
        }
    }

    /// <summary>One look. Whatever goes wrong, the book stays the one that it was, and the next look may find it mended.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await book.RefreshAsync(cancellationToken);
            _failure = null;
        }
#pragma warning disable CA1031 // A database that cannot be reached for a while must not end the program.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            // Once for each failure, not every few seconds.
            if (_failure != failure.Message)
            {
                LogStale(failure);
            }

            _failure = failure.Message;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    [LoggerMessage(LogLevel.Warning, "There are no prices in {Folder}: every call will be unpriced")]
    private partial void LogNoPrices(string folder);

    [LoggerMessage(LogLevel.Error, "The prices that were recorded cannot be read; spans are priced by those that were read last")]
    private partial void LogStale(Exception failure);
}

internal static class Prices
{
    internal static void AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<CurrentPrices>();
        services.AddSingleton<BookInForce>();
        services.AddSingleton<PriceChanges>();
        services.AddSingleton<PriceImports>();
        services.AddSingleton<UnknownModels>();
        services.AddSingleton<PriceLoading>();
        services.AddHostedService(provider => provider.GetRequiredService<PriceLoading>());
    }
}

using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Hosting;

/// <summary>Puts the price book that came with the program in force, and keeps it beside the spans that it prices.</summary>
internal sealed partial class PriceLoading(IPriceStore store, CurrentPrices prices, IHostEnvironment environment, ILogger<PriceLoading> log)
{
    private const string Folder = "prices";

    /// <exception cref="PriceFileException">A file breaks the format; the message says where.</exception>
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

        await store.ReplaceAsync([.. files.SelectMany(file => file.Records)], cancellationToken);
        prices.Book = PriceBook.Of(files);
    }

    [LoggerMessage(LogLevel.Warning, "There are no prices in {Folder}: every call will be unpriced")]
    private partial void LogNoPrices(string folder);
}

internal static class Prices
{
    internal static void AddPrices(this IServiceCollection services)
    {
        services.AddSingleton<CurrentPrices>();
        services.AddSingleton<PriceLoading>();
    }
}

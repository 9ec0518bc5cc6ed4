using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Outbound;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Access;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>What became of a list that somebody brought.</summary>
internal abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>It waits to be looked at; it prices nothing yet.</summary>
    internal sealed record Waiting(PriceImport Import) : ImportOutcome;

    /// <summary>It was not taken, for a reason that a person can mend.</summary>
    internal sealed record Refused(string Reason) : ImportOutcome;
}

/// <summary>Takes in other people's lists of prices, shows what they would change, and takes over what an administrator chose.</summary>
internal sealed class PriceImports(
    IPriceImportStore store, IPriceEntryStore entries, PriceChanges changes, CurrentPrices prices, IOutboundFetch outbound, TimeProvider clock)
    : IDisposable
{
    private readonly SemaphoreSlim _oneAcceptance = new(1, 1);

    // A reload or the next page of a review asks for the same again.
    private volatile Review? _last;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Lists that wait, newest first.</summary>
    internal Task<IReadOnlyList<PriceImport>> GetAsync(CancellationToken cancellationToken) => store.GetAsync(cancellationToken);

    /// <summary>Takes a list from an upload or a file.</summary>
    /// <param name="source">The file's name.</param>
    internal async Task<ImportOutcome> AddAsync(string source, Stream content, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return new ImportOutcome.Refused(PriceChanges.OnlyAdministrators);
        }

        using var read = new MemoryStream();
        var buffer = new byte[81_920];
        for (int count; (count = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (read.Length + count > PriceImport.MostBytes)
            {
                return new ImportOutcome.Refused($"The list is larger than {PriceImport.MostBytes / (1024 * 1024)} MiB.");
            }

            read.Write(buffer, 0, count);
        }

        return await AddAsync(source, read.GetBuffer().AsMemory(0, (int)read.Length), by, cancellationToken);
    }

    /// <summary>Fetches a list from the public internet, or from where the configuration allows.</summary>
    internal async Task<ImportOutcome> FetchAsync(string address, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return new ImportOutcome.Refused(PriceChanges.OnlyAdministrators);
        }

        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri))
        {
            return new ImportOutcome.Refused("That is no address such as https://example.com/prices.json.");
        }

        try
        {
            var fetched = await outbound.GetAsync(uri, PriceImport.MostBytes, cancellationToken);

            // Without its query, which may hold a secret.
            return await AddAsync(fetched.Address.GetLeftPart(UriPartial.Path), fetched.Content, by, cancellationToken);
        }
        catch (OutboundException refused)
        {
            return new ImportOutcome.Refused(refused.Message);
        }
    }

    /// <summary>A list against the book in force; null when it does not wait (any more).</summary>
    internal async Task<(PriceImport Import, PriceDiff Diff)?> ReviewAsync(Guid id, CancellationToken cancellationToken)
    {
        var (book, today) = (prices.Book, Today);
        if (_last is { } last && last.Import.Id == id && last.Version == book.Version && last.Day == today && (await store.GetAsync(cancellationToken)).Contains(last.Import))
        {
            return (last.Import, last.Diff);
        }

        if (await store.FindAsync(id, cancellationToken) is not var (import, content))
        {
            return null;
        }

        var diff = PriceDiffs.Of(PriceListReader.Read(content, book), book, today);
        _last = new(import, book.Version, today, diff);
        return (import, diff);
    }

    /// <summary>
    /// Takes chosen entries over. The list stays until <see cref="RemoveAsync"/>, so that more can follow; what was taken over is then the same as in the book.
    /// </summary>
    /// <param name="keys">Of <see cref="PriceDiffEntry.Key"/>; what would change nothing any more is passed over.</param>
    /// <param name="from">The first UTC day of entries to which the list gives none; null from the beginning.</param>
    internal async Task<PriceChange> AcceptAsync(
        Guid id, IReadOnlyCollection<string> keys, DateOnly? from, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        // Who accepts the same at the same time finds it done: the next review is of the book that has the acceptance before. Another node may be at it
        // as well: with the version from before the review, both give the entry one id.
        await _oneAcceptance.WaitAsync(cancellationToken);
        try
        {
            var version = await entries.GetVersionAsync(cancellationToken);
            if (await ReviewAsync(id, cancellationToken) is not var (import, diff))
            {
                return new PriceChange.Refused("This list does not wait any more.");
            }

            var chosen = diff.Entries.Where(entry => entry.CanBeAccepted && keys.Contains(entry.Key)).ToList();
            if (chosen.Count == 0)
            {
                return new PriceChange.Refused("Nothing was chosen that would change the book.");
            }

            var source = FormattableString.Invariant($"{import.Source} {Day(import.CreatedAt):yyyy-MM-dd}");
            return await changes.RecordAsync(
                () => [.. chosen.Select(entry => EntryOf(import, entry, from, source, version, by))],
                "import.accept",
                import.Source,
                by,
                cancellationToken);
        }
        finally
        {
            _oneAcceptance.Release();
        }
    }

    public void Dispose() => _oneAcceptance.Dispose();

    /// <summary>Forgets a list.</summary>
    internal async Task<PriceChange> RemoveAsync(Guid id, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        if (!by.IsAdministrator())
        {
            return new PriceChange.Refused(PriceChanges.OnlyAdministrators);
        }

        var import = (await store.GetAsync(cancellationToken)).FirstOrDefault(import => import.Id == id);
        return import is not null && await store.RemoveAsync(id, new(UnixNanos.From(clock.GetUtcNow()), by.Actor(), "import.remove", import.Source), cancellationToken)
            ? new PriceChange.Done([])
            : new PriceChange.Refused("This list does not wait any more.");
    }

    private async Task<ImportOutcome> AddAsync(string source, ReadOnlyMemory<byte> content, ClaimsPrincipal by, CancellationToken cancellationToken)
    {
        try
        {
            var list = PriceListReader.Read(content, prices.Book);
            var now = clock.GetUtcNow();
            var import = new PriceImport(
                Guid.CreateVersion7(now), list.Format, Shown(source), UnixNanos.From(now), by.Actor().Name, content.Length);
            var details = FormattableString.Invariant($"{list.Format}: {list.Models.Count} models, {list.Problems.Count} entries not understood");
            await store.AddAsync(import, content, new(import.CreatedAt, by.Actor(), "import.add", import.Source, details), cancellationToken);
            return new ImportOutcome.Waiting(import);
        }
        catch (Exception refused) when (refused is PriceListException or InvalidOperationException)
        {
            return new ImportOutcome.Refused(refused.Message);
        }
    }

    // The id follows from what is accepted and what was recorded before: sent twice at a time, it is recorded once.
    private PriceEntry.Price EntryOf(PriceImport import, PriceDiffEntry entry, DateOnly? from, string source, long version, ClaimsPrincipal by)
    {
        var record = PriceDiffs.Accept(entry, prices.Book, from, Today, source);
        var name = FormattableString.Invariant($"{import.Id:N} {entry.Key} {record.EffectiveFrom:O} {version}");
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        return new(changes.OriginOf(record.EffectiveFrom, null, "", by) with { Id = id }, PriceKind.Imported, record);
    }

    private static DateOnly Day(UnixNanos time) => DateOnly.FromDateTime(time.ToDateTimeOffset().UtcDateTime);

    // A file's name comes from a browser.
    private static string Shown(string source)
    {
        var name = new string([.. source.Where(letter => !char.IsControl(letter))]).Trim();
        var longest = PriceImport.LongestSource - " yyyy-MM-dd".Length;
        return name.Length == 0 ? "a list" : name.Length <= longest ? name : name[..longest].Trim();
    }

    private sealed record Review(PriceImport Import, string Version, DateOnly Day, PriceDiff Diff);
}

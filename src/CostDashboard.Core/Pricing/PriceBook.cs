using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing;

/// <summary>All prices of one moment. It never changes; a new price makes a new book with another <see cref="Version"/>.</summary>
/// <remarks>Safe for any number of threads. What it remembers of earlier matches is bounded and changes no answer.</remarks>
public sealed class PriceBook
{
    // Names come from outside: without a bound, a client that makes them up would fill the memory.
    private const int MostRemembered = 16_384;
    private const int VersionLength = 12;

    private readonly FrozenDictionary<string, ProviderPrices> _byName;
    private readonly (string Prefix, ProviderPrices Maker)[] _makers;
    private readonly OrganisationAliases _aliases;
    private readonly ConcurrentDictionary<(string Provider, string Model, string? Region), ModelMatch> _matches = new();
    private int _remembered;

    private PriceBook(IReadOnlyList<PriceFile> files, IReadOnlyList<PriceEntry> entries)
    {
        Files = files;
        Entries = entries;
        var shipped = files.Select(file => new ProviderPrices(file)).ToArray();
        ByEveryName(shipped);
        Providers = PriceComposition.Of(shipped, entries);
        _byName = ByEveryName(Providers).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _makers = [.. Makers(files).OrderByDescending(maker => maker.Key.Length).ThenBy(maker => maker.Key, StringComparer.Ordinal).Select(maker => (maker.Key, _byName[maker.Value]))];
        _aliases = new(this, entries.OfType<PriceEntry.Alias>());
        Version = VersionOf(files, entries);
    }

    /// <summary>A book without prices: with it, every call is unpriced.</summary>
    public static PriceBook Empty { get; } = new([], []);

    /// <summary>Short name of the content: it differs whenever any price differs, and does not depend on the order of files or entries.</summary>
    public string Version { get; }

    /// <summary>The files that the book was made of, ordered by provider.</summary>
    public IReadOnlyList<PriceFile> Files { get; }

    /// <summary>What the organisation says in the book, in the order in which it was recorded.</summary>
    public IReadOnlyList<PriceEntry> Entries { get; }

    /// <summary>Every model, by provider, then by name.</summary>
    public IEnumerable<ModelPrices> Models => Providers.SelectMany(provider => provider.Models);

    internal IReadOnlyList<ProviderPrices> Providers { get; }

    /// <exception cref="PriceFileException">Two files claim the same provider name or the same model prefix.</exception>
    public static PriceBook Of(IEnumerable<PriceFile> files) => Of(files, []);

    /// <summary>The prices that ship, and over them what the organisation says; withdrawn entries are left out.</summary>
    /// <exception cref="PriceFileException">Two files claim the same provider name or the same model prefix, or a stored price cannot be read.</exception>
    public static PriceBook Of(IEnumerable<PriceFile> files, IEnumerable<PriceEntry> entries) => new(
        [.. files.OrderBy(file => file.Provider, StringComparer.Ordinal)],
        [.. entries.Where(entry => entry.Origin.Withdrawn is null).OrderBy(entry => entry.Origin.RecordedAt).ThenBy(entry => entry.Origin.Id)]);

    /// <summary>The model with exactly this name or alias at this provider (or an alias of it), letter case aside; allocates nothing.</summary>
    public ModelPrices? Find(string provider, string model) => Provider(provider)?.Find(model);

    /// <summary>The book's name of a provider that is known by several; one that the book does not know in lower case, as spans name it.</summary>
    public string Canonical(string provider) => Provider(provider.Trim())?.Provider ?? provider.Trim().ToLowerInvariant();

    /// <summary>Whether anything of the provider has a price.</summary>
    public bool Knows(string provider) => Provider(provider.Trim()) is not null;

    /// <summary>The provider's name for people; the name itself where the book does not know the provider.</summary>
    public string NameOf(string provider) => Provider(provider)?.Name ?? provider;

    /// <summary>The model that a span means: by the organisation's aliases of that moment, then as <see cref="Match(string, string, string)"/> finds it.</summary>
    public ModelMatch Match(string provider, string model, UnixNanos at, string? region = null) =>
        _aliases.Find(provider, model, at) ?? Match(provider, model, region);

    /// <summary>The model that a name means by the rules of <see cref="ModelMatcher"/>; answers are remembered.</summary>
    /// <param name="region">Where the call was computed, for sellers that list a model once for each region; null where that is not known.</param>
    public ModelMatch Match(string provider, string model, string? region = null)
    {
        if (_matches.TryGetValue((provider, model, region), out var known))
        {
            return known;
        }

        var match = ModelMatcher.Match(this, provider, model, region);
        var isShort = provider.Length <= ModelMatcher.LongestName && model.Length <= ModelMatcher.LongestName && (region?.Length ?? 0) <= ModelMatcher.LongestName;
        if (isShort && Volatile.Read(ref _remembered) < MostRemembered && _matches.TryAdd((provider, model, region), match))
        {
            Interlocked.Increment(ref _remembered);
        }

        return match;
    }

    internal ProviderPrices? Provider(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The provider that makes models whose names begin like this one; the longest prefix decides.</summary>
    internal ProviderPrices? Maker(string model)
    {
        foreach (var (prefix, maker) in _makers)
        {
            if (model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return maker;
            }
        }

        return null;
    }

    private static Dictionary<string, ProviderPrices> ByEveryName(IEnumerable<ProviderPrices> providers)
    {
        var byName = new Dictionary<string, ProviderPrices>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in providers)
        {
            foreach (var name in provider.Names)
            {
                if (!byName.TryAdd(name, provider))
                {
                    throw new PriceFileException($"{provider.Provider}: the provider name '{name}' belongs to {byName[name].Provider}");
                }
            }
        }

        return byName;
    }

    private static Dictionary<string, string> Makers(IEnumerable<PriceFile> files)
    {
        var makers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            foreach (var prefix in file.ModelPrefixes)
            {
                if (!makers.TryAdd(prefix, file.Provider))
                {
                    throw new PriceFileException($"{file.Provider}: the model prefix '{prefix}' belongs to {makers[prefix]}");
                }
            }
        }

        return makers;
    }

    private static string VersionOf(IReadOnlyList<PriceFile> files, IReadOnlyList<PriceEntry> entries)
    {
        var content = string.Join('\n', files.Select(file => $"{file.Provider} {file.Fingerprint}").Concat(entries.Select(ContentOf)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..VersionLength];
    }

    // The id stands for what was recorded, which never changes.
    private static string ContentOf(PriceEntry entry) => $"{entry.GetType().Name} {entry.Origin.Id:N}";
}

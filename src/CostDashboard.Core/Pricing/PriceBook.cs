using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

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
    private readonly ConcurrentDictionary<(string Provider, string Model), ModelMatch> _matches = new();
    private int _remembered;

    private PriceBook(IReadOnlyList<PriceFile> files)
    {
        Files = files;
        Providers = [.. files.Select(file => new ProviderPrices(file))];
        var byName = new Dictionary<string, ProviderPrices>(StringComparer.OrdinalIgnoreCase);
        var makers = new Dictionary<string, ProviderPrices>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, provider) in files.Zip(Providers))
        {
            foreach (var name in provider.Names)
            {
                if (!byName.TryAdd(name, provider))
                {
                    throw new PriceFileException($"{file.Provider}: the provider name '{name}' belongs to {byName[name].Provider}");
                }
            }

            foreach (var prefix in file.ModelPrefixes)
            {
                if (!makers.TryAdd(prefix, provider))
                {
                    throw new PriceFileException($"{file.Provider}: the model prefix '{prefix}' belongs to {makers[prefix].Provider}");
                }
            }
        }

        _byName = byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _makers = [.. makers.OrderByDescending(maker => maker.Key.Length).ThenBy(maker => maker.Key, StringComparer.Ordinal).Select(maker => (maker.Key, maker.Value))];
        Version = VersionOf(files);
    }

    /// <summary>A book without prices: with it, every call is unpriced.</summary>
    public static PriceBook Empty { get; } = new([]);

    /// <summary>Short name of the content: it differs whenever any price file differs, and does not depend on the order of the files.</summary>
    public string Version { get; }

    /// <summary>What the book was made of, ordered by provider.</summary>
    public IReadOnlyList<PriceFile> Files { get; }

    internal IReadOnlyList<ProviderPrices> Providers { get; }

    /// <exception cref="PriceFileException">Two files claim the same provider name or the same model prefix.</exception>
    public static PriceBook Of(IEnumerable<PriceFile> files) => new([.. files.OrderBy(file => file.Provider, StringComparer.Ordinal)]);

    /// <summary>The model with exactly this name or alias at this provider (or an alias of it), letter case aside; allocates nothing.</summary>
    public ModelPrices? Find(string provider, string model) => Provider(provider)?.Find(model);

    /// <summary>The model that a span means, by the rules of <see cref="ModelMatcher"/>; answers are remembered.</summary>
    public ModelMatch Match(string provider, string model)
    {
        if (_matches.TryGetValue((provider, model), out var known))
        {
            return known;
        }

        var match = ModelMatcher.Match(this, provider, model);
        var isShort = provider.Length <= ModelMatcher.LongestName && model.Length <= ModelMatcher.LongestName;
        if (isShort && Volatile.Read(ref _remembered) < MostRemembered && _matches.TryAdd((provider, model), match))
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

    private static string VersionOf(IReadOnlyList<PriceFile> files)
    {
        var content = string.Join('\n', files.Select(file => $"{file.Provider} {file.Fingerprint}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..VersionLength];
    }
}

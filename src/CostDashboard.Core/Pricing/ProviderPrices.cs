using System.Collections.Frozen;

namespace CostDashboard.Core.Pricing;

/// <summary>One provider's part of the book, by every name of its models.</summary>
internal sealed class ProviderPrices
{
    private readonly FrozenSet<string> _names;
    private readonly FrozenDictionary<string, ModelPrices> _byName;

    internal ProviderPrices(PriceFile file)
        : this(file.Provider, file.Name, file.Aliases, file.Models, isShipped: true)
    {
    }

    internal ProviderPrices(string provider, string name, IReadOnlyList<string> aliases, IReadOnlyList<ModelPrices> models, bool isShipped)
    {
        Provider = provider;
        Name = name;
        Aliases = aliases;
        Models = models;
        IsShipped = isShipped;
        _names = FrozenSet.ToFrozenSet([provider, .. aliases], StringComparer.OrdinalIgnoreCase);
        _byName = models
            .SelectMany(model => model.Aliases.Append(model.Model), (model, name) => KeyValuePair.Create(name, model))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    internal string Provider { get; }

    /// <summary>For people.</summary>
    internal string Name { get; }

    internal IReadOnlyList<string> Aliases { get; }

    internal IReadOnlyList<ModelPrices> Models { get; }

    /// <summary>False where all that is known of the provider is what the organisation says.</summary>
    internal bool IsShipped { get; }

    internal IEnumerable<string> Names => _names;

    internal bool IsCalled(string provider) => _names.Contains(provider);

    /// <summary>The model with exactly this name or alias, letter case aside; allocates nothing.</summary>
    internal ModelPrices? Find(string model) => _byName.GetValueOrDefault(model);
}

using System.Collections.Frozen;

namespace CostDashboard.Core.Pricing;

/// <summary>One provider's part of the book, by every name of its models.</summary>
internal sealed class ProviderPrices
{
    private readonly FrozenSet<string> _names;
    private readonly FrozenDictionary<string, ModelPrices> _models;

    internal ProviderPrices(PriceFile file)
    {
        Provider = file.Provider;
        _names = FrozenSet.ToFrozenSet([file.Provider, .. file.Aliases], StringComparer.OrdinalIgnoreCase);
        _models = file.Models
            .SelectMany(model => model.Aliases.Append(model.Model), (model, name) => KeyValuePair.Create(name, model))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    internal string Provider { get; }

    internal IEnumerable<string> Names => _names;

    internal bool IsCalled(string provider) => _names.Contains(provider);

    /// <summary>The model with exactly this name or alias, letter case aside; allocates nothing.</summary>
    internal ModelPrices? Find(string model) => _models.GetValueOrDefault(model);
}

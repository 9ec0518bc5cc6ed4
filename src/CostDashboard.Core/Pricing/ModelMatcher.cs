using System.Globalization;

namespace CostDashboard.Core.Pricing;

/// <summary>From a provider and a model as spans name them to a model of the book. The rules are tried in the order in which they stand here.</summary>
internal static class ModelMatcher
{
    internal const int LongestName = 256;

    /// <summary>Providers whose wire format others speak: an OpenAI client pointed at another host still says "openai".</summary>
    private static readonly string[] s_dialects = ["openai", "anthropic"];

    /// <summary>Servers that run open models on one's own machines: what a model costs at its maker says nothing about them.</summary>
    private static readonly string[] s_ownMachines =
        ["ollama", "vllm", "hosted_vllm", "lm_studio", "lmstudio", "llama_cpp", "llama.cpp", "llamafile", "localai", "sglang", "tgi", "xinference", "triton"];

    /// <summary>Instrumentations confuse the two doors of one seller, whose list prices agree.</summary>
    private static readonly (string One, string Other)[] s_siblings =
    [
        ("gcp.gemini", "gcp.vertex_ai"),
        ("azure.ai.openai", "azure.ai.inference"),
    ];

    /// <param name="region">Where the call was computed; null where that is not known.</param>
    internal static ModelMatch Match(PriceBook book, string provider, string model, string? region = null)
    {
        var name = model.Trim();
        if (name.Length == 0)
        {
            return ModelMatch.Missing("the span names no model");
        }

        if (name.Length > LongestName)
        {
            return ModelMatch.Missing("the span's model name is longer than any model's");
        }

        var seller = book.Provider(provider.Trim());
        if (seller is not null)
        {
            if ((InRegion(seller, name, region) ?? At(seller, name, "") ?? AtSibling(book, seller, name)) is { } own)
            {
                return own;
            }

            // What a known host charges for a model that its book lacks is unknown, whatever others charge. Of a host that only the
            // organisation knows, one price of its own must not take the others' away.
            if (seller.IsShipped && !s_dialects.Contains(seller.Provider))
            {
                return ModelMatch.Missing($"no price for model '{name}' at {seller.Provider}");
            }
        }

        if (s_ownMachines.Contains(provider.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            return ModelMatch.Missing($"no price for model '{name}' on your own machines ({provider})");
        }

        return AtNamedProvider(book, name)
            ?? AtMaker(book, name)
            ?? AtOnlySeller(book.Providers.Where(other => other.IsShipped), name, seller)
            ?? AtOnlySeller(book.Providers.Where(other => !other.IsShipped), name, seller)
            ?? ModelMatch.Missing(
                seller is null && provider.Length > 0 ? $"no price for model '{name}' of provider '{provider}'" : $"no price for model '{name}'");
    }

    /// <summary>The model that a name means at one seller; null when none of the rules leads to one.</summary>
    internal static ModelMatch? At(ProviderPrices seller, string name, string because = "")
    {
        foreach (var (spelling, rule) in ModelSpellings.Of(seller, name))
        {
            if (seller.Find(spelling) is { } model)
            {
                var isOwnName = model.Model.Equals(spelling, StringComparison.OrdinalIgnoreCase);
                var how = (rule.Length == 0, isOwnName) switch
                {
                    (true, true) => "exact",
                    (true, false) => "alias",
                    (false, true) => rule,
                    (false, false) => $"{rule}, alias",
                };
                return ModelMatch.Found(model, because.Length == 0 ? how : $"{because}: {how}");
            }
        }

        return null;
    }

    // Bedrock charges more for some models in some regions; they stand in the book as eu-west-1/meta.llama3-8b-instruct-v1:0.
    private static ModelMatch? InRegion(ProviderPrices seller, string name, string? region) =>
        string.IsNullOrEmpty(region) || seller.Find($"{region}/{name}") is not { } model ? null : ModelMatch.Found(model, $"region {region}");

    private static ModelMatch? AtSibling(PriceBook book, ProviderPrices seller, string name)
    {
        foreach (var (one, other) in s_siblings)
        {
            var sibling = seller.Provider == one ? other : seller.Provider == other ? one : null;
            if (sibling is not null && book.Provider(sibling) is { } prices && At(prices, name, $"as at {sibling}") is { } match)
            {
                return match;
            }
        }

        return null;
    }

    // LiteLLM and gateways: azure/gpt-4o, gemini/gemini-2.5-flash, openrouter/anthropic/claude-sonnet-5.
    private static ModelMatch? AtNamedProvider(PriceBook book, string name) =>
        name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && slash < name.Length - 1
        && book.Provider(name[..slash]) is { } named
            ? At(named, name[(slash + 1)..], $"provider {named.Provider} named in the model")
            : null;

    private static ModelMatch? AtMaker(PriceBook book, string name) =>
        book.Maker(name) is { } maker ? At(maker, name, $"maker {maker.Provider}") : null;

    // Only whole names here: a stripped name at a chance seller would be a guess upon a guess.
    private static ModelMatch? AtOnlySeller(IEnumerable<ProviderPrices> providers, string name, ProviderPrices? except)
    {
        ModelPrices? only = null;
        var sellers = 0;
        foreach (var seller in providers)
        {
            if (seller != except && seller.Find(name) is { } model)
            {
                only = model;
                sellers++;
            }
        }

        return sellers switch
        {
            0 => null,
            1 => ModelMatch.Found(only!, $"only {only!.Provider} sells it"),
            _ => ModelMatch.Missing(string.Create(CultureInfo.InvariantCulture, $"{sellers} providers sell model '{name}', and the span does not say which")),
        };
    }
}

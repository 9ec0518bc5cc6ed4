using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.Unpriced;

/// <summary>A model of the book whose name is like one that has no price.</summary>
/// <param name="Name">The name, or alias, of the model that is alike.</param>
/// <param name="Likeness">0 to 1, which is the same name.</param>
public sealed record ModelSuggestion(ModelPrices Model, string Name, double Likeness);

/// <summary>
/// Which models of the book a name without a price might mean: for a person to choose from. Nothing is ever priced by likeness,
/// because names that are alike (gpt-oss-20b, gpt-oss-120b) mean models that are not.
/// </summary>
public sealed class ModelSuggestions(PriceBook book)
{
    /// <summary>Below this, names have no more in common than chance.</summary>
    private const double Least = 0.4;

    // The same likeness at the provider that the spans name, or at the maker where they name none, is the better guess.
    private const double OfProvider = 0.1;

    private readonly (ModelPrices Model, (string Name, List<int> Pairs)[] Names)[] _models =
        [.. book.Models.Select(model => (model, model.Aliases.Prepend(model.Model).Select(name => (name, PairsOf(name))).ToArray()))];

    /// <summary>The likest first, models of the named provider before others.</summary>
    /// <param name="at">Only models that have a price then.</param>
    public IReadOnlyList<ModelSuggestion> For(string provider, string model, UnixNanos at, int most)
    {
        var pairs = PairsOf(model);
        var seller = book.Knows(provider) ? book.Canonical(provider) : book.Maker(LastPart(model).ToString())?.Provider;
        return [.. _models
            .Where(candidate => candidate.Model.AsOf(at) is not null)
            .Select(candidate => candidate.Names.Select(name => new ModelSuggestion(candidate.Model, name.Name, Likeness(name.Pairs, pairs))).MaxBy(suggestion => suggestion.Likeness)!)
            .Where(suggestion => suggestion.Likeness >= Least)
            .OrderByDescending(suggestion => suggestion.Likeness + (suggestion.Model.Provider == seller ? OfProvider : 0))
            .ThenBy(suggestion => suggestion.Model.Provider, StringComparer.Ordinal)
            .ThenBy(suggestion => suggestion.Model.Model, StringComparer.Ordinal)
            .Take(most)];
    }

    // Dice's coefficient: twice the pairs of neighbouring letters that both have, of all that they have together.
    private static double Likeness(List<int> one, List<int> other)
    {
        if (one.Count == 0 || other.Count == 0)
        {
            return 0;
        }

        var common = 0;
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            if (one[i] == other[j])
            {
                common++;
                i++;
                j++;
            }
            else if (one[i] < other[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return 2d * common / (one.Count + other.Count);
    }

    // Sorted. Of meta-llama/Llama-3.3-70B what stands behind the path; separators are passed over: llama3.3 and llama-3-3 are alike.
    private static List<int> PairsOf(string name)
    {
        var pairs = new List<int>();
        var last = '\0';
        foreach (var letter in LastPart(name))
        {
            if (!char.IsLetterOrDigit(letter))
            {
                continue;
            }

            var next = char.ToLowerInvariant(letter);
            if (last != '\0')
            {
                pairs.Add((last << 16) | next);
            }

            last = next;
        }

        pairs.Sort();
        return pairs;
    }

    private static ReadOnlySpan<char> LastPart(string name)
    {
        var part = name.AsSpan(name.LastIndexOf('/') + 1);
        return part[..Math.Min(part.Length, ModelMatcher.LongestName)];
    }
}

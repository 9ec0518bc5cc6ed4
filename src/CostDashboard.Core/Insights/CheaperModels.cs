using CostDashboard.Core.Pricing;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Insights;

/// <summary>Smaller models of the same families as those that were called: what to try first.</summary>
public static class CheaperModels
{
    /// <summary>For each model the next smaller one, and from there the next, as <see cref="CheaperModel"/> finds them; none that is called already, each once.</summary>
    public static IReadOnlyList<ModelPrices> Of(PriceBook book, IEnumerable<(string Provider, string Model)> called, UnixNanos now, int most)
    {
        var known = called.Select(name => book.Match(name.Provider, name.Model, now).Model).OfType<ModelPrices>().Distinct().ToList();
        var cheaper = new List<ModelPrices>();
        foreach (var model in known)
        {
            for (var next = CheaperModel.Of(book, model, now); next is not null && cheaper.Count < most; next = CheaperModel.Of(book, next, now))
            {
                if (!known.Contains(next) && !cheaper.Contains(next))
                {
                    cheaper.Add(next);
                }
            }
        }

        return cheaper;
    }
}

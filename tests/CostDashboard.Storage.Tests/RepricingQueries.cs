using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Pricing;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests;

/// <summary>The queries of re-pricing, in every form that they can take.</summary>
internal static class RepricingQueries
{
    public static IEnumerable<(string Name, IQueryable Query)> Of(CostDb db)
    {
        yield return ("re-pricing by id", RepricingRuns.ById(db, 1));
        yield return ("re-pricing under way", RepricingRuns.UnderWay(db));
        yield return ("newest re-pricing", RepricingRuns.Newest(db, 20));
        yield return ("re-pricing's next traces", RepricingRuns.NextTraces(db, 1, 5, 10));
        yield return ("re-pricing's calls", RepricingRuns.Calls(db, [1, 2], 3, 4));
        yield return ("re-pricing's known traces", RepricingRuns.Found(db, 1, [1, 2]));
        yield return ("what re-pricing left", RepricingRuns.Left(db));
        yield return ("end of a piece of re-pricing", RepricingRuns.EndOfPiece(db, 1, 100));

        var (from, to) = (A.Noon, A.Noon + UnixNanos.PerDay);
        foreach (var (name, question) in new[]
        {
            ("of all", new RepricingQuestion(from, to, [], [], [], [])),
            ("narrowed", new(from, to, [new(1)], ["openai", ""], ["gpt-4o"], [PriceState.Unpriced, PriceState.Partial])),
        })
        {
            var series = RepricingSearch.Series(db, question, 1);
            yield return ($"re-pricing's projects {name}", RepricingSearch.Projects(db, question, 1));
            yield return ($"re-pricing's days {name}", RepricingSearch.DaysOf(db, series, 1, from, to));
            yield return ($"re-pricing's quarters {name}", RepricingSearch.QuartersOf(db, series, 1, from, to));
            yield return ($"re-pricing's traces {name}", RepricingSearch.TracesOf(db, series, 1, 2, 3));
            yield return ($"re-pricing's same responses {name}", RepricingSearch.TracesOfSameResponses(db, series, 1, 2, 3));
            yield return ($"re-pricing's like calls {name}", RepricingSearch.TracesOfLikeCalls(db, series, 1, 2, 3));
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces.Queries;

namespace CostDashboard.Core.Tests.Traces.Queries;

/// <summary>Queries of any fields and of texts that are hard to quote. The same numbers give the same queries.</summary>
internal static class RandomQuery
{
    private static readonly string[] s_texts =
        ["a", "b c", "", "*", "a*b", "\"", "\\", "\\\"", "x,y", "step:x", "-a", ">=", "=", " lead", "🙂", "\u202etxt", "AND", "claude-3.5", "100%", "known", "<script>", "ok", "'"];

    private static readonly Dimension[] s_dimensions =
        [Dimension.Step, Dimension.Model, Dimension.Customer, Dimension.User, Dimension.Feature, Dimension.Environment, Dimension.Service, Dimension.Release, Dimension.Provider, Dimension.Tag];

    public static TraceQuery Of(Random random)
    {
        var filters = new List<SpendFilter>();
        var matches = new List<TraceMatch>();
        foreach (var dimension in s_dimensions.Where(_ => random.Next(4) == 0))
        {
            var tag = dimension is Dimension.Tag ? s_texts.Where(t => t.Length > 0).ElementAt(random.Next(s_texts.Length - 1)) : null;
            if (random.Next(2) == 0)
            {
                filters.Add(new(dimension, Texts(random), tag, random.Next(2) == 0));
            }
            else
            {
                matches.Add(new(MatchedText.Dimension, dimension, Patterns(random, isTag: tag is not null), tag, random.Next(2) == 0));
            }
        }

        if (random.Next(4) == 0)
        {
            filters.Add(new(Dimension.Kind, [nameof(OperationKind.Chat), nameof(OperationKind.Tool)], IsExclude: random.Next(2) == 0));
        }

        foreach (var of in (MatchedText[])[MatchedText.Root, MatchedText.Session])
        {
            if (random.Next(3) == 0)
            {
                matches.Add(new(of, null, random.Next(2) == 0 ? [.. Texts(random).Select(t => new TextPattern(t))] : Patterns(random, isTag: false), IsExclude: random.Next(2) == 0));
            }
        }

        return new()
        {
            Filters = filters,
            Matches = matches,
            Ranges = [.. Enum.GetValues<TraceFigure>().Where(_ => random.Next(4) == 0).Select(figure => Range(random, figure))],
            PricedOnly = random.Next(4) == 0,
            Text = random.Next(3) == 0 ? s_texts.Select(t => t.Trim()).Where(t => t.Length > 0).ElementAt(random.Next(10)) : null,
        };
    }

    private static List<string> Texts(Random random) => [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => s_texts[random.Next(s_texts.Length)]).Distinct()];

    // At least one is open, or they would be whole values, which are a filter. A pattern of nothing at all is every value.
    private static List<TextPattern> Patterns(Random random, bool isTag)
    {
        var first = new TextPattern(s_texts[random.Next(2)], !isTag && random.Next(2) == 0, true);
        return [.. Texts(random).Where(t => t.Length > 0).Select(t => new TextPattern(t, !isTag && random.Next(3) == 0, random.Next(3) == 0)).Append(first).Distinct()];
    }

    private static TraceRange Range(Random random, TraceFigure figure)
    {
        var least = random.NextInt64(0, 5_000_000_000);
        return random.Next(3) switch
        {
            0 => new(figure, least, null),
            1 => new(figure, null, least),
            _ => new(figure, least, least + random.Next(2)),
        };
    }
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>
/// Numbers the arguments of a run's uses so that the same have one number, and those that are alike, where their texts are given, that of the first of them.
/// Time grows with the uses, and with <see cref="MostOfOneTool"/> for each.
/// </summary>
/// <param name="texts">Of the tools' spans whose arguments are kept as text.</param>
internal sealed class LikeArguments(IReadOnlyDictionary<SpanId, ArgumentText> texts)
{
    /// <summary>Different arguments of one tool that others are compared with as text; those that come after them are compared by hash.</summary>
    internal const int MostOfOneTool = 50;

    private readonly Dictionary<string, List<(ArgumentText Text, long Number)>> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tool, long Hash), long> _numbers = [];

    /// <param name="hash">Of the arguments as they came; null where none came.</param>
    internal (long? Number, ArgumentComparison By) Of(string tool, SpanId span, long? hash)
    {
        if (texts.GetValueOrDefault(span) is not { } text)
        {
            // The same was perhaps given as text in another use.
            return hash is { } known ? (_numbers.GetValueOrDefault((tool, known), known), ArgumentComparison.Hash) : (null, ArgumentComparison.Name);
        }

        var own = hash ?? text.Hash;
        if (!_numbers.TryGetValue((tool, own), out var number))
        {
            _numbers[(tool, own)] = number = FirstLike(tool, text, own);
        }

        return (number, number == own ? ArgumentComparison.Text : ArgumentComparison.Alike);
    }

    private long FirstLike(string tool, ArgumentText text, long own)
    {
        if (!_seen.TryGetValue(tool, out var seen))
        {
            _seen[tool] = seen = [];
        }

        foreach (var (other, number) in seen)
        {
            if (text.IsLike(other))
            {
                return number;
            }
        }

        if (seen.Count < MostOfOneTool)
        {
            seen.Add((text, own));
        }

        return own;
    }
}

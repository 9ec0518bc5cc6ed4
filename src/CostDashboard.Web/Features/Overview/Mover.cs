using CostDashboard.Core.Spend;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Overview;

/// <summary>A value whose cost moved against the period before, and why.</summary>
/// <param name="Difference">Nano-dollars; exact.</param>
/// <param name="Reason">The largest of its causes, in words.</param>
public sealed record Mover(string Value, long Difference, string Reason)
{
    /// <summary>The values that moved most, up or down, largest first.</summary>
    public static IReadOnlyList<Mover> Of(SpendAnswer now, SpendAnswer before, int most)
    {
        var values = now.Rows.Select(r => r.Values[0]).Union(before.Rows.Select(r => r.Values[0]), StringComparer.Ordinal);
        var (current, earlier) = (ByValue(now), ByValue(before));
        return
        [
            .. values
                .Select(v => Of(v, current.GetValueOrDefault(v) ?? new(), earlier.GetValueOrDefault(v) ?? new()))
                .Where(m => m.Difference != 0)
                .OrderByDescending(m => Math.Abs((decimal)m.Difference))
                .ThenBy(m => m.Value, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    private static Mover Of(string value, SpendMeasures now, SpendMeasures before) =>
        new(value, now.CostNanoUsd - before.CostNanoUsd, ReasonOf(now, before));

    // Cost is calls × tokens per call × price per token. The share of a factor in the difference goes with the logarithm of its ratio
    // (the LMDI method of index theory), so the factor with the largest logarithm is the reason; one half as strong is said too.
    private static string ReasonOf(SpendMeasures now, SpendMeasures before)
    {
        if (before.CostNanoUsd <= 0)
        {
            return before.Calls == 0 ? $"new: {NumberText.Count(now.Calls)} calls" : "had no known price before";
        }

        if (now.CostNanoUsd <= 0)
        {
            return now.Calls == 0 ? "no calls any more" : "has no known price now";
        }

        var factors = new List<(string Name, double Ratio)> { ("calls", Ratio(now.Calls, before.Calls)) };
        if (now.Usage.Total > 0 && before.Usage.Total > 0)
        {
            factors.Add(("tokens per call", Ratio((double)now.Usage.Total / now.Calls, (double)before.Usage.Total / before.Calls)));
            factors.Add(("price per token", Ratio((double)now.CostNanoUsd / now.Usage.Total, (double)before.CostNanoUsd / before.Usage.Total)));
        }
        else
        {
            factors.Add(("price per call", Ratio((double)now.CostNanoUsd / now.Calls, (double)before.CostNanoUsd / before.Calls)));
        }

        var isMore = now.CostNanoUsd > before.CostNanoUsd;
        var (name, ratio) = factors.MaxBy(f => isMore ? Math.Log(f.Ratio) : -Math.Log(f.Ratio));
        var others = factors.Where(f => f.Name != name && Math.Log(f.Ratio) / Math.Log(ratio) > 0.5);
        return string.Join(", ", others.Prepend((name, ratio)).Select(f => $"{Times(f.Item2)} the {f.Item1}"));
    }

    private static double Ratio(double now, double before) => before <= 0 || now <= 0 ? 1 : now / before;

    private static string Times(double ratio) =>
        ratio.ToString(ratio is >= 9.95 ? "#,##0" : ratio is >= 0.995 and < 1.095 or < 0.995 ? "0.00" : "0.0", System.Globalization.CultureInfo.InvariantCulture) + " ×";

    private static Dictionary<string, SpendMeasures> ByValue(SpendAnswer answer) =>
        answer.Rows.ToDictionary(r => r.Values[0], r => r.Measures, StringComparer.Ordinal);
}

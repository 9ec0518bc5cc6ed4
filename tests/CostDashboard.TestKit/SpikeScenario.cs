using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;

namespace CostDashboard.TestKit;

/// <summary>A support assistant's traffic with the noise of real traffic, once as usual and once with something planted in it.</summary>
public sealed class SpikeScenario(int seed)
{
    private static readonly (string Step, string Model, double Tokens, double NanoPerToken, double CallsPerTrace)[] s_steps =
    [
        ("classify_intent", "gpt-4o-mini", 400, 160, 1),
        ("retrieve_context", "text-embedding-3-small", 700, 20, 1),
        ("generate_answer", "gpt-4o", 3_000, 3_500, 1),
        ("check_answer", "gpt-4o-mini", 2_500, 170, 0.7),
        ("summarise", "claude-sonnet-4-5", 5_000, 4_200, 0.15),
    ];

    private static readonly string[] s_features = ["chat", "mail", "search"];
    private static readonly (string Name, double Share)[] s_environments = [("production", 0.85), ("staging", 0.15)];

    private readonly Random _random = new(seed);

    public delegate void Planting(ref Traffic traffic);

    /// <summary>Expected traffic of one series before the noise.</summary>
    public record struct Traffic(string Step, string Model, string Customer, string Feature, string Environment, double Calls, double Tokens, double NanoPerToken);

    /// <param name="planted">Changes the expected traffic of the period that is explained.</param>
    /// <param name="periods">How many comparable periods the baseline is the mean of.</param>
    public List<SpikeCell> Cells(Planting planted, double tracesPerPeriod = 20_000, int periods = 4)
    {
        var usual = Expected(tracesPerPeriod).ToList();
        var now = usual.Select(traffic =>
        {
            var changed = traffic;
            planted(ref changed);
            return changed;
        });
        var sums = new Dictionary<SpendKey, (SpikeFigures Now, SpikeFigures Usual)>();
        foreach (var traffic in usual)
        {
            var mean = default(SpikeFigures);
            for (var period = 0; period < periods; period++)
            {
                mean += Drawn(traffic);
            }

            Add(traffic, default, new(mean.Calls / periods, mean.Tokens / periods, mean.CostNanoUsd / periods));
        }

        foreach (var traffic in now)
        {
            Add(traffic, Drawn(traffic), default);
        }

        return [.. sums.Where(s => !s.Value.Now.IsZero || !s.Value.Usual.IsZero).Select(s => new SpikeCell(s.Key, s.Value.Now, s.Value.Usual))];

        void Add(Traffic traffic, SpikeFigures inPeriod, SpikeFigures inBaseline)
        {
            var key = new SpendKey(
                new ProjectId(1), traffic.Environment, "assistant", "", traffic.Step, OperationKind.Chat,
                ProviderOf(traffic),
                traffic.Model, traffic.Feature, traffic.Customer, 1, PriceState.Computed);
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Now + inPeriod, sum.Usual + inBaseline);
        }
    }

    /// <summary>The same as spans, a trace for each call: the period that begins at noon, and as many weeks before it as the baseline has.</summary>
    /// <param name="hours">Length of each period.</param>
    public IEnumerable<PricedSpan> Spans(Planting planted, ProjectId project, double tracesPerPeriod, int weeks, int hours)
    {
        for (var week = 0; week <= weeks; week++)
        {
            foreach (var usual in Expected(tracesPerPeriod).ToList())
            {
                var traffic = usual;
                if (week == 0)
                {
                    planted(ref traffic);
                }

                foreach (var span in Spans(traffic, Drawn(traffic), project, week, hours))
                {
                    yield return span;
                }
            }
        }
    }

    private IEnumerable<PricedSpan> Spans(Traffic traffic, SpikeFigures drawn, ProjectId project, int week, int hours)
    {
        var calls = (int)drawn.Calls;
        for (var call = 0; call < calls; call++)
        {
            // What does not divide evenly is in the first call.
            var tokens = ((long)drawn.Tokens / calls) + (call == 0 ? (long)drawn.Tokens % calls : 0);
            var id = $"{project.Value}/{week}/{traffic.Step}/{traffic.Customer}/{traffic.Feature}/{traffic.Environment}/{call}";
            yield return A.Span(
                id,
                trace: id,
                name: traffic.Step,
                start: (-7.0 * week * UnixNanos.PerDay / UnixNanos.PerSecond * 1000) + (_random.NextDouble() * hours * 3_600_000),
                tokens: new(tokens, 0, 0, 0, 0),
                usd: Math.Round(tokens * (decimal)traffic.NanoPerToken) / 1_000_000_000m,
                provider: ProviderOf(traffic),
                model: traffic.Model,
                service: "assistant",
                attribution: new(traffic.Customer, traffic.Feature, traffic.Environment),
                project: project);
        }
    }

    private static string ProviderOf(Traffic traffic) => traffic.Model.StartsWith("claude", StringComparison.Ordinal) ? "anthropic" : "openai";

    // Few customers are most of the traffic, as everywhere.
    private static IEnumerable<Traffic> Expected(double traces)
    {
        const int Customers = 24;
        var weights = Enumerable.Range(1, Customers).Select(rank => 1.0 / rank).ToArray();
        for (var customer = 0; customer < Customers; customer++)
        {
            foreach (var feature in s_features)
            {
                foreach (var (environment, share) in s_environments)
                {
                    foreach (var (step, model, tokens, price, calls) in s_steps)
                    {
                        var part = traces * weights[customer] / weights.Sum() / s_features.Length * share * calls;
                        yield return new(step, model, $"customer-{customer + 1:00}", feature, environment, part, tokens, price);
                    }
                }
            }
        }
    }

    private SpikeFigures Drawn(Traffic traffic)
    {
        var calls = Math.Max(0, Math.Round(traffic.Calls + (Normal() * Math.Sqrt(traffic.Calls))));
        if (calls == 0)
        {
            return default;
        }

        var tokens = Math.Max(1, Math.Round(calls * traffic.Tokens * (1 + (0.6 * Normal() / Math.Sqrt(calls)))));
        return new((decimal)calls, (decimal)tokens, (decimal)Math.Round(tokens * traffic.NanoPerToken));
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}

using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Benchmarks;

/// <summary>
/// The Spend page's questions over a day that holds few spans, and over the same day with ten and a hundred times as many. They read totals:
/// once every series has a row in every quarter hour, more spans make no more rows, and the ratio is near 1.
/// </summary>
internal static class SpendBenchmark
{
    private const int Runs = 15;

    private static readonly UnixNanos s_day = UnixNanos.From(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero));

    internal static async Task RunAsync(int few, int many)
    {
        var small = await MeasureAsync(few);
        var middle = await MeasureAsync(many / 10);
        var large = await MeasureAsync(many);
        foreach (var (name, seconds) in large)
        {
            Figures.Print($"{name,-28} {small[name] * 1000,7:N1} ms with {few:N0} spans, {middle[name] * 1000,7:N1} ms with {many / 10:N0}, {seconds * 1000,7:N1} ms with {many:N0}: ratios {seconds / small[name]:N2} and {seconds / middle[name]:N2}");
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(int spans)
    {
        await using var server = await LocalServer.StartAsync();
        var book = server.Services.GetRequiredService<CurrentPrices>().Book;
        var store = server.Services.GetRequiredService<ISpanStore>();
        foreach (var batch in DemoSpans.TakeWithinADay(server.Project.Id, spans, s_day).Chunk(5000))
        {
            await store.CommitAsync([.. batch.Select(span => DemoSpans.Price(span, book))], CancellationToken.None);
        }

        var total = new SpendQuestion(server.Project.Id, s_day, s_day + UnixNanos.PerDay, Grain.Quarter, [Dimension.Step, Dimension.Model, Dimension.Customer], [], WithDistributions: false);
        var queries = server.Services.GetRequiredService<ISpendQueries>();
        var groups = (await queries.AskAsync(total, CancellationToken.None)).Rows.Count;
        Figures.Print($"{spans:N0} spans lie in {groups:N0} groups of quarter hour, step, model and customer");
        var times = new Dictionary<string, double>();
        foreach (var (name, question) in Questions(server))
        {
            times[name] = await Figures.MedianAsync(Runs, () => queries.AskAsync(question, CancellationToken.None));
        }

        return times;
    }

    private static IEnumerable<(string Name, SpendQuestion Question)> Questions(LocalServer server)
    {
        // As the page asks them: the chart's sums by bucket, the table with its quantiles, the sentence above both.
        var day = new SpendQuestion(server.Project.Id, s_day, s_day + UnixNanos.PerDay, Grain.Total, [], [], WithDistributions: false);
        yield return ("sentence: total", day);
        yield return ("chart: by step, quarters", day with { Grain = Grain.Quarter, By = [Dimension.Step] });
        yield return ("chart: by customer, hours", day with { Grain = Grain.Hour, By = [Dimension.Customer] });
        yield return ("chart: one model by step", day with { Grain = Grain.Hour, By = [Dimension.Step], Filters = [new(Dimension.Model, ["gpt-4o-mini-2024-07-18"])] });
        yield return ("table: by step, quantiles", day with { By = [Dimension.Step], WithDistributions = true });
        yield return ("chart: p95 by step, hours", day with { Grain = Grain.Hour, By = [Dimension.Step], WithDistributions = true });
    }
}

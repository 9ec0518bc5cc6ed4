using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Benchmarks;

/// <summary>The Spend page's questions over a day that holds few spans, and over the same day with a hundred times as many. They read totals, so the ratio is near 1.</summary>
internal static class SpendBenchmark
{
    private const int Runs = 15;

    private static readonly UnixNanos s_day = UnixNanos.From(new DateTimeOffset(2026, 11, 19, 0, 0, 0, TimeSpan.Zero));

    internal static async Task RunAsync(int few, int many)
    {
        var small = await MeasureAsync(few);
        var large = await MeasureAsync(many);
        foreach (var (name, seconds) in large)
        {
            Figures.Print($"{name,-28} {small[name] * 1000,8:N1} ms with {few:N0} spans, {seconds * 1000,8:N1} ms with {many:N0}, ratio {seconds / small[name]:N2}");
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

        var queries = server.Services.GetRequiredService<ISpendQueries>();
        var times = new Dictionary<string, double>();
        foreach (var (name, question) in Questions(server))
        {
            times[name] = await Figures.MedianAsync(Runs, () => queries.AskAsync(question, CancellationToken.None));
        }

        return times;
    }

    private static IEnumerable<(string Name, SpendQuestion Question)> Questions(LocalServer server)
    {
        var day = new SpendQuestion(server.Project.Id, s_day, s_day + UnixNanos.PerDay, Grain.Total, [], []);
        yield return ("total of the day", day);
        yield return ("by step, quarter hours", day with { Grain = Grain.Quarter, By = [Dimension.Step] });
        yield return ("by customer, hours", day with { Grain = Grain.Hour, By = [Dimension.Customer] });
        yield return ("by step and model", day with { By = [Dimension.Step, Dimension.Model] });
        yield return ("one model by step, hours", day with { Grain = Grain.Hour, By = [Dimension.Step], Filters = [new(Dimension.Model, ["gpt-4o-mini"])] });
    }
}

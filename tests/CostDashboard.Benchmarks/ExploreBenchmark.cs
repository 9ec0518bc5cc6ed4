using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Ui.Asking;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Benchmarks;

/// <summary>
/// The Spend page over 90 days: each panel's questions, asked as the page asks them, and the page itself over HTTP until its last byte, with few
/// spans and with a hundred times as many; beside it the other pages that people open first. The spans are committed as any others are.
/// </summary>
internal static class ExploreBenchmark
{
    private const int Runs = 15;

    private static readonly string[] s_pages =
    [
        "/spend?range=90d", "/spend?range=7d", "/spend?range=90d&by=customer&measure=cost-per-trace", "/spend?range=90d&by=step%2Cmodel&open=%2A",
        "/spend?range=90d&measure=p95&compare=2w", "/?range=7d", "/?range=90d", "/spend/spike?range=1h", "/spend/spike?range=24h", "/spend/spike?range=7d",
        "/steps?range=7d", "/steps?range=90d", "/steps/step?step=generate_response&range=90d", "/features?range=90d", "/correlation?range=90d",
        "/environments?range=90d", "/insights", "/traces?range=90d", "/traces?range=7d",
    ];

    /// <param name="keptIn">The folder in which the filled databases stay and are found by a later run of the same day; null for none.</param>
    internal static async Task RunAsync(int few, int many, string? keptIn)
    {
        var small = await MeasureAsync(few, keptIn);
        var large = await MeasureAsync(many, keptIn);
        Figures.Print($"milliseconds, and of processor time, with {few:N0} spans; with {many:N0}; ratio of processor time");
        foreach (var (name, (wall, processor)) in large)
        {
            var (wallOfFew, processorOfFew) = small[name];
            Figures.Print($"{name,-58} {wallOfFew * 1000,7:N1} {processorOfFew * 1000,7:N1}  {wall * 1000,7:N1} {processor * 1000,7:N1}  {processor / processorOfFew,5:N1}");
        }
    }

    private static async Task<Dictionary<string, (double Wall, double Processor)>> MeasureAsync(int spans, string? keptIn)
    {
        // Named by the day: the ranges that pages ask for end now.
        var folder = keptIn is null ? null : Path.Combine(keptIn, string.Create(CultureInfo.InvariantCulture, $"{spans}-{DateTime.UtcNow:yyyy-MM-dd}"));
        await using var product = await WholeProduct.StartAsync(folder);
        await product.FillAsync(spans, days: 90);
        var times = new Dictionary<string, (double, double)>();
        var questions = Questions(product.Services.GetRequiredService<ISpendQueries>(), product.ContextAsync)
            .Concat(OfTraces(product.Services.GetRequiredService<ITraceQueries>(), product.ContextAsync));
        foreach (var (name, ask) in questions)
        {
            times[name] = await Figures.MediansAsync(Runs, ask);
        }

        foreach (var page in s_pages)
        {
            times["page " + Uri.UnescapeDataString(page)] = await Figures.MediansAsync(Runs, () => product.GetAsync(page));
        }

        return times;
    }

    private static IEnumerable<(string Name, Func<Task> Ask)> Questions(ISpendQueries spend, Func<string, Task<PageContext>> context)
    {
        yield return ("sentence: total, and that of the 90 days before", async () =>
        {
            var asked = await context("/spend?range=90d");
            await SpendComparison.AskAsync(spend, asked, asked.Range, withDistributions: false, CancellationToken.None);
        });
        yield return ("filter: models with spend", async () =>
        {
            var asked = await context("/spend?range=90d");
            await spend.GetValuesAsync(asked.ProjectId, Dimension.Model, asked.Range.From, asked.Range.To, 200, CancellationToken.None);
        });
        foreach (var (name, url) in ((string, string)[])
        [
            ("by step, days", "by=step"), ("by customer, days", "by=customer"), ("by user, days", "by=user"), ("p95 by step, days", "measure=p95"),
            ("one model by step, days", "model=gpt-4o-mini-2024-07-18"), ("by step, hours of 7 days", "range=7d"),
        ])
        {
            yield return ("chart: " + name, async () => await ChartAsync(spend, await context("/spend?range=90d&" + url)));
        }

        foreach (var (name, url, withLatency) in ((string, string, bool)[])
        [
            ("by step, compared", "by=step", false), ("by step, with latency", "by=step", true), ("by customer, cost per query", "by=customer&measure=cost-per-trace", false),
            ("by user", "by=user", false), ("by step and model, all open", "by=step%2Cmodel&open=%2A", false),
            ("by customer, step, model, one open", "by=customer%2Cstep%2Cmodel&open=%2Facme", false),
        ])
        {
            yield return ("table: " + name, async () => await TableAsync(spend, await context("/spend?range=90d&" + url), withLatency));
        }
    }

    private static IEnumerable<(string Name, Func<Task> Ask)> OfTraces(ITraceQueries traces, Func<string, Task<PageContext>> context)
    {
        foreach (var days in (int[])[7, 90])
        {
            yield return ($"traces: dearest of {days} days", async () => await traces.GetFirstAsync(await QuestionAsync(days, TraceSort.Cost) with { Limit = 8 }, CancellationToken.None));
            yield return ($"traces: list of {days} days, with its sum", async () => await traces.ListAsync(await QuestionAsync(days, TraceSort.Start), CancellationToken.None));
            yield return ($"traces: list of {days} days by cost", async () => await traces.ListAsync(await QuestionAsync(days, TraceSort.Cost), CancellationToken.None));
        }

        async Task<TraceQuestion> QuestionAsync(int days, TraceSort sort)
        {
            var asked = await context(string.Create(CultureInfo.InvariantCulture, $"/traces?range={days}d"));
            return new(asked.ProjectId, asked.Range.From, asked.Range.To, [], sort);
        }
    }

    private static Task<ChosenAnswer> ChartAsync(ISpendQueries spend, PageContext context)
    {
        var view = SpendView.From(context.Query);
        return UsageChart.AskAsync(spend, new UsageShape(context, view.RangeIn(context), view.GrainIn(context), view.By, view.Measure), CancellationToken.None);
    }

    private static Task<SpendTree> TableAsync(ISpendQueries spend, PageContext context, bool withLatency) =>
        new SpendTreeQuestions(spend, context, SpendView.From(context.Query)).AskAsync(withLatency, CancellationToken.None);
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using CostDashboard.Core.Units;

namespace CostDashboard.Benchmarks;

/// <summary>
/// What an agent waits for before its next step: a verdict over HTTP from the running program, of stored traces at random, with few spans stored and
/// with many. It reads a trace's totals, so that more spans make only the indices deeper.
/// </summary>
internal static class VerdictBenchmark
{
    private const int Asked = 2_000;
    private const int Days = 30;
    private const string Pending = """{"spans":[{"kind":"tool","tool":"search"},{"kind":"chat","model":"gpt-4o-mini","provider":"openai","inputTokens":1200,"outputTokens":300}]}""";

    internal static async Task RunAsync(int few, int many)
    {
        var small = await MeasureAsync(few);
        var large = await MeasureAsync(many);
        foreach (var (name, times) in large)
        {
            var before = small[name];
            Figures.Print($"{name,-34} p50 {before.P50,6:N2} ms, p99 {before.P99,6:N2} ms with {few:N0} spans; p50 {times.P50,6:N2} ms, p99 {times.P99,6:N2} ms with {many:N0}: ratio of the medians {times.P50 / before.P50:N2}, of p99 {times.P99 / before.P99:N2}");
        }
    }

    private static async Task<Dictionary<string, (double P50, double P99)>> MeasureAsync(int spans)
    {
        await using var product = await WholeProduct.StartAsync();
        await product.FillAsync(spans, Days);
        var traces = await product.TraceIdsAsync(Days, Asked);
        using var client = product.ClientWithKey();
        var random = new Random(1);
        return new()
        {
            ["GET, a stored trace"] = await TimesAsync(() => client.GetAsync(Path(traces[random.Next(traces.Count)]))),
            ["GET, a trace not seen yet"] = await TimesAsync(() => client.GetAsync(Path(new TraceId(1, (ulong)random.Next(1, int.MaxValue))))),
            ["POST, two spans beside a stored one"] = await TimesAsync(() => PostAsync(client, Path(traces[random.Next(traces.Count)]))),
        };
    }

    private static Uri Path(TraceId trace) => new($"/api/v1/traces/{trace}/verdict", UriKind.Relative);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri path)
    {
        using var content = new StringContent(Pending, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await client.PostAsync(path, content);
    }

    private static async Task<(double P50, double P99)> TimesAsync(Func<Task<HttpResponseMessage>> askAsync)
    {
        var times = new List<double>(Asked);
        for (var i = -Asked / 10; i < Asked; i++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await askAsync();
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            if (i >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        return (times[Asked / 2], times[Asked * 99 / 100]);
    }
}

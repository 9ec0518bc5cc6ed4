using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using CostDashboard.TestKit;

namespace CostDashboard.Benchmarks;

/// <summary>
/// From an OTLP/HTTP protobuf request to its durable commit on SQLite, everything included: HTTP, decoding, pricing, trees, totals, flush.
/// The bar is the bare engine inserting the same rows in the same run.
/// </summary>
internal static class IngestBenchmark
{
    // OpenTelemetry's batch processor exports 512 spans at a time unless told otherwise.
    private const int SpansPerRequest = 512;
    private const int Connections = 8;

    internal static async Task RunAsync(int spans)
    {
        await using var server = await LocalServer.StartAsync();
        var bodies = DemoSpans.Take(server.Project.Id, spans).Chunk(SpansPerRequest).Select(OtlpRequest.Protobuf).ToList();
        await SendAsync(server, bodies[..Math.Min(20, bodies.Count)]);

        var watch = Stopwatch.StartNew();
        await SendAsync(server, bodies[Math.Min(20, bodies.Count)..]);
        var product = watch.Elapsed.TotalSeconds;
        var sent = spans - (Math.Min(20, bodies.Count) * SpansPerRequest);

        // As many transactions as groups could have formed at best: every connection waits in one group.
        var bare = BareCopy.Time(server.Database, Math.Max(1, bodies.Count / Connections)).TotalSeconds * sent / spans;
        Figures.Print($"ingest   {sent / product,10:N0} spans/s over OTLP/HTTP, acknowledged after commit ({bodies.Count} requests of {SpansPerRequest}, {Connections} connections)");
        Figures.Print($"bare     {sent / bare,10:N0} spans/s: the same rows by prepared statements");
        Figures.Print($"ratio    {bare / product,10:N2} of the bare engine's speed (aim: 0.5 or better)");
    }

    private static async Task SendAsync(LocalServer server, IReadOnlyList<byte[]> bodies)
    {
        var waiting = new ConcurrentQueue<byte[]>(bodies);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (waiting.TryDequeue(out var body))
            {
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
                using var response = await server.Client.PostAsync(new Uri("v1/traces", UriKind.Relative), content);
                response.EnsureSuccessStatusCode();
            }
        }));
    }
}

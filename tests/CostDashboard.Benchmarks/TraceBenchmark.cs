using System.Runtime.CompilerServices;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Traces;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Benchmarks;

/// <summary>What it takes to lay a trace out for the trace page, and to hold it: for 5,000 spans and for ten times as many.</summary>
internal static class TraceBenchmark
{
    private const int Few = TraceShapes.Many / 10;
    private const int Opened = 5;

    internal static async Task RunAsync()
    {
        var spans = TraceShapes.Of("fifty thousand");
        var (few, many) = (Facts(spans[..Few]), Facts(spans));
        var (timeOfFew, timeOfMany) = (await TimeAsync(few), await TimeAsync(many));
        var (bytesOfFew, bytesOfMany) = (BytesPerRow(few), BytesPerRow(many));
        Figures.Print("Laying a trace out: tree, charges, critical path, rows, minimap, values to filter by");
        Figures.Print($"  {Few:N0} spans      {timeOfFew * 1e3,8:N1} ms   {bytesOfFew,6:N0} bytes held per row");
        Figures.Print($"  {TraceShapes.Many:N0} spans     {timeOfMany * 1e3,8:N1} ms   {bytesOfMany,6:N0} bytes held per row");
        Figures.Print($"  ten times the spans take {timeOfMany / timeOfFew:N1} times as long; a row needs {bytesOfMany / bytesOfFew:N2} times as much");
        await PrintOpeningAsync(spans);
    }

    // From the store to the first page, each time of another trace: nobody has looked at it.
    private static async Task PrintOpeningAsync(IReadOnlyList<PricedSpan> spans)
    {
        await using var product = await WholeProduct.StartAsync();
        var store = product.Services.GetRequiredService<ISpanStore>();
        var project = product.ProjectId;
        var traces = Enumerable.Range(1, 2 * (Opened + 1)).Select(number => new TraceKey(project, new TraceId(7, (ulong)number))).ToList();
        foreach (var (trace, at) in traces.Select((trace, at) => (trace, at)))
        {
            var size = at % 2 == 0 ? Few : TraceShapes.Many;
            foreach (var batch in spans.Take(size).Select(span => span with { Span = Moved(span.Span, trace) }).Chunk(5_000))
            {
                await store.CommitAsync(batch, CancellationToken.None);
            }
        }

        var queries = product.Services.GetRequiredService<ITraceQueries>();
        Figures.Print("Opening a trace that nobody has looked at: its spans read from the store, and the page to its last byte");
        foreach (var (size, parity) in new[] { (Few, 0), (TraceShapes.Many, 1) })
        {
            var next = new Queue<TraceKey>(traces.Where((_, at) => at % 2 == parity));
            var read = await Figures.MedianAsync(Opened, () => queries.GetFactsAsync(next.Peek(), CancellationToken.None));
            var page = await Figures.MedianAsync(Opened, () => product.GetAsync($"/traces/{next.Dequeue().Trace}"));
            Figures.Print($"  {size,6:N0} spans     read {read * 1e3,8:N1} ms   page {page * 1e3,8:N1} ms");
        }
    }

    private static NormalizedSpan Moved(NormalizedSpan span, TraceKey trace) => span with { Source = span.Source with { Key = new(trace.Project, trace.Trace, span.Key.Span) } };

    private static TraceFacts Facts(IReadOnlyList<PricedSpan> spans) => TraceFacts.None with { Spans = [.. spans.Select(SpanFacts.Of)] };

    private static Task<double> TimeAsync(TraceFacts facts) => Figures.MedianAsync(7, () =>
    {
        GC.KeepAlive(LaidOut(facts));
        return Task.CompletedTask;
    });

    // Copies of the facts are laid out, so that what the layout still holds of them counts.
    private static double BytesPerRow(TraceFacts facts)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sight = LaidOutCopies(facts);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(sight);
        return (double)held / facts.Spans.Count;
    }

    // By itself: what a frame has held counts as held until it ends.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TraceSight LaidOutCopies(TraceFacts facts) => LaidOut(facts with { Spans = [.. facts.Spans.Select(span => span with { })] });

    private static TraceSight LaidOut(TraceFacts facts)
    {
        var sight = TraceSight.Of(A.Trace(), facts, A.Noon + UnixNanos.PerHour)!;
        GC.KeepAlive(sight.Minimap);
        GC.KeepAlive(sight.Values);
        return sight;
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Otlp;
using CostDashboard.TestKit;

namespace CostDashboard.Benchmarks;

/// <summary>What a span costs the processor on its way to the writer, one core, and whether ten times as many cost ten times as much.</summary>
internal static class PipelineBenchmark
{
    private const int Few = 5_000;
    private const int Many = 50_000;
    private const int Million = 1_000_000;
    private const int Runs = 5;

    internal static async Task RunAsync()
    {
        // A round that is not counted leaves both the same compiled code: the ratio is of spans, not of the compiler.
        await MeasureAsync(Many);
        var few = await MeasureAsync(Few);
        var many = await MeasureAsync(Many);
        foreach (var (stage, seconds) in many)
        {
            Figures.Print($"{stage,-20} {seconds / Many * 1e6,8:N2} µs a span; {Many / Few} times the spans take {seconds / few[stage]:N1} times as long");
        }

        PrintRate();
    }

    // What a million spans take from decoded to priced, on the one core that a request has: in time of the processor, so that what else runs on the
    // machine does not count.
    private static void PrintRate()
    {
        var book = BookOnDisk.Read();
        var decoded = DemoSpans.Take(new ProjectId(1), Many).ToList();
        Rounds(1);
        var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        Rounds(Million / Many);
        var (allocated, seconds) = (GC.GetAllocatedBytesForCurrentThread() - bytes, (Environment.CpuUsage.TotalTime - time).TotalSeconds);
        Figures.Print($"normalise and price  {Million / seconds,8:N0} spans a second on one core, {seconds:N1} s for a million, {(double)allocated / Million:N0} bytes allocated a span");

        void Rounds(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                decoded.ForEach(span => DemoSpans.Price(SpanRepairs.Mend(span, span.Start), book));
            }
        }
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(int count)
    {
        var project = new ProjectId(1);
        var book = BookOnDisk.Read();
        var decoded = DemoSpans.Take(project, count).ToList();
        var bodies = decoded.Chunk(512).Select(OtlpRequest.Protobuf).ToList();
        var normalized = decoded.ConvertAll(span => SpanNormalizer.Normalize(SpanRepairs.Mend(span, span.Start), 1, AttributeLookup.Default));
        var priced = normalized.ConvertAll(span => SpanPricer.Price(span, book));
        var nothing = new Dictionary<TraceKey, TraceFacts>();

        return new()
        {
            ["decode"] = await TimeAsync(() => bodies.ForEach(body => OtlpDecoder.Decode(body, OtlpEncoding.Protobuf, project))),
            ["repair, normalise"] = await TimeAsync(() => decoded.ForEach(span => SpanNormalizer.Normalize(SpanRepairs.Mend(span, span.Start), 1, AttributeLookup.Default))),
            ["price"] = await TimeAsync(() => normalized.ForEach(span => SpanPricer.Price(span, book))),
            ["plan, total"] = await TimeAsync(() =>
            {
                foreach (var batch in priced.Chunk(5_000))
                {
                    var draft = CommitDraft.Of(nothing, batch);
                    draft.TakeQuestions();
                    draft.Plan(nothing, OrganisationCalendar.Utc);
                }
            }),
        };
    }

    private static Task<double> TimeAsync(Action run) => Figures.MedianAsync(Runs, () =>
    {
        run();
        return Task.CompletedTask;
    });
}

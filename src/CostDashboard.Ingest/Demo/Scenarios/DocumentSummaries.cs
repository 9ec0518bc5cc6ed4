using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>At night: the parts of a document in parallel, then the whole from its parts.</summary>
internal sealed class DocumentSummaries() : DemoScenario("document-summaries")
{
    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "summarize_document", OtelSpanKind.Consumer);
        using (trace.Open("load_document"))
        {
            trace.Pass(this["load_document"].Millis);
        }

        var parts = SummarizeParts(trace);
        using (trace.Open("combine"))
        {
            var step = this["combine"];
            trace.Pass(step.Millis);
            var reasoning = trace.Random.In(step.Reasoning);
            DemoCall.Chat(trace, step.Model, new(parts, trace.Random.In(step.Output) + reasoning, Reasoning: reasoning));
        }

        using (trace.Open("store_summary", OtelSpanKind.Client))
        {
            trace.Pass(this["store_summary"].Millis);
        }
    }

    private long SummarizeParts(DemoTrace trace)
    {
        using var map = trace.Open("summarize_parts");
        var step = this["summarize_part"];
        var written = 0L;
        trace.Parallel((int)trace.Random.In(step.Count), part =>
        {
            using var span = trace.Open("summarize_part").Set("document.part", part);
            trace.Pass(step.Millis);
            written += DemoCall.Chat(trace, step.Model, Tokens(trace, "summarize_part")).Output;
        });
        return written;
    }
}

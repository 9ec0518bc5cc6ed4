using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>Intent, retrieval, generation, delivery, one after another; the retrieval is another service's. Tells the story of the release.</summary>
internal sealed class SupportAgent() : DemoScenario("support-agent")
{
    internal override string VersionAt(UnixNanos time, DemoStories stories) =>
        time >= UnixNanos.From(stories.Release) ? Figures.NewVersion! : Figures.Version;

    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "handle_message");
        ClassifyIntent(trace);
        var retrieved = RetrieveContext(trace);
        GenerateResponse(trace, retrieved);
        Deliver(trace);
    }

    private void ClassifyIntent(DemoTrace trace)
    {
        var step = this["classify_intent"];
        using var span = trace.Open("classify_intent");
        trace.Pass(step.Millis);
        DemoCall.Chat(trace, step.Model, Tokens(trace, "classify_intent"), maxTokens: 16);
        span.Set("intent", trace.Random.Pick<string>(["billing", "refund", "how_to", "bug", "account"]));
    }

    private long RetrieveContext(DemoTrace trace)
    {
        using var span = trace.Open("retrieve_context");
        using (trace.Open("embed_query"))
        {
            trace.Pass(this["embed_query"].Millis);
            DemoCall.Embed(trace, this["embed_query"].Model, trace.Random.In(this["embed_query"].Input));
        }

        var chunk = this[trace.Start >= UnixNanos.From(trace.Stories.Release) ? "chunk_after_release" : "chunk"];
        var tokens = DemoRetrieval.Search(trace, "knowledge_base", this["vector_search"], chunk, DemoOrigin.Beside(span.Origin, "knowledge-index", "4.0.2"));
        span.Set("retriever.total_tokens", tokens);
        return tokens;
    }

    private void GenerateResponse(DemoTrace trace, long retrieved)
    {
        var step = this["generate_response"];
        using var span = trace.Open("generate_response");
        trace.Pass(step.Millis);
        DemoCall.Chat(trace, step.Model, Tokens(trace, "generate_response", retrieved), isStreamed: true, maxTokens: 1500);
    }

    private void Deliver(DemoTrace trace)
    {
        using var span = trace.Open("format_and_deliver");
        trace.Pass(this["format_and_deliver"].Millis);
        span.Set("channel", trace.Random.Pick<string>(["web_chat", "email", "slack"]));
    }
}

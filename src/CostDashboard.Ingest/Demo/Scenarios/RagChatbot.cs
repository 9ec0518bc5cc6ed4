namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>Embedding, search, assembly, answer, formatting: the model is nearly all of the time and of the cost.</summary>
internal sealed class RagChatbot() : DemoScenario("rag-chatbot")
{
    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "POST /chat");
        trace.Pass(this["embed"].Millis);
        DemoCall.Embed(trace, this["embed"].Model, trace.Random.In(this["embed"].Input));
        var found = DemoRetrieval.Search(trace, "docs", this["vector_search"], this["chunk"]);
        Step(trace, "assemble_context");
        DemoCall.DeprecatedChat(trace, this["chat"].Model, Tokens(trace, "chat", found));
        Step(trace, "format_response");
    }

    private void Step(DemoTrace trace, string name)
    {
        using var span = trace.Open(name);
        trace.Pass(this[name].Millis);
    }
}

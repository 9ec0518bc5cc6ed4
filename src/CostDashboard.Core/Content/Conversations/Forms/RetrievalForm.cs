namespace CostDashboard.Core.Content.Conversations.Forms;

/// <summary>What was looked for, and the documents that were found, reranked or embedded.</summary>
internal static class RetrievalForm
{
    // Shape read here:
    //   retrieval.documents.0.document.content, reranker.input_documents.0.document.content, reranker.output_documents.0…   OpenInference
    //   embedding.embeddings.0.embedding.text                                                                               OpenInference
    //   gen_ai.retrieval.query.text, gen_ai.retrieval.documents = JSON                                                      OpenTelemetry
    internal static FormMessages Read(ContentLookup content)
    {
        List<Message> into = [.. Documents(content, "reranker.input_documents", "document.content", MessageSide.In), .. Documents(content, "embedding.embeddings", "embedding.text", MessageSide.In)];
        if (content.Text("gen_ai.retrieval.query.text") is { } query)
        {
            into.Add(new(MessageRole.User, null, MessageSide.In, [new MessagePart.Said(query)]));
        }

        List<Message> outOf = [.. Documents(content, "retrieval.documents", "document.content", MessageSide.Out), .. Documents(content, "reranker.output_documents", "document.content", MessageSide.Out)];
        if (outOf.Count == 0 && content.Text("gen_ai.retrieval.documents") is { } documents)
        {
            outOf.Add(new(MessageRole.Other, "documents", MessageSide.Out, [new MessagePart.Other("documents", documents)]));
        }

        return new(into, outOf);
    }

    private static IEnumerable<Message> Documents(ContentLookup content, string prefix, string key, MessageSide side) => content.Numbered(prefix)
        .Select(document => document.GetValueOrDefault(key))
        .OfType<string>()
        .Select(text => new Message(MessageRole.Other, "document", side, [new MessagePart.Other("document", text)]));
}

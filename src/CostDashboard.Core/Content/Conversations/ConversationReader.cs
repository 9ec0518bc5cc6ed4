using CostDashboard.Core.Content.Conversations.Forms;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>What one form has of a span: messages that went in, and that came out.</summary>
internal sealed record FormMessages(IReadOnlyList<Message> In, IReadOnlyList<Message> Out);

/// <summary>Reads a span's content as a conversation.</summary>
/// <remarks>Pure; time grows with the text. What no form knows is not lost: the form for plain inputs and outputs shows it as it is.</remarks>
public static class ConversationReader
{
    // Order is meaning: emitters say the same in several forms, and the richer one is read. What went in and what came out are looked for apart.
    internal static readonly IReadOnlyList<Func<ContentLookup, FormMessages>> FormsInOrder =
    [
        StructuredMessagesForm.Read,
        MessageEventsForm.Read,
        OpenInferenceForm.Read,
        NumberedPromptForm.Read,
        VercelForm.Read,
        GoogleAdkForm.Read,
        ToolPayloadForm.Read,
        RetrievalForm.Read,
        LangfuseForm.Read,
        PlainValuesForm.Read,
    ];

    /// <summary>The messages of a span; <see cref="Conversation.Empty"/> where there is none.</summary>
    public static Conversation Read(SpanContent content)
    {
        var lookup = new ContentLookup(content);
        IReadOnlyList<Message> into = [];
        IReadOnlyList<Message> outOf = [];
        foreach (var read in FormsInOrder)
        {
            if (into.Count > 0 && outOf.Count > 0)
            {
                break;
            }

            var found = read(lookup);
            into = into.Count > 0 ? into : found.In;
            outOf = outOf.Count > 0 ? outOf : found.Out;
        }

        return into.Count + outOf.Count == 0 ? Conversation.Empty : new([.. into, .. outOf]);
    }
}

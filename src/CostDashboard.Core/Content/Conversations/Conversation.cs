namespace CostDashboard.Core.Content.Conversations;

/// <summary>Who speaks.</summary>
public enum MessageRole : byte
{
    /// <summary>Instructions of the application: system and developer messages.</summary>
    System = 1,
    User = 2,
    Assistant = 3,

    /// <summary>A tool's answer.</summary>
    Tool = 4,

    /// <summary>Somebody whom the emitter names otherwise, or does not name.</summary>
    Other = 5,
}

/// <summary>Whether a message went into a step or came out of it.</summary>
public enum MessageSide : byte
{
    In = 1,
    Out = 2,
}

/// <summary>A part of a message.</summary>
public abstract record MessagePart
{
    private MessagePart()
    {
    }

    /// <summary>Characters of its text.</summary>
    public abstract int Length { get; }

    public sealed record Said(string Text) : MessagePart
    {
        public override int Length => Text.Length;
    }

    /// <summary>What a model thought before it answered.</summary>
    public sealed record Reasoning(string Text) : MessagePart
    {
        public override int Length => Text.Length;
    }

    /// <param name="Id">Ties the result to the call; null where none is given.</param>
    /// <param name="Arguments">As the emitter has them, JSON as a rule.</param>
    public sealed record ToolCall(string? Id, string Name, string Arguments) : MessagePart
    {
        public override int Length => Name.Length + Arguments.Length;
    }

    /// <param name="Name">Null where only the id is given.</param>
    public sealed record ToolResult(string? Id, string? Name, string Result) : MessagePart
    {
        public override int Length => Result.Length;
    }

    /// <summary>Something that is not said: an image, a file, a document, a list of tools.</summary>
    /// <param name="Kind">The emitter's word for it.</param>
    /// <param name="Text">What of it is text; empty where nothing is.</param>
    public sealed record Other(string Kind, string Text) : MessagePart
    {
        public override int Length => Text.Length;
    }
}

/// <summary>One message.</summary>
/// <param name="Name">What else is said of who speaks: a name, or a role of the emitter's own; null for nothing.</param>
/// <param name="FinishReason">Why the model ended; null where that is not said.</param>
public sealed record Message(MessageRole Role, string? Name, MessageSide Side, IReadOnlyList<MessagePart> Parts, string? FinishReason = null)
{
    /// <summary>Whether it says the same as another, whichever way it went: what was answered is sent again with the next question.</summary>
    public bool SaysTheSameAs(Message other) => Role == other.Role && Parts.SequenceEqual(other.Parts);
}

/// <summary>What a span said, in the order in which it was said: what went in, then what came out.</summary>
public sealed record Conversation(IReadOnlyList<Message> Messages)
{
    public static Conversation Empty { get; } = new([]);
}

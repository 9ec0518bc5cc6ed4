namespace CostDashboard.Core.Content;

/// <summary>One text of a span's content, where it stood: an attribute of the span, or of one of its events.</summary>
/// <param name="Key">The attribute's key: <c>gen_ai.input.messages</c>, <c>gen_ai.prompt.0.content</c>, <c>input.value</c> …</param>
/// <param name="Text">As the wire had it; lists and maps in JSON's manner.</param>
/// <param name="Event">Name of the event on which it stands; null for an attribute of the span itself.</param>
/// <param name="EventNumber">Tells the events of a span apart, in their order; 0 for an attribute of the span itself.</param>
public sealed record ContentText(string Key, string Text, string? Event = null, int EventNumber = 0);

/// <summary>
/// What a span said in prompts, completions and tools' payloads, as it came: secrets included. It lives from the wire to
/// <see cref="Redaction.Redactor"/>, and nothing stores it.
/// </summary>
/// <param name="Notes">What was cut or left out, in words for the trace page.</param>
public sealed record CapturedContent(IReadOnlyList<ContentText> Texts, IReadOnlyList<string> Notes);

/// <summary>The same after the project's rules were applied to it. Only this is stored and shown.</summary>
public sealed record SpanContent
{
    internal SpanContent(IReadOnlyList<ContentText> texts, IReadOnlyList<string> notes)
    {
        Texts = texts;
        Notes = notes;
    }

    public IReadOnlyList<ContentText> Texts { get; }

    /// <summary>What was cut or left out, in words for the trace page.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What a store has kept, which was redacted before it was kept.</summary>
    public static SpanContent Stored(IReadOnlyList<ContentText> texts, IReadOnlyList<string> notes) => new(texts, notes);

    public bool Equals(SpanContent? other) => other is not null && Texts.SequenceEqual(other.Texts) && Notes.SequenceEqual(other.Notes);

    public override int GetHashCode() => HashCode.Combine(Texts.Count, Notes.Count);
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Content.Conversations;

/// <summary>What one span adds to the conversation of its trace.</summary>
/// <param name="Added">Messages that no span before has.</param>
/// <param name="Repeated">How many it has that stand above already: with each question what was said before is sent again, and a wrapper says what its calls say.</param>
/// <param name="Notes">What was cut or left out when it was kept.</param>
public sealed record ConversationTurn(SpanId Span, IReadOnlyList<Message> Added, int Repeated, IReadOnlyList<string> Notes)
{
    /// <summary>The conversation of spans in their order, each message once.</summary>
    /// <param name="mostCharacters">When the added messages have so many, the turn is the last.</param>
    /// <remarks>Time grows with the text.</remarks>
    public static IReadOnlyList<ConversationTurn> Of(IEnumerable<(SpanId Span, SpanContent Content)> spans, int mostCharacters = int.MaxValue)
    {
        var said = new HashSet<Message>(SameWords.Instance);
        var turns = new List<ConversationTurn>();
        long characters = 0;
        foreach (var (span, content) in spans)
        {
            var messages = ConversationReader.Read(content).Messages;
            var added = messages.Where(said.Add).ToList();
            turns.Add(new(span, added, messages.Count - added.Count, content.Notes));
            characters += added.SelectMany(message => message.Parts).Sum(part => (long)part.Length);
            if (characters >= mostCharacters)
            {
                break;
            }
        }

        return turns;
    }

    private sealed class SameWords : IEqualityComparer<Message>
    {
        internal static SameWords Instance { get; } = new();

        public bool Equals(Message? one, Message? other) => one is null ? other is null : other is not null && one.SaysTheSameAs(other);

        public int GetHashCode(Message message)
        {
            var hash = new HashCode();
            hash.Add(message.Role);
            foreach (var part in message.Parts)
            {
                hash.Add(part);
            }

            return hash.ToHashCode();
        }
    }
}

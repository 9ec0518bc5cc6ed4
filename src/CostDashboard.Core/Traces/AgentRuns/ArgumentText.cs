using System.Text;
using System.Text.Json;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Conversations;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>
/// The arguments of a tool's call in normalised words, made of the text that the project keeps. Arguments are alike where at least
/// <see cref="LeastShare"/> of all their words are in both, each in the same member, and words with a digit in them and what is no text are all
/// the same: another page, date or number is another call. Order, spaces and the case of letters do not matter.
/// </summary>
public sealed class ArgumentText
{
    /// <summary>One of nine words may be another one; one of four may be missing from neither.</summary>
    public const double LeastShare = 0.8;

    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    private ArgumentText(long hash) => Hash = hash;

    /// <summary>That of the text, as <see cref="ToolArguments.HashOf(ReadOnlySpan{byte})"/> makes it.</summary>
    internal long Hash { get; }

    /// <summary>
    /// The arguments among what a tool's span said; null where there are none, and where they are not whole: longer than <see cref="ToolArguments.MostBytes"/>,
    /// cut when they were kept, or with something taken out, since what was taken out of two may have been different.
    /// </summary>
    public static ArgumentText? In(SpanContent content)
    {
        if (content.Notes.Count > 0)
        {
            return null;
        }

        var parts = ConversationReader.Read(content).Messages.Where(message => message.Side is MessageSide.In).SelectMany(message => message.Parts).ToList();
        var text = parts switch
        {
            [MessagePart.ToolCall call] => call.Arguments,
            [MessagePart.Said said] => said.Text,
            _ => "",
        };
        return Of(text);
    }

    internal static ArgumentText? Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (RedactionMarks.MayBeIn(text) || ToolArguments.HashOf(utf8) is not { } hash)
        {
            return null;
        }

        var words = new ArgumentText(hash);
        words.Add("", utf8, levelsLeft: 2);
        return words;
    }

    /// <summary>Time grows with the words of the shorter one.</summary>
    internal bool IsLike(ArgumentText other)
    {
        if (!_exact.SetEquals(other._exact))
        {
            return false;
        }

        var (few, many) = _words.Count <= other._words.Count ? (_words, other._words) : (other._words, _words);
        var common = few.Count(many.Contains);
        return common >= LeastShare * (few.Count + many.Count - common);
    }

    private void Add(string member, ReadOnlyMemory<byte> utf8, int levelsLeft)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8, ToolArguments.Json);
            Add(member, ToolArguments.ArgumentsIn(json.RootElement), levelsLeft);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no Unicode.
            AddText(member, Encoding.UTF8.GetString(utf8.Span));
        }
    }

    private void Add(string member, JsonElement value, int levelsLeft)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var inner in value.EnumerateObject().Where(inner => inner.Name != ToolArguments.IdOfCall))
                {
                    Add($"{member}.{inner.Name}", inner.Value, levelsLeft: 0);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Add(member, item, levelsLeft: 0);
                }

                break;
            case JsonValueKind.String when levelsLeft > 0 && value.GetString() is ['{' or '[', ..] inner:
                Add(member, Encoding.UTF8.GetBytes(inner), levelsLeft - 1);
                break;
            case JsonValueKind.String:
                AddText(member, value.GetString()!);
                break;
            default:
                _exact.Add($"{member}={value.GetRawText()}");
                break;
        }
    }

    private void AddText(string member, string text)
    {
        var said = text.ToLowerInvariant();
        for (var at = 0; at < said.Length; at++)
        {
            var (from, hasDigit) = (at, false);
            for (; at < said.Length && char.IsLetterOrDigit(said[at]); at++)
            {
                hasDigit |= char.IsDigit(said[at]);
            }

            if (at > from)
            {
                (hasDigit ? _exact : _words).Add($"{member}:{said[from..at]}");
            }
        }
    }
}

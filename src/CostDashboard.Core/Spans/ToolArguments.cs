using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spans;

/// <summary>
/// What is kept of a tool's arguments: a number of 63 bits by which the same arguments are known again, and never their text.
/// Arguments are the same where their JSON is, whatever the order of its members, the spaces and the case of its texts, and the way its numbers
/// are written; what is no JSON is compared as one text. Arguments that are only alike have different numbers.
/// </summary>
/// <remarks>
/// The number differs from project to project, so that nothing can be joined across them. It is no secret: who guesses the arguments and knows the
/// project can check the guess.
/// </remarks>
public static class ToolArguments
{
    /// <summary>Longer arguments are not compared: nothing is known of them.</summary>
    public const int MostBytes = 8 * 1024;

    private const int MostLevels = 32;

    /// <summary>The id of a call, which stands among the arguments and is another one each time.</summary>
    internal const string IdOfCall = "tool_call_id";

    /// <summary>How leniently arguments are read.</summary>
    internal static readonly JsonDocumentOptions Json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MostLevels };

    /// <summary>The number of arguments as they came; null for none and for those beyond <see cref="MostBytes"/>.</summary>
    public static long? HashOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes || utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return null;
        }

        var said = new StringBuilder();
        var copy = ArrayPool<byte>.Shared.Rent(utf8.Length);
        try
        {
            utf8.CopyTo(copy);
            Append(said, copy.AsMemory(0, utf8.Length), levelsLeft: 2);
        }
        finally
        {
            // It held somebody's text.
            ArrayPool<byte>.Shared.Return(copy, clearArray: true);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(said.ToString()), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash) & long.MaxValue;
    }

    /// <summary>
    /// The number of arguments that came as a list or a map of OTLP: that of the JSON which says the same. Null for every other value, which is text or no arguments.
    /// </summary>
    public static long? HashOf(AttributeValue structured) =>
        structured.Kind is AttributeKind.Map or AttributeKind.List ? HashOf(Encoding.UTF8.GetBytes(structured.ToString())) : null;

    /// <summary>The number as it is kept in a project.</summary>
    public static long In(ProjectId project, long hash)
    {
        var kept = new StableHash();
        kept.Add(project.Value);
        kept.Add(hash);
        return kept.Value;
    }

    // A text that holds JSON is that JSON: arguments are at times quoted twice.
    private static void Append(StringBuilder to, ReadOnlyMemory<byte> utf8, int levelsLeft)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8, Json);
            Append(to, ArgumentsIn(json.RootElement), levelsLeft);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is no Unicode.
            AppendText(to, Encoding.UTF8.GetString(utf8.Span));
        }
    }

    // Shape read here, of LangChain's callbacks: what stands beside the arguments differs with every step.
    //   {"input_str": "{'city': 'Berlin'}", "inputs": {"city": "Berlin"}, "tags": ["seq:step:2"], "metadata": {"langgraph_step": 4}}
    internal static JsonElement ArgumentsIn(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && root.TryGetProperty("input_str", out var text)
            ? root.TryGetProperty("inputs", out var inputs) && inputs.ValueKind is JsonValueKind.Object ? inputs : text
            : root;

    private static void Append(StringBuilder to, JsonElement value, int levelsLeft)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                to.Append('{');
                foreach (var member in value.EnumerateObject().Where(m => m.Name != IdOfCall).OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    AppendText(to, member.Name);
                    Append(to, member.Value, levelsLeft: 0);
                }

                to.Append('}');
                break;
            case JsonValueKind.Array:
                to.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Append(to, item, levelsLeft: 0);
                }

                to.Append(']');
                break;
            case JsonValueKind.String when levelsLeft > 0 && value.GetString() is ['{' or '[', ..] inner:
                Append(to, Encoding.UTF8.GetBytes(inner), levelsLeft - 1);
                break;
            case JsonValueKind.String:
                AppendText(to, value.GetString()!);
                break;
            case JsonValueKind.Number:
                to.Append('#').Append(NumberOf(value)).Append(';');
                break;
            default:
                to.Append(value.ValueKind is JsonValueKind.True ? 't' : value.ValueKind is JsonValueKind.False ? 'f' : 'n');
                break;
        }
    }

    // 1, 1.0 and 1e0 are one number.
    private static string NumberOf(JsonElement number) => number.TryGetDecimal(out var exact)
        ? (exact / 1.0000000000000000000000000000m).ToString("G29", CultureInfo.InvariantCulture)
        : number.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    // With its length before it, so that two texts in a row do not run together.
    private static void AppendText(StringBuilder to, string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var normal = string.Join(' ', words);
        to.Append('"').Append(normal.Length).Append(':').Append(normal);
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Engines;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// Where a page ended: the sort value and the number of its last trace, so that the next page begins with a seek and not with a count.
/// A check over the question is in it, because the place means nothing under another order or filter.
/// </summary>
internal readonly record struct TraceCursor(long Value, long Number)
{
    private const int Length = 24;

    /// <exception cref="FormatException">It is not a cursor of this question.</exception>
    public static TraceCursor? Of(TraceQuestion question)
    {
        if (question.Cursor is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        if (!Base64Url.TryDecodeFromChars(question.Cursor, bytes, out var written) || written != Length
            || BinaryPrimitives.ReadInt64BigEndian(bytes[16..]) != CheckOf(question))
        {
            throw new FormatException("This is not a cursor that the list of traces gave for this question. Ask again from the first page.");
        }

        return new(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]));
    }

    public string ToText(TraceQuestion question)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Value);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], CheckOf(question));
        return Base64Url.EncodeToString(bytes);
    }

    // Everything but the page's size and the cursor itself.
    private static long CheckOf(TraceQuestion question)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{question.Project?.Value}|{question.From.Value}|{question.To.Value}|{question.Sort}|{question.Ascending}|{question.Basis}|{question.ErrorsOnly}|{question.IncompleteOnly}|{question.MinCostNanoUsd}|{question.MaxCostNanoUsd}|{question.MinDuration}|{question.MaxDuration}|{question.PricedOnly}|{question.Calls}|{question.Root?.Length}:{question.Root}|{question.Text}");
        foreach (var filter in question.Filters)
        {
            text.Append(CultureInfo.InvariantCulture, $"\u001e{filter.Dimension}|{filter.TagKey}|{filter.IsExclude}").AppendJoin('\u001f', filter.Values);
        }

        foreach (var match in question.Matches)
        {
            text.Append('\u001e').Append(match);
        }

        foreach (var range in question.Ranges)
        {
            text.Append('\u001e').Append(range);
        }

        return ContentHash.Of(text.ToString());
    }
}

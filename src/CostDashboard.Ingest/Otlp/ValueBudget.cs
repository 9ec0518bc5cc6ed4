using System.Globalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Otlp;

/// <summary>How much one span, one resource, or the content of one span, may still hold, and the notes about what it could not.</summary>
/// <param name="mostTextBytes">Of one text.</param>
/// <param name="mostAllTextBytes">Of all texts together.</param>
internal sealed class ValueBudget(int mostTextBytes = SpanLimits.TextBytes, int mostAllTextBytes = SpanLimits.AllTextBytes)
{
    private readonly List<string> _notes = [];
    private int _textBytes;
    private int _items;
    private int _unwrittenNotes;

    /// <summary>Values taken since the last <see cref="Reset"/>, of whatever kind.</summary>
    internal int Values { get; private set; }

    /// <summary>Takes the texts of content aside, where the span's project keeps them; null where they are skipped.</summary>
    internal ContentDraft? Content { get; init; }

    /// <summary>UTF-8 bytes of text that may still come.</summary>
    internal int TextBytesLeft => _textBytes;

    /// <summary>Nothing was cut or left out since the last <see cref="Reset"/>.</summary>
    internal bool IsUncut => _notes.Count == 0;

    internal void Reset() => ResetTo(mostAllTextBytes);

    /// <param name="textBytes">Less than usual where less is left of something larger.</param>
    internal void ResetTo(int textBytes)
    {
        _notes.Clear();
        _textBytes = textBytes;
        _unwrittenNotes = 0;
        Values = 0;
    }

    /// <summary>Begins an attribute: its lists and maps may hold so many items together.</summary>
    internal void BeginAttribute()
    {
        _items = SpanLimits.ItemsPerValue;
        Values++;
    }

    internal void Count() => Values++;

    /// <summary>False when the attribute has as many items as one may have.</summary>
    internal bool TakeItem()
    {
        Values++;
        return --_items >= 0;
    }

    /// <summary>A text within the limits; what is beyond them is cut, or only its length is kept.</summary>
    /// <param name="length">Length of the whole text, of which <paramref name="utf8"/> may be only the beginning.</param>
    internal AttributeValue Text(ReadOnlySpan<byte> utf8, long length, string key)
    {
        var kept = Utf8Texts.Cut(utf8, mostTextBytes);
        if (kept.Length > _textBytes)
        {
            Note($"'{Shown(key)}' was not stored: a span's texts may have {mostAllTextBytes:N0} bytes together");
            return AttributeValue.Omitted(length);
        }

        if (kept.Length < length)
        {
            Note($"'{Shown(key)}' was cut from {length:N0} to {kept.Length:N0} bytes");
        }

        _textBytes -= kept.Length;
        return AttributeValue.Of(Utf8Texts.Get(kept));
    }

    internal AttributeValue Bytes(byte[] bytes, long length, string key)
    {
        if (bytes.Length > _textBytes)
        {
            Note($"'{Shown(key)}' was not stored: a span's texts may have {mostAllTextBytes:N0} bytes together");
            return AttributeValue.Omitted(length);
        }

        if (bytes.Length < length)
        {
            Note($"'{Shown(key)}' was cut from {length:N0} to {bytes.Length:N0} bytes");
        }

        _textBytes -= bytes.Length;
        return AttributeValue.Of(bytes);
    }

    internal string Name(ReadOnlySpan<byte> utf8, long length, string what)
    {
        var kept = Utf8Texts.Cut(utf8, SpanLimits.NameBytes);
        if (kept.Length < length)
        {
            Note($"{what} was cut from {length:N0} to {kept.Length:N0} bytes");
        }

        return Utf8Texts.Get(kept);
    }

    internal void NoteTooDeep(string key) => Note($"'{Shown(key)}' is nested deeper than {SpanLimits.Depth} levels: the rest was left out");

    internal void NoteTooManyItems(string key) => Note($"'{Shown(key)}' has more than {SpanLimits.ItemsPerValue:N0} items: the rest was left out");

    internal void Note(FormattableString note)
    {
        if (_notes.Count < SpanLimits.Notes)
        {
            _notes.Add(note.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            _unwrittenNotes++;
        }
    }

    /// <summary>All notes, a resource's before the span's own.</summary>
    internal IReadOnlyList<string> Notes(IReadOnlyList<string> ofResource)
    {
        if (_notes.Count == 0)
        {
            return ofResource;
        }

        string[] own = _unwrittenNotes == 0
            ? [.. _notes]
            : [.. _notes, string.Create(CultureInfo.InvariantCulture, $"and {_unwrittenNotes:N0} more notes")];
        return ofResource.Count == 0 ? own : [.. ofResource, .. own];
    }

    private static string Shown(string key) => key.Length <= 64 ? key : key[..64] + "…";
}

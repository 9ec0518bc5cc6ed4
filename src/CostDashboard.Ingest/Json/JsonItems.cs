using System.Text;
using System.Text.Json;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>A body or file of JSON: a list whose items are the items, objects that hold such a list under one of some names, or objects that are items themselves.</summary>
/// <param name="lists">Names of lists whose items are wanted, on the outermost object.</param>
/// <param name="hasManyValues">Whether values may stand one behind the other, as in files of collectors.</param>
internal sealed class JsonItems(Stream body, int mostUnitBytes, BodyBudget budget, IReadOnlyList<string> lists, bool hasManyValues)
    : JsonUnits(body, mostUnitBytes, budget)
{
    // Deep enough for everything that the decoders read; they refuse what is deeper.
    private const int JsonDepth = 1024;
    private const int FirstRead = 16 * 1024;

    private readonly (string Name, byte[] Utf8)[] _lists = [.. lists.Select(name => (name, Encoding.UTF8.GetBytes(name)))];
    private JsonReaderState _state = new(new() { MaxDepth = JsonDepth, AllowMultipleValues = hasManyValues });
    private string? _list;
    private bool _isInValue;

    /// <summary>How a look at what is in the buffer ended.</summary>
    private enum Step
    {
        Found,
        NeedsMore,
        Over,
    }

    internal override async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Look())
            {
                case Step.Found:
                    return true;
                case Step.Over:
                    return false;
                default:
                    break;
            }

            // Twice as much each time, so that an item is not looked through again for every piece in which it comes.
            if (Unread.Length > MostUnitBytes)
            {
                throw TooLong();
            }

            await FillAsync(Math.Max(FirstRead, Math.Min(2 * Unread.Length, MostUnitBytes + 1)), cancellationToken);
        }
    }

    // Goes over what is no item, and stops behind the first item that is whole.
    private Step Look()
    {
        if (!IsAtEnd && Unread.IsEmpty)
        {
            return Step.NeedsMore;
        }

        // The reader takes it for a mistake to be asked once more behind the last value, or where there is none.
        if (IsAtEnd && !_isInValue && Unread.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return Step.Over;
        }

        var reader = new Utf8JsonReader(Unread.Span, IsAtEnd, _state);
        while (true)
        {
            var before = reader;
            if (!TryStep(ref reader, out var from))
            {
                Keep(in before);
                return IsAtEnd ? Step.Over : Step.NeedsMore;
            }

            if (from >= 0)
            {
                var (to, line) = ((int)reader.BytesConsumed, Line + Unread.Span[..from].Count((byte)'\n'));
                Current = new(Unread[from..to], Number++, line, _list);
                Keep(in reader);
                return Step.Found;
            }
        }
    }

    private void Keep(in Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        Take((int)reader.BytesConsumed);
    }

    /// <summary>One token, or one value that is an item or is passed over.</summary>
    /// <param name="from">Where the item begins; -1 for none.</param>
    /// <returns>False where the buffer ends within it.</returns>
    private bool TryStep(ref Utf8JsonReader reader, out int from)
    {
        from = -1;
        if (!reader.Read())
        {
            return false;
        }

        if (!_isInValue)
        {
            return TryBegin(ref reader, out from);
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray when reader.CurrentDepth == (_list is null ? 0 : 1):
                _isInValue = _list is not null;
                _list = null;
                return true;
            case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                _isInValue = false;
                return true;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && _list is null:
                return TryEnterList(ref reader, out _);
            default:
                from = (int)reader.TokenStartIndex;
                return reader.TrySkip();
        }
    }

    // A list is entered. An object is looked through: it is an item itself unless it holds one of the lists.
    private bool TryBegin(ref Utf8JsonReader reader, out int from)
    {
        from = (int)reader.TokenStartIndex;
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            from = -1;
            _isInValue = true;
            return true;
        }

        if (reader.TokenType is not JsonTokenType.StartObject || _lists.Length == 0)
        {
            return reader.TrySkip();
        }

        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                return true;
            }

            if (!TryEnterList(ref reader, out var isEntered))
            {
                return false;
            }

            if (isEntered)
            {
                from = -1;
                _isInValue = true;
                return true;
            }
        }

        return false;
    }

    /// <param name="reader">At the name of an outermost object's member; left behind its value, or within it where it is one of the lists.</param>
    private bool TryEnterList(ref Utf8JsonReader reader, out bool isEntered)
    {
        isEntered = false;
        var name = NameOf(ref reader);
        if (!reader.Read())
        {
            return false;
        }

        if (name is not null && reader.TokenType is JsonTokenType.StartArray)
        {
            _list = name;
            isEntered = true;
            return true;
        }

        return reader.TrySkip();
    }

    private string? NameOf(ref Utf8JsonReader reader)
    {
        foreach (var (name, utf8) in _lists)
        {
            if (reader.Is(utf8))
            {
                return name;
            }
        }

        return null;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Json;

/// <summary>One item of a body or file: a line, an item of a list, or all of it.</summary>
/// <param name="Bytes">Valid until the next item is asked for.</param>
/// <param name="Number">Counted from 0.</param>
/// <param name="Line">On which it begins, counted from 1.</param>
/// <param name="List">The list of which it is an item, where that was one of those asked for; else null.</param>
internal readonly record struct JsonUnit(ReadOnlyMemory<byte> Bytes, long Number, long Line, string? List);

/// <summary>
/// Takes a stream of JSON apart while it comes, one item at a time: the lines of NDJSON, the items of a list, or single values. Memory is bounded by
/// the largest item; time grows with the bytes.
/// </summary>
internal abstract class JsonUnits(Stream body, int mostUnitBytes, BodyBudget budget) : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private byte[] _buffer = [];
    private long _held;
    private bool _isReading;
    private bool _isDisposed;

    protected int Start { get; private set; }

    protected int End { get; private set; }

    /// <summary>Nothing comes behind what is in the buffer.</summary>
    protected bool IsAtEnd { get; private set; }

    protected long Line { get; private set; } = 1;

    protected long Number { get; set; }

    protected ReadOnlyMemory<byte> Unread => _buffer.AsMemory(Start, End - Start);

    internal int MostUnitBytes => mostUnitBytes;

    /// <summary>Bytes read so far, for whoever shows progress.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>The line that is to be read next.</summary>
    internal long NextLine => Line;

    internal JsonUnit Current { get; set; }

    /// <summary>False at the end.</summary>
    /// <exception cref="JsonException">It is no JSON from some place on; what came before was given out.</exception>
    /// <exception cref="UndecodableException">An item is larger than it may be, or the body breaks off; the message says where.</exception>
    /// <exception cref="BodyBudgetException">So many bodies are being read that there is no room for this one now.</exception>
    internal abstract ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);

    /// <summary>Reads on, until the buffer holds at least so much that was not taken, or the stream ends.</summary>
    protected async ValueTask FillAsync(int atLeast, CancellationToken cancellationToken)
    {
        while (!IsAtEnd && End - Start < atLeast)
        {
            MakeRoom(atLeast);
            _isReading = true;
            var read = await body.ReadAsync(_buffer.AsMemory(End), cancellationToken);
            _isReading = false;
            if (read == 0)
            {
                IsAtEnd = true;
            }
            else if (BytesRead == 0 && Start == 0 && End == 0 && _buffer.AsSpan(0, read).StartsWith("\uFEFF"u8))
            {
                (Start, End) = (3, read);
            }
            else
            {
                End += read;
            }

            BytesRead += read;
        }
    }

    /// <summary>Goes over bytes, and counts their lines.</summary>
    protected void Take(int bytes)
    {
        Line += _buffer.AsSpan(Start, bytes).Count((byte)'\n');
        Start += bytes;
    }

    protected UndecodableException TooLong() =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {Line}: one item has more than {mostUnitBytes:N0} bytes"));

    private void MakeRoom(int atLeast)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Start == End || (Start > 0 && _buffer.Length - Start < atLeast))
        {
            _buffer.AsSpan(Start, End - Start).CopyTo(_buffer);
            (Start, End) = (0, End - Start);
        }

        if (_buffer.Length - Start >= atLeast && End < _buffer.Length)
        {
            return;
        }

        var length = Math.Max(Math.Max(FirstBuffer, atLeast), Math.Min(2 * (End - Start), mostUnitBytes + FirstBuffer));
        if (!budget.TryHold(length))
        {
            throw new BodyBudgetException();
        }

        var larger = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(Start, End - Start).CopyTo(larger);
        (Start, End) = (0, End - Start);
        GiveBack();
        (_buffer, _held) = (larger, length);
    }

    private void GiveBack()
    {
        budget.Release(_held);

        // What is still being read into, when the request ends before its body, must not be given to somebody else.
        if (_buffer.Length > 0 && !_isReading)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        (_buffer, _held) = ([], 0);
    }

    public void Dispose()
    {
        _isDisposed = true;
        GiveBack();
    }
}

/// <summary>There is no room for another body now: later.</summary>
internal sealed class BodyBudgetException() : Exception("too many bytes are on their way in");

/// <summary>NDJSON: each line is an item of its own, so what is wrong with one never costs its neighbours anything.</summary>
internal sealed class JsonLines(Stream body, int mostUnitBytes, BodyBudget budget) : JsonUnits(body, mostUnitBytes, budget)
{
    internal override async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (true)
        {
            var at = Unread.Span[looked..].IndexOf((byte)'\n');
            if (at < 0 && !IsAtEnd)
            {
                looked = Unread.Length;
                if (looked > MostUnitBytes)
                {
                    throw TooLong();
                }

                await FillAsync(looked + 1, cancellationToken);
                continue;
            }

            var length = at < 0 ? Unread.Length : looked + at + 1;
            if (length == 0)
            {
                return false;
            }

            var (bytes, line) = (Unread[..length], Line);
            Take(length);
            looked = 0;
            var trimmed = Trimmed(bytes);
            if (trimmed.Length > MostUnitBytes)
            {
                throw TooLong();
            }

            if (!trimmed.IsEmpty)
            {
                Current = new(trimmed, Number++, line, null);
                return true;
            }
        }
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line)
    {
        var span = line.Span;
        var (from, to) = (0, span.Length);
        while (to > 0 && span[to - 1] is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            to--;
        }

        while (from < to && span[from] is (byte)' ' or (byte)'\t')
        {
            from++;
        }

        return line[from..to];
    }
}

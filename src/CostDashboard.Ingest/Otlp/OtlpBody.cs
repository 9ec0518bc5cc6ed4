using System.Buffers;
using System.Globalization;

namespace CostDashboard.Ingest.Otlp;

/// <summary>A request's body in a pooled buffer, unpacked. Disposing gives the buffer back.</summary>
internal sealed class OtlpBody : IDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private const int LargestFirstBuffer = 1024 * 1024;

    private readonly BodyBudget _budget;
    private byte[] _buffer = [];
    private long _held;
    private int _start;
    private int _length;

    private OtlpBody(BodyBudget budget) => _budget = budget;

    internal ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(_start, _length - _start);

    /// <summary>The bytes as a stream, which must not outlive the body.</summary>
    internal Stream OpenRead() => new MemoryStream(_buffer, _start, _length - _start, writable: false);

    /// <summary>Takes a frame's header off.</summary>
    internal void DropStart(int bytes) => _start += bytes;

    /// <summary>Reads the body to its end, or until it is larger than it may be.</summary>
    /// <param name="sent">As it comes from the sender.</param>
    /// <param name="isGzip">It is packed; the limit holds for what comes out, and for what goes in.</param>
    /// <param name="expected">How many bytes the sender says it will be; only a hint.</param>
    /// <returns>The body, or why it was refused.</returns>
    internal static async Task<(OtlpBody? Body, OtlpAnswer.Refused? Refused)> ReadAsync(
        Stream sent, bool isGzip, long? expected, int limit, BodyBudget budget, CancellationToken cancellationToken)
    {
        if (expected > limit)
        {
            return (null, TooLarge(limit));
        }

        var body = new OtlpBody(budget);
        try
        {
            var refused = isGzip
                ? await body.ReadGzipAsync(sent, limit, cancellationToken)
                : await body.ReadAllAsync(sent, limit, expected ?? 0, cancellationToken);
            if (refused is null)
            {
                (var whole, body) = (body, null);
                return (whole, null);
            }

            return (null, refused);
        }
        finally
        {
            body?.Dispose();
        }
    }

    private async Task<OtlpAnswer.Refused?> ReadGzipAsync(Stream sent, int limit, CancellationToken cancellationToken)
    {
        await using var unpacked = SealedGzip.Open(sent);
        try
        {
            if (await ReadAllAsync(unpacked, limit + SealedGzip.SealLength, 0, cancellationToken) is { } refused)
            {
                return refused.Reason is Refusal.TooLarge ? TooLarge(limit) : refused;
            }
        }
        catch (InvalidDataException)
        {
            return NotGzip();
        }

        if (!SealedGzip.IsSealed(Bytes.Span))
        {
            return NotGzip();
        }

        _length -= SealedGzip.SealLength;
        return null;
    }

    private async Task<OtlpAnswer.Refused?> ReadAllAsync(Stream stream, int limit, long expected, CancellationToken cancellationToken)
    {
        // One byte more than expected, so that the end is seen without growing.
        if (!TryGrow((int)Math.Clamp(expected + 1, FirstBuffer, LargestFirstBuffer)))
        {
            return Throttled();
        }

        while (true)
        {
            if (_length == _buffer.Length && !TryGrow((int)Math.Min(2L * _buffer.Length, limit + 1L)))
            {
                return Throttled();
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            _length += read;
            if (_length > limit)
            {
                return TooLarge(limit);
            }
        }
    }

    private bool TryGrow(int length)
    {
        if (!_budget.TryHold(length))
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        GiveBack();
        (_buffer, _held) = (larger, length);
        return true;
    }

    public void Dispose()
    {
        GiveBack();
        (_buffer, _held, _start, _length) = ([], 0, 0, 0);
    }

    private void GiveBack()
    {
        _budget.Release(_held);
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    internal static OtlpAnswer.Refused TooLarge(int limit) =>
        new(Refusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"a request may have {limit:N0} bytes after decompression; send smaller batches"));

    private static OtlpAnswer.Refused Throttled() => new(Refusal.Throttled, "too many bytes are on their way in; send again later");

    private static OtlpAnswer.Refused NotGzip() => new(Refusal.Undecodable, "the body is not whole gzip");
}

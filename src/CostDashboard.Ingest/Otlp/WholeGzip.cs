namespace CostDashboard.Ingest.Otlp;

/// <summary>Unpacks gzip of any length as a stream, and throws at its end where it broke off; see <see cref="SealedGzip"/>.</summary>
internal sealed class WholeGzip(Stream packed) : Stream
{
    private const string NotWhole = "the body is not whole gzip";

    private readonly Stream _unpacked = SealedGzip.Open(packed);

    // The latest bytes are held back: they may be the seal.
    private readonly byte[] _held = new byte[SealedGzip.SealLength];
    private int _heldLength;
    private byte[] _piece = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">It is no gzip, or not all of it.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            if (_piece.Length < _held.Length + buffer.Length)
            {
                _piece = new byte[_held.Length + buffer.Length];
            }

            _held.AsSpan(0, _heldLength).CopyTo(_piece);
            var read = await UnpackAsync(_piece.AsMemory(_heldLength, buffer.Length), cancellationToken);
            if (read == 0)
            {
                return SealedGzip.IsSealed(_held.AsSpan(0, _heldLength)) ? 0 : throw new InvalidDataException(NotWhole);
            }

            var all = _heldLength + read;
            _heldLength = Math.Min(all, _held.Length);
            var given = all - _heldLength;
            _piece.AsSpan(given, _heldLength).CopyTo(_held);
            _piece.AsSpan(0, given).CopyTo(buffer.Span);
            if (given > 0)
            {
                return given;
            }
        }

        return 0;
    }

    private async ValueTask<int> UnpackAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            return await _unpacked.ReadAsync(into, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new InvalidDataException(NotWhole, broken);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}

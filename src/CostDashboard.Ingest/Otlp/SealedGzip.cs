using System.IO.Compression;
using System.Security.Cryptography;

namespace CostDashboard.Ingest.Otlp;

/// <summary>
/// Unpacks gzip and notices when it breaks off. The framework's stream ends quietly there, and half of an export would pass for all of it.
/// So a second member of gzip with a secret text is laid behind what is sent: it comes out at the end only if everything before it is whole.
/// </summary>
internal static class SealedGzip
{
    private static readonly byte[] s_seal = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] s_packedSeal = Pack(s_seal);

    /// <summary>Bytes that come out behind the content.</summary>
    internal static int SealLength => s_seal.Length;

    internal static Stream Open(Stream packed) => new GZipStream(new ThenSeal(packed), CompressionMode.Decompress);

    internal static bool IsSealed(ReadOnlySpan<byte> unpacked) => unpacked.EndsWith(s_seal);

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private sealed class ThenSeal(Stream packed) : Stream
    {
        private int _sealRead = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_sealRead < 0)
            {
                var read = await packed.ReadAsync(buffer, cancellationToken);
                if (read > 0 || buffer.IsEmpty)
                {
                    return read;
                }

                _sealRead = 0;
            }

            var rest = s_packedSeal.AsMemory(_sealRead);
            var length = Math.Min(rest.Length, buffer.Length);
            rest[..length].CopyTo(buffer);
            _sealRead += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

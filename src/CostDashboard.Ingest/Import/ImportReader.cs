using System.Globalization;
using System.Text.Json;
using CostDashboard.Ingest.Json;
using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Import;

/// <summary>A file cannot be read from some place on; the message says where and what was expected.</summary>
public sealed class ImportException(string message) : Exception(message);

/// <summary>
/// Reads a file of traces, whichever of the known forms it has, as requests to be sent one after the other. The same file gives the same requests.
/// Memory is bounded by the largest item; time grows with the bytes.
/// </summary>
/// <remarks>
/// Forms: OTLP/JSON (also one request on each line, as the collector's file exporter writes, with the older names <c>batches</c> and
/// <c>instrumentationLibrarySpans</c>, and single spans), Tempo's and Jaeger's answers, Langfuse's exports and ingestion batches, and our own spans and traces.
/// </remarks>
public sealed class ImportReader : IDisposable
{
    // An item is a resource with its spans, a trace, or a span.
    private const int MostItemBytes = 256 * 1024 * 1024;

    private static readonly string[] s_lists = ["resourceSpans", "batches", "data"];

    private readonly JsonItems _items;
    private readonly ImportBatches _batches = new();

    /// <param name="file">Uncompressed JSON.</param>
    public ImportReader(Stream file) => _items = new(file, MostItemBytes, new(new() { MostBytesInFlight = long.MaxValue }), s_lists, hasManyValues: true);

    /// <summary>Bytes of the file that were read so far.</summary>
    public long BytesRead => _items.BytesRead;

    /// <summary>The file's requests in order.</summary>
    /// <exception cref="ImportException">The file breaks off or is none that we know; what came before was given out.</exception>
    public async IAsyncEnumerable<ImportBatch> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? broken = null;
        while (broken is null)
        {
            var ready = new List<ImportBatch>();
            try
            {
                if (!await _items.MoveNextAsync(cancellationToken))
                {
                    break;
                }

                Decode(_items.Current, ready);
            }
            catch (JsonException e)
            {
                broken = string.Create(CultureInfo.InvariantCulture, $"the file is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}; it may have been cut off");
            }
            catch (Exception e) when (e is UndecodableException or ImportException or InvalidDataException)
            {
                broken = e.Message;
            }

            foreach (var batch in ready)
            {
                yield return batch;
            }
        }

        if (_batches.Finish() is { } last)
        {
            yield return last;
        }

        if (broken is not null)
        {
            throw new ImportException(broken);
        }
    }

    private void Decode(JsonUnit unit, List<ImportBatch> ready)
    {
        try
        {
            ImportItems.Read(unit, new(_batches, ready));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"line {unit.Line}: {e.Message}"));
        }
    }

    public void Dispose() => _items.Dispose();
}

/// <summary>Takes the spans of an item, and hands on each request that is full.</summary>
internal sealed class ImportSink(ImportBatches batches, List<ImportBatch> ready)
{
    internal void AddOtlp(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope, ReadOnlySpan<byte> span)
    {
        batches.AddOtlp(resource, scope, span);
        Hand();
    }

    internal void AddPlain(ImportTarget target, ReadOnlySpan<byte> item)
    {
        batches.AddPlain(target, item);
        Hand();
    }

    private void Hand()
    {
        if (batches.TryTake(out var batch))
        {
            ready.Add(batch);
        }
    }
}

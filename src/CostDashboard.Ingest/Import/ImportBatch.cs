using System.Buffers;
using System.Security.Cryptography;
using CostDashboard.Ingest.Json;

namespace CostDashboard.Ingest.Import;

/// <summary>A request that brings a part of a file.</summary>
/// <param name="Items">Spans; of plain traces, traces.</param>
public sealed record ImportBatch(string Path, string ContentType, byte[] Body, int Items)
{
    /// <summary>The same for the same bytes, so that a part that is sent again charges nothing twice, in this run or in a later one.</summary>
    public string IdempotencyKey => Convert.ToHexStringLower(SHA256.HashData(Body));
}

/// <summary>Where a batch's items go.</summary>
internal enum ImportTarget
{
    None,
    Otlp,
    Spans,
    Traces,
}

/// <summary>Puts the items of a file into requests of bounded size: OTLP/JSON for spans of other products, our own lines for our own.</summary>
internal sealed class ImportBatches
{
    internal const int MostItems = 2_000;
    internal const int MostBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _body = new();
    private byte[] _resource = [];
    private byte[] _scope = [];
    private ImportTarget _target;
    private int _items;
    private ImportBatch? _ready;

    /// <summary>A full request, which is given out once.</summary>
    internal bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ImportBatch? batch)
    {
        (batch, _ready) = (_ready, null);
        return batch is not null;
    }

    /// <summary>What is left when nothing more comes.</summary>
    internal ImportBatch? Finish()
    {
        Close();
        TryTake(out var batch);
        return batch;
    }

    /// <summary>Adds one span of OTLP/JSON.</summary>
    /// <param name="resource">Its resource as JSON; empty for none.</param>
    internal void AddOtlp(ReadOnlySpan<byte> resource, ReadOnlySpan<byte> scope, ReadOnlySpan<byte> span)
    {
        Begin(ImportTarget.Otlp, resource.Length + scope.Length + span.Length);
        if (_items == 0 || !resource.SequenceEqual(_resource))
        {
            Write(_items == 0 ? "{\"resourceSpans\":["u8 : "]}]},"u8);
            Write("{"u8);
            WriteMember("\"resource\":"u8, resource);
            Write("\"scopeSpans\":["u8);
            BeginScope(scope);
            _resource = resource.ToArray();
        }
        else if (!scope.SequenceEqual(_scope))
        {
            Write("]},"u8);
            BeginScope(scope);
        }
        else
        {
            Write(","u8);
        }

        Write(span);
        _items++;
    }

    /// <summary>Adds a span or a trace of our own.</summary>
    internal void AddPlain(ImportTarget target, ReadOnlySpan<byte> item)
    {
        Begin(target, item.Length);
        foreach (var letter in item)
        {
            // Outside of texts, where they cannot stand, ends of lines mean nothing; one item is one line.
            _body.GetSpan(1)[0] = letter is (byte)'\n' or (byte)'\r' ? (byte)' ' : letter;
            _body.Advance(1);
        }

        Write("\n"u8);
        _items++;
    }

    private void BeginScope(ReadOnlySpan<byte> scope)
    {
        Write("{"u8);
        WriteMember("\"scope\":"u8, scope);
        Write("\"spans\":["u8);
        _scope = scope.ToArray();
    }

    private void Begin(ImportTarget target, int bytes)
    {
        if (_target != target || _items >= MostItems || (_items > 0 && _body.WrittenCount + bytes > MostBytes))
        {
            Close();
            _target = target;
        }
    }

    private void Close()
    {
        if (_items > 0)
        {
            if (_target is ImportTarget.Otlp)
            {
                Write("]}]}]}"u8);
            }

            var (path, type) = _target switch
            {
                ImportTarget.Otlp => ("/v1/traces", JsonDoor.Json),
                ImportTarget.Traces => (JsonDoor.TracesPath, JsonDoor.Lines),
                _ => (JsonDoor.SpansPath, JsonDoor.Lines),
            };
            _ready = new(path, type, _body.WrittenSpan.ToArray(), _items);
        }

        _body.ResetWrittenCount();
        _items = 0;
    }

    private void WriteMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            Write(name);
            Write(value);
            Write(","u8);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes) => _body.Write(bytes);
}

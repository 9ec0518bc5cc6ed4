using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Storage.Content;
using CostDashboard.Storage.Details;

namespace CostDashboard.Storage.Traces;

/// <summary>The details of a span in their stored form.</summary>
/// <param name="Content">Null where none is kept.</param>
internal readonly record struct PackedSpan(long OriginId, long? PriceId, byte[] Details, byte[]? Content);

/// <summary>A batch with all that can be made of it without asking the database.</summary>
internal sealed class PackedBatch
{
    private readonly Dictionary<PricedSpan, PackedSpan> _packed;
    private readonly HashSet<TraceKey> _traces = [];
    private readonly Dictionary<(int Project, long Id), byte[]> _parts = [];

    private PackedBatch(PricedSpan[] spans)
    {
        Spans = spans;
        _packed = new(spans.Length, ReferenceEqualityComparer.Instance);
        var writer = new ByteWriter();
        var shared = new SharedParts();
        foreach (var span in spans)
        {
            var project = span.Key.Project;
            var origin = Use(project, shared.Of(span.Span.Source.Origin));
            var price = CostCode.PriceOf(span.Cost) is { } reference ? Use(project, shared.Of(reference)) : (long?)null;
            _packed[span] = new(origin, price, SpanDetails.Write(writer, span), span.Content is { } content ? ContentCode.Write(writer, content) : null);
            _traces.Add(span.Key.TraceKey);
        }
    }

    public IReadOnlyList<PricedSpan> Spans { get; }

    public IReadOnlyCollection<TraceKey> Traces => _traces;

    public IReadOnlyDictionary<(int Project, long Id), byte[]> Parts => _parts;

    public PackedSpan this[PricedSpan span] => _packed[span];

    /// <exception cref="InvalidDataException">A span cannot be stored; the message says why.</exception>
    public static PackedBatch Of(IReadOnlyList<PricedSpan> spans)
    {
        var storable = new PricedSpan[spans.Count];
        for (var i = 0; i < storable.Length; i++)
        {
            storable[i] = StorableText.Of(spans[i]);
        }

        return new(storable);
    }

    private long Use(ProjectId project, SharedPart part)
    {
        _parts[(project.Value, part.Id)] = part.Content;
        return part.Id;
    }
}

using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces;

/// <summary>Writes spans as OpenTelemetry's own programs read them, so that a trace can be taken elsewhere, and back.</summary>
public interface IOtlpWriter
{
    /// <summary>Writes one <c>ExportTraceServiceRequest</c> in OTLP/JSON: what a collector, another backend, or a door of ours takes on <c>/v1/traces</c>.</summary>
    /// <remarks>
    /// Spans stand under their resource and scope, in the order given. Sent into an empty project it is priced and charged as it was here, with the
    /// same price book and attribute mapping. What was not stored is not in it: of prompts and answers only the attributes' names, with empty values.
    /// It is written piece by piece; memory does not grow with the length of the document.
    /// </remarks>
    Task WriteJsonAsync(IReadOnlyList<DecodedSpan> spans, Stream to, CancellationToken cancellationToken);
}

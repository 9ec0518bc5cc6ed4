using CostDashboard.Core.Access;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Content;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>The way of a span, from what a door decoded to what is stored. Every door ends here, so every span is repaired, read, priced, redacted and kept alike.</summary>
public sealed class SpanPipeline(CurrentPrices prices, ProjectMappings mappings, ProjectContents contents, GroupCommit commits)
{
    /// <summary>Takes the spans of one request, and answers when they are durable or when they are to be sent again.</summary>
    /// <param name="project">The project of all of them.</param>
    /// <param name="apiKeyId">The key that sent them; 0 when they came another way.</param>
    /// <param name="receivedAt">Stands in for the times of spans that have none.</param>
    /// <param name="bytes">What they were on the wire.</param>
    /// <param name="cancellationToken">Ends the waiting; spans that are on their way to the store are stored all the same.</param>
    public async Task<CommitAnswer> TakeAsync(
        ProjectId project, IReadOnlyList<DecodedSpan> spans, int apiKeyId, UnixNanos receivedAt, long bytes, CancellationToken cancellationToken)
    {
        // One book and one mapping for the whole request, so that a change of either cannot split it.
        var book = prices.Book;
        if (await mappings.FindAsync(project, cancellationToken) is not { } attributes)
        {
            return new CommitAnswer.Later("the project's attribute mapping cannot be read now");
        }

        // What a door captured is redacted here, for every door, before anything is durable.
        if (await contents.BeginAsync(project, spans, cancellationToken) is not { } content)
        {
            return new CommitAnswer.Later(ProjectContents.Unreadable);
        }

        var priced = new PricedSpan[spans.Count];
        for (var i = 0; i < priced.Length; i++)
        {
            var repaired = SpanRepairs.Mend(spans[i], receivedAt);
            var normalized = SpanNormalizer.Normalize(repaired, apiKeyId, attributes);
            priced[i] = content.Redact(SpanPricer.Price(normalized, book));
        }

        return await commits.CommitAsync(priced, bytes, cancellationToken);
    }
}

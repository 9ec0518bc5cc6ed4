using CostDashboard.Core.Normalization;
using CostDashboard.Core.Normalization.Repairs;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Content;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>
/// The way of a span, from what a door decoded to what is stored. Every door ends here, so every span is repaired, read, priced, redacted and kept
/// alike, and what arrived from where is counted alike.
/// </summary>
public sealed class SpanPipeline(CurrentPrices prices, ProjectMappings mappings, ProjectContents contents, GroupCommit commits, IntakeTally tally)
{
    /// <summary>Takes the spans of one request, and answers when they are durable or when they are to be sent again.</summary>
    /// <param name="cancellationToken">Ends the waiting; spans that are on their way to the store are stored all the same.</param>
    public async Task<CommitAnswer> TakeAsync(SpanRequest request, CancellationToken cancellationToken)
    {
        var (sender, spans) = (request.Sender, request.Spans);

        // One book and one mapping for the whole request, so that a change of either cannot split it.
        var book = prices.Book;
        if (await mappings.FindAsync(sender.Project, cancellationToken) is not { } attributes)
        {
            return new CommitAnswer.Later("the project's attribute mapping cannot be read now");
        }

        // What a door captured is redacted here, for every door, before anything is durable.
        if (await contents.BeginAsync(sender.Project, spans, cancellationToken) is not { } content)
        {
            return new CommitAnswer.Later(ProjectContents.Unreadable);
        }

        var priced = new PricedSpan[spans.Count];
        for (var i = 0; i < priced.Length; i++)
        {
            var repaired = SpanRepairs.Mend(spans[i], request.ReceivedAt);
            var normalized = SpanNormalizer.Normalize(repaired, sender.ApiKeyId, attributes);
            priced[i] = content.Redact(SpanPricer.Price(normalized, book));
        }

        var answer = await commits.CommitAsync(priced, request.Bytes, cancellationToken);
        if (answer is CommitAnswer.Durable)
        {
            // What is to be sent again is counted when it comes again.
            tally.Taken(request, priced);
        }

        return answer;
    }
}

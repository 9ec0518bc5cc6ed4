using CostDashboard.Core.Normalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Pipeline;

/// <summary>
/// Gives calls that name no model the one of a span above them (<see cref="ModelFromAbove"/>) and prices them, those that wait in the store included:
/// they are stored again with the batch that brought the model. Spans that it does not concern, which is nearly all, pass through.
/// </summary>
/// <remarks>One writer commits after the other, so that what one batch stored the next one finds.</remarks>
internal sealed class ModelsFromAbove(ISpanStore store, ITraceQueries queries, CurrentPrices prices) : ISpanStore
{
    /// <summary>Stored spans that are looked at in full for one trace of one batch; calls that would need more stay unpriced until the next batch.</summary>
    private const int MostLookups = 256;

    public async Task CommitAsync(IReadOnlyList<PricedSpan> spans, CancellationToken cancellationToken)
    {
        HashSet<TraceKey>? concerned = null;
        foreach (var span in spans)
        {
            if (ModelFromAbove.Concerns(span.Span))
            {
                (concerned ??= []).Add(span.Key.TraceKey);
            }
        }

        await store.CommitAsync(concerned is null ? spans : await CompleteAsync(spans, concerned, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<PricedSpan>> CompleteAsync(IReadOnlyList<PricedSpan> spans, HashSet<TraceKey> concerned, CancellationToken cancellationToken)
    {
        var book = prices.Book;
        var complete = spans.ToList();
        foreach (var trace in concerned)
        {
            var models = await ModelsOfAsync(trace, [.. spans.Where(span => span.Key.TraceKey == trace)], cancellationToken);
            for (var i = 0; i < spans.Count; i++)
            {
                if (spans[i].Key.TraceKey == trace && models.Remove(spans[i].Key.Span, out var model))
                {
                    complete[i] = SpanPricer.Price(ModelFromAbove.Give(spans[i].Span, model), book) with { Content = spans[i].Content };
                }
            }

            foreach (var (id, model) in models)
            {
                if (await StoredAsync(trace, id, cancellationToken) is { Span: { Call.Model: "" } waiting })
                {
                    complete.Add(SpanPricer.Price(ModelFromAbove.Give(waiting, model), book));
                }
            }
        }

        return complete;
    }

    // A span that came earlier gives what its attributes say, and these are not among the facts.
    private async Task<Dictionary<SpanId, string>> ModelsOfAsync(TraceKey trace, List<PricedSpan> incoming, CancellationToken cancellationToken)
    {
        var stored = (await queries.GetFactsAsync(trace, cancellationToken)).Spans;
        var givenBelow = new Dictionary<SpanId, string?>();
        while (true)
        {
            var models = ModelFromAbove.Of(stored, incoming, givenBelow, out var ask);
            if (ask.Count == 0 || givenBelow.Count >= MostLookups)
            {
                return new(models);
            }

            foreach (var id in ask)
            {
                var above = await StoredAsync(trace, id, cancellationToken);
                givenBelow[id] = above is null ? null : SpanNormalizer.Normalize(above.Span.Source, above.Span.ApiKeyId, AttributeLookup.Default).ModelBelow;
            }
        }
    }

    private Task<PricedSpan?> StoredAsync(TraceKey trace, SpanId id, CancellationToken cancellationToken) =>
        queries.GetSpanAsync(new(trace.Project, trace.Trace, id), cancellationToken);
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Normalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Demo;

namespace CostDashboard.Benchmarks;

/// <summary>Spans in the shapes of the demo's scenarios, as many as asked for.</summary>
internal static class DemoSpans
{
    private static readonly DateTimeOffset s_until = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The demo's thirty days, and again under other trace ids, until there are enough.</summary>
    internal static IEnumerable<DecodedSpan> Take(ProjectId project, int count)
    {
        return Rounds().Take(count);

        IEnumerable<DecodedSpan> Rounds()
        {
            for (var round = 0UL; ; round++)
            {
                foreach (var span in DemoData.Generate(project, s_until).SelectMany(batch => batch))
                {
                    yield return WithTrace(span, new(span.Key.Trace.High ^ round, span.Key.Trace.Low));
                }
            }
        }
    }

    /// <summary>The same, all moved into the day from <paramref name="day"/> on: what fills a day's totals with many spans.</summary>
    internal static IEnumerable<DecodedSpan> TakeWithinADay(ProjectId project, int count, UnixNanos day) =>
        Take(project, count).Select(span =>
        {
            // The time of day stays; a trace that ran past midnight folds over, which no total minds.
            var start = day + (span.Start.Value % UnixNanos.PerDay);
            return span with { Start = start, End = start + (span.End - span.Start) };
        });

    internal static PricedSpan Price(DecodedSpan span, PriceBook book) => SpanPricer.Price(SpanNormalizer.Normalize(span, 1, AttributeLookup.Default), book);

    private static DecodedSpan WithTrace(DecodedSpan span, TraceId trace) => span with { Key = span.Key with { Trace = trace } };
}

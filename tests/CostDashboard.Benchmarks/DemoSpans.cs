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
    private const int SpansOfDemo = 203_000;

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

    /// <summary>
    /// About so many spans over days up to <paramref name="until"/>: whole traces in pieces, from the earliest on. Where the demo has fewer spans than
    /// are asked for, each of its traces comes several times under other ids, and where it has more, only so many of them come.
    /// </summary>
    internal static IEnumerable<IReadOnlyList<DecodedSpan>> Over(ProjectId project, DateTimeOffset until, int days, int count)
    {
        var stretches = Math.Max(1, days / DemoData.Days);
        var rounds = (double)count / SpansOfDemo / stretches;
        var copies = Math.Max(1, (int)Math.Ceiling(rounds));
        var share = rounds / copies;
        for (var stretch = stretches - 1; stretch >= 0; stretch--)
        {
            foreach (var batch in DemoData.Generate(project, until.AddDays(-stretch * DemoData.Days)))
            {
                for (var copy = 0UL; copy < (ulong)copies; copy++)
                {
                    // Another part of the traces in every copy.
                    var kept = batch.Where(span => (span.Key.Trace.Low ^ (copy * 0x9e3779b97f4a7c15)) % 1000 < share * 1000).Select(span => Copy(span, copy)).ToList();
                    if (kept.Count > 0)
                    {
                        yield return kept;
                    }
                }
            }
        }
    }

    internal static PricedSpan Price(DecodedSpan span, PriceBook book) => SpanPricer.Price(SpanNormalizer.Normalize(span, 1, AttributeLookup.Default), book);

    // A response has an id of its own: two reports with one id would be one call.
    private static DecodedSpan Copy(DecodedSpan span, ulong number)
    {
        const string ResponseId = "gen_ai.response.id";
        var copy = WithTrace(span, new(span.Key.Trace.High ^ number, span.Key.Trace.Low));
        return copy.Attributes.Text(ResponseId) is not { } id
            ? copy
            : copy with { Attributes = new([.. copy.Attributes.Select(a => a.Key == ResponseId ? new(a.Key, AttributeValue.Of($"{id}-{number}")) : a)]) };
    }

    private static DecodedSpan WithTrace(DecodedSpan span, TraceId trace) => span with { Key = span.Key with { Trace = trace } };
}

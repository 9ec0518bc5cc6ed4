using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>The reviewed price book of this repository, as the build copied it, and small ways to ask it.</summary>
internal static class TheBook
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "prices");

    internal static IReadOnlyList<PriceFile> Files { get; } =
        [.. Directory.EnumerateFiles(s_folder, "*.json").Order(StringComparer.Ordinal).Select(path => PriceFile.Parse(Path.GetFileName(path), File.ReadAllBytes(path)))];

    internal static PriceBook Book { get; } = PriceBook.Of(Files);

    internal static SpanCost Price(
        string provider, string model, Usage usage, string? day = null, string? serviceTier = null, Usd? reported = null, string? requestModel = null) =>
        Price(Book, new(provider, model, usage, requestModel, ServiceTier: serviceTier, ReportedCost: reported), day is null ? A.Noon : At(day));

    internal static SpanCost Price(PriceBook book, ModelCall call, UnixNanos start)
    {
        var span = A.Span("s1").Span;
        return SpanPricer.Price(span with { Source = span.Source with { Start = start, End = start }, Call = call }, book).Cost;
    }

    internal static UnixNanos At(string time) =>
        UnixNanos.From(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal));
}

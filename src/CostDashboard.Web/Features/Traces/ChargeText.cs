using System.Globalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Web.Features.Traces;

/// <summary>The words of a bill: what was used, how much of it, and at what rate.</summary>
internal static class ChargeText
{
    public static string NameOf(Meter meter) => meter switch
    {
        Meter.CacheRead => "input from cache",
        Meter.CacheWrite5m => "cache write, 5 min",
        Meter.CacheWrite1h => "cache write, 1 h",
        Meter.AudioCacheRead => "audio from cache",
        Meter.ImageCacheRead => "images from cache",
        Meter.AudioInput => "audio input",
        Meter.AudioOutput => "audio output",
        Meter.ImageInput => "image input",
        Meter.ImageOutput => "image output",
        Meter.VideoInput => "video input",
        Meter.VideoOutput => "video output",
        Meter.Citation => "citations",
        Meter.Request => "request fee",
        Meter.Search => "search",
        Meter.WebSearch => "web search",
        Meter.Page => "pages",
        Meter.AnnotatedPage => "annotated pages",
        Meter.Image => "images made",
        Meter.InputImage => "images shown",
        Meter.InputAudioTime => "audio given",
        Meter.OutputAudioTime => "audio made",
        Meter.InputVideoTime => "video given",
        Meter.OutputVideoTime => "video made",
        Meter.InputCharacter => "characters given",
        Meter.OutputCharacter => "characters made",
        Meter.CodeInterpreterSession => "code interpreter",
        _ => meter.ToString().ToLowerInvariant(),
    };

    /// <summary>12.5 s · 3: the unit stands beside the rate.</summary>
    public static string QuantityOf(CostLine line) =>
        line.PricingQuantity.ToString("#,##0.###", CultureInfo.InvariantCulture) + (line.Unit is PricingUnit.Second ? " s" : "");

    /// <summary>3.00 / M · 0.01 / search *: the star says that the rate is derived.</summary>
    public static string RateOf(CostLine line) => line.Rate is { } rate
        ? rate.ToString("0.00##########", CultureInfo.InvariantCulture) + " / " + (line.Unit is PricingUnit.MillionTokens ? "M" : line.Unit.ToString().ToLowerInvariant()) + (line.IsDerived ? " *" : "")
        : "no rate";

    /// <summary>What a call used, as lines without rates.</summary>
    public static IReadOnlyList<CostLine> Quantities(ModelCall? call)
    {
        if (call is null)
        {
            return [];
        }

        var usage = call.Usage;
        var parts = call.Modalities ?? new();
        List<CostLine> lines =
        [
            new(Meter.Input, usage.Input - parts.Input, null),
            new(Meter.AudioInput, parts.AudioInput, null),
            new(Meter.ImageInput, parts.ImageInput, null),
            new(Meter.VideoInput, parts.VideoInput, null),
            new(Meter.CacheRead, usage.CacheRead - parts.CacheRead, null),
            new(Meter.AudioCacheRead, parts.AudioCacheRead, null),
            new(Meter.ImageCacheRead, parts.ImageCacheRead, null),
            new(Meter.CacheWrite5m, usage.CacheWrite5m, null),
            new(Meter.CacheWrite1h, usage.CacheWrite1h, null),
            new(Meter.Output, usage.Output - parts.Output, null),
            new(Meter.AudioOutput, parts.AudioOutput, null),
            new(Meter.ImageOutput, parts.ImageOutput, null),
            new(Meter.VideoOutput, parts.VideoOutput, null),
        ];
        if (call.Units is { } units)
        {
            lines.AddRange(BillableUnits.Meters.Select(meter => new CostLine(meter, units.Of(meter), null)));
        }

        lines.RemoveAll(line => line.Quantity <= 0);
        return lines;
    }
}

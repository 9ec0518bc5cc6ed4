namespace CostDashboard.Core.Spans;

/// <summary>
/// A kind of usage that has a price of its own (FOCUS: <c>SkuMeter</c>). On a bill the meters are disjoint: text stands under <see cref="Input"/>,
/// <see cref="CacheRead"/> and <see cref="Output"/>, what was heard, seen or drawn under the meter of its modality. The numbers are part of the stored format.
/// </summary>
public enum Meter : byte
{
    Input = 1,
    CacheRead = 2,
    CacheWrite5m = 3,
    CacheWrite1h = 4,
    Output = 5,
    Reasoning = 6,
    AudioInput = 7,
    AudioCacheRead = 8,
    AudioOutput = 9,
    ImageInput = 10,
    ImageCacheRead = 11,
    ImageOutput = 12,
    VideoInput = 13,
    VideoOutput = 14,

    /// <summary>Tokens of the pages that a search model cites; beside its input (Perplexity).</summary>
    Citation = 15,

    /// <summary>The call itself, for providers that charge a fee for each.</summary>
    Request = 32,

    /// <summary>One query of a reranker, over so many documents as its provider takes for one (Cohere's search unit).</summary>
    Search = 33,

    /// <summary>One search of the web that the provider ran for the model, on top of its tokens.</summary>
    WebSearch = 34,
    Page = 35,
    AnnotatedPage = 36,

    /// <summary>An image that the model made.</summary>
    Image = 37,

    /// <summary>An image that the model was shown.</summary>
    InputImage = 38,

    /// <summary>Sound that the model was given, in milliseconds.</summary>
    InputAudioTime = 39,

    /// <summary>Sound that the model made, in milliseconds.</summary>
    OutputAudioTime = 40,

    /// <summary>Film that the model was given, in milliseconds.</summary>
    InputVideoTime = 41,

    /// <summary>Film that the model made, in milliseconds.</summary>
    OutputVideoTime = 42,
    InputCharacter = 43,
    OutputCharacter = 44,
    CodeInterpreterSession = 45,
}

/// <summary>What a rate is for one of (FOCUS: <c>PricingUnit</c>).</summary>
public enum PricingUnit : byte
{
    MillionTokens = 1,
    Request = 2,
    Search = 3,
    Page = 4,
    Image = 5,
    Second = 6,
    Character = 7,
    Session = 8,
}

/// <summary>What is true of a meter whatever it costs.</summary>
public static class Meters
{
    private const Meter FirstUnit = Meter.Request;

    public static bool IsTokens(this Meter meter) => meter < FirstUnit;

    public static PricingUnit Unit(this Meter meter) => meter switch
    {
        < FirstUnit => PricingUnit.MillionTokens,
        Meter.Request => PricingUnit.Request,
        Meter.Search or Meter.WebSearch => PricingUnit.Search,
        Meter.Page or Meter.AnnotatedPage => PricingUnit.Page,
        Meter.Image or Meter.InputImage => PricingUnit.Image,
        Meter.InputAudioTime or Meter.OutputAudioTime or Meter.InputVideoTime or Meter.OutputVideoTime => PricingUnit.Second,
        Meter.InputCharacter or Meter.OutputCharacter => PricingUnit.Character,
        Meter.CodeInterpreterSession => PricingUnit.Session,
        _ => throw new ArgumentOutOfRangeException(nameof(meter), meter, "not a meter"),
    };

    /// <summary>How many of what is counted make one of what is priced: a million tokens, a thousand milliseconds, else one.</summary>
    public static long QuantityOfOne(this PricingUnit unit) => unit switch
    {
        PricingUnit.MillionTokens => 1_000_000,
        PricingUnit.Second => 1_000,
        _ => 1,
    };

    /// <summary>For a sentence: "no rate for web searches".</summary>
    public static string Plural(this Meter meter) => meter switch
    {
        Meter.Input => "input tokens",
        Meter.CacheRead => "cached input tokens",
        Meter.CacheWrite5m or Meter.CacheWrite1h => "tokens written to a cache",
        Meter.Output => "output tokens",
        Meter.Reasoning => "reasoning tokens",
        Meter.AudioInput => "audio input tokens",
        Meter.AudioCacheRead => "cached audio tokens",
        Meter.AudioOutput => "audio output tokens",
        Meter.ImageInput => "image input tokens",
        Meter.ImageCacheRead => "cached image tokens",
        Meter.ImageOutput => "image output tokens",
        Meter.VideoInput => "video input tokens",
        Meter.VideoOutput => "video output tokens",
        Meter.Citation => "citation tokens",
        Meter.Request => "requests",
        Meter.Search => "searches",
        Meter.WebSearch => "web searches",
        Meter.Page => "pages",
        Meter.AnnotatedPage => "annotated pages",
        Meter.Image => "images",
        Meter.InputImage => "input images",
        Meter.InputAudioTime => "seconds of audio input",
        Meter.OutputAudioTime => "seconds of audio output",
        Meter.InputVideoTime => "seconds of video input",
        Meter.OutputVideoTime => "seconds of video output",
        Meter.InputCharacter => "input characters",
        Meter.OutputCharacter => "output characters",
        Meter.CodeInterpreterSession => "code interpreter sessions",
        _ => throw new ArgumentOutOfRangeException(nameof(meter), meter, "not a meter"),
    };
}

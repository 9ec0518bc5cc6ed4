namespace CostDashboard.Web.Features.Prices;

/// <summary>What people call the classes of usage that price files name.</summary>
internal static class RateNames
{
    /// <summary>Classes of tokens, in the order in which they are shown; the first six are those of nearly every price.</summary>
    public static IReadOnlyList<(string Key, string Label)> Classes { get; } =
    [
        ("input", "input"), ("cacheRead", "input from cache"), ("cacheWrite5m", "cache write, 5 min"), ("cacheWrite1h", "cache write, 1 h"), ("output", "output"),
        ("reasoning", "reasoning"), ("audioInput", "audio input"), ("audioCacheRead", "audio from cache"), ("audioOutput", "audio output"),
        ("imageInput", "image input"), ("imageCacheRead", "images from cache"), ("imageOutput", "image output"), ("videoInput", "video input"),
        ("videoOutput", "video output"), ("citation", "citations"),
    ];

    /// <summary>Units, each charged by the piece.</summary>
    public static IReadOnlyList<(string Key, string Label)> Units { get; } =
    [
        ("request", "request"), ("search", "search"), ("webSearch", "web search"), ("page", "page"), ("annotatedPage", "annotated page"), ("image", "image made"),
        ("inputImage", "image shown"), ("inputAudioSecond", "second of audio given"), ("outputAudioSecond", "second of audio made"),
        ("inputVideoSecond", "second of video given"), ("outputVideoSecond", "second of video made"), ("inputSecond", "second given"), ("outputSecond", "second made"),
        ("inputCharacter", "character given"), ("outputCharacter", "character made"), ("codeInterpreterSession", "code interpreter session"),
    ];

    private static readonly Dictionary<string, string> s_labels =
        Classes.Concat(Units.Select(unit => (unit.Key, Label: "per " + unit.Label))).ToDictionary(name => name.Key, name => name.Label, StringComparer.Ordinal);

    /// <summary>"cacheRead above 200,000 input tokens" is "input from cache above 200,000 input tokens".</summary>
    public static string Of(string rate)
    {
        // The class is one word of several, the first that is one: "batch output", "input, off-peak (…)".
        var words = rate.Split(' ');
        for (var i = 0; i < words.Length; i++)
        {
            if (s_labels.TryGetValue(words[i].TrimEnd(','), out var label))
            {
                words[i] = label + (words[i].EndsWith(',') ? "," : "");
                break;
            }
        }

        return string.Join(' ', words);
    }
}

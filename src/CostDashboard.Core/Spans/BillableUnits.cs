namespace CostDashboard.Core.Spans;

/// <summary>What a call used beside its tokens, or instead of them. Zero is "not stated".</summary>
/// <param name="Requests">Zero stands for one: a call is one request where nothing else is said.</param>
/// <param name="Searches">Search units of a reranker.</param>
/// <param name="WebSearches">Searches of the web that the provider ran.</param>
/// <param name="Images">Images that the model made.</param>
/// <param name="InputAudioMilliseconds">Sound that the model was given.</param>
/// <param name="CitationTokens">Tokens of cited pages, counted beside the input.</param>
public sealed record BillableUnits(
    long Requests = 0,
    long Searches = 0,
    long WebSearches = 0,
    long Pages = 0,
    long AnnotatedPages = 0,
    long Images = 0,
    long InputImages = 0,
    long InputAudioMilliseconds = 0,
    long OutputAudioMilliseconds = 0,
    long InputVideoMilliseconds = 0,
    long OutputVideoMilliseconds = 0,
    long InputCharacters = 0,
    long OutputCharacters = 0,
    long CodeInterpreterSessions = 0,
    long CitationTokens = 0)
{
    /// <summary>The meters counted here, in the order in which a bill shows them.</summary>
    public static IReadOnlyList<Meter> Meters { get; } =
    [
        Meter.Citation, Meter.Request, Meter.Search, Meter.WebSearch, Meter.Page, Meter.AnnotatedPage, Meter.Image, Meter.InputImage,
        Meter.InputAudioTime, Meter.OutputAudioTime, Meter.InputVideoTime, Meter.OutputVideoTime,
        Meter.InputCharacter, Meter.OutputCharacter, Meter.CodeInterpreterSession,
    ];

    /// <summary>How many of what the meter counts: pieces, milliseconds, tokens.</summary>
    public long Of(Meter meter) => meter switch
    {
        Meter.Citation => CitationTokens,
        Meter.Request => Requests,
        Meter.Search => Searches,
        Meter.WebSearch => WebSearches,
        Meter.Page => Pages,
        Meter.AnnotatedPage => AnnotatedPages,
        Meter.Image => Images,
        Meter.InputImage => InputImages,
        Meter.InputAudioTime => InputAudioMilliseconds,
        Meter.OutputAudioTime => OutputAudioMilliseconds,
        Meter.InputVideoTime => InputVideoMilliseconds,
        Meter.OutputVideoTime => OutputVideoMilliseconds,
        Meter.InputCharacter => InputCharacters,
        Meter.OutputCharacter => OutputCharacters,
        Meter.CodeInterpreterSession => CodeInterpreterSessions,
        _ => throw new ArgumentOutOfRangeException(nameof(meter), meter, "not a unit of usage"),
    };

    /// <summary>The same with another count of one meter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The meter is not one of <see cref="Meters"/>.</exception>
    public BillableUnits With(Meter meter, long quantity) => meter switch
    {
        Meter.Citation => this with { CitationTokens = quantity },
        Meter.Request => this with { Requests = quantity },
        Meter.Search => this with { Searches = quantity },
        Meter.WebSearch => this with { WebSearches = quantity },
        Meter.Page => this with { Pages = quantity },
        Meter.AnnotatedPage => this with { AnnotatedPages = quantity },
        Meter.Image => this with { Images = quantity },
        Meter.InputImage => this with { InputImages = quantity },
        Meter.InputAudioTime => this with { InputAudioMilliseconds = quantity },
        Meter.OutputAudioTime => this with { OutputAudioMilliseconds = quantity },
        Meter.InputVideoTime => this with { InputVideoMilliseconds = quantity },
        Meter.OutputVideoTime => this with { OutputVideoMilliseconds = quantity },
        Meter.InputCharacter => this with { InputCharacters = quantity },
        Meter.OutputCharacter => this with { OutputCharacters = quantity },
        Meter.CodeInterpreterSession => this with { CodeInterpreterSessions = quantity },
        _ => throw new ArgumentOutOfRangeException(nameof(meter), meter, "not a unit of usage"),
    };

    public bool IsZero
    {
        get
        {
            foreach (var meter in Meters)
            {
                if (Of(meter) != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}

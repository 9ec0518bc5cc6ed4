using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>Finds out which tokens of the disjoint classes were audio, images or video, so that what is left of each class is text.</summary>
internal static class ModalityRules
{
    private const string InputBeside = "the tokens of audio, images and video are more than the input: they were counted beside it";
    private const string OutputBeside = "the tokens of audio, images and video are more than the output: they were counted beside it";
    private const string TooManyCached = "more audio or image tokens from the cache than tokens from the cache: the rest was left out";
    private const string TooMuchVideo = "more video tokens than input that no cache gave: the rest was left out";

    /// <param name="usage">Grows where the modalities stand beside the class that they belong to.</param>
    /// <returns>Null where all tokens were text.</returns>
    internal static Modalities? Split(UsageDetails details, ref Usage usage, ref SpanReading reading)
    {
        // A part cannot be more than the whole: then it is no part. (The same reasoning as with cached tokens: conventions §9.2, rule 4.)
        var statedInput = details.Input + (details.AreCachedApart ? details[Meter.AudioCacheRead] + details[Meter.ImageCacheRead] : 0);
        if (statedInput > usage.TotalInput)
        {
            usage = usage with { Input = usage.Input + details.Input };
            reading.Note(InputBeside);
        }

        if (details.Output > usage.Output)
        {
            usage = usage with { Output = usage.Output + details.Output };
            reading.Note(OutputBeside);
        }

        var audioCached = Math.Min(details[Meter.AudioCacheRead], usage.CacheRead);
        var imageCached = Math.Min(details[Meter.ImageCacheRead], usage.CacheRead - audioCached);
        if (audioCached < details[Meter.AudioCacheRead] || imageCached < details[Meter.ImageCacheRead])
        {
            reading.Note(TooManyCached);
        }

        var audio = details[Meter.AudioInput];
        var image = details[Meter.ImageInput];
        if (!details.AreCachedApart)
        {
            audio = Math.Max(0, audio - audioCached);
            image = Math.Max(0, image - imageCached);
        }

        // What does not fit into the uncached input can only have come from the cache.
        var video = details[Meter.VideoInput];
        var beyond = Math.Max(0, audio + image + video - usage.Input);
        Move(ref audio, ref audioCached, ref beyond, usage.CacheRead - audioCached - imageCached);
        Move(ref image, ref imageCached, ref beyond, usage.CacheRead - audioCached - imageCached);
        if (beyond > 0)
        {
            video = Math.Max(0, video - beyond);
            reading.Note(TooMuchVideo);
        }

        var parts = new Modalities(
            audio, audioCached, details[Meter.AudioOutput], image, imageCached, details[Meter.ImageOutput], video, details[Meter.VideoOutput]);
        return parts.IsZero || !parts.FitInto(usage) ? null : parts;
    }

    private static void Move(ref long uncached, ref long cached, ref long beyond, long room)
    {
        var moved = Math.Min(Math.Min(uncached, beyond), Math.Max(0, room));
        uncached -= moved;
        cached += moved;
        beyond -= moved;
    }
}

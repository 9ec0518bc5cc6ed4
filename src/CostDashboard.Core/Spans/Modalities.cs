namespace CostDashboard.Core.Spans;

/// <summary>
/// Which tokens of a call's <see cref="Usage"/> were not text. Each number is a part of the class in its name: audio read from a cache is in
/// <see cref="AudioCacheRead"/> and not in <see cref="AudioInput"/>, and what is left of a class is text. Never more than the class.
/// </summary>
public sealed record Modalities(
    long AudioInput = 0,
    long AudioCacheRead = 0,
    long AudioOutput = 0,
    long ImageInput = 0,
    long ImageCacheRead = 0,
    long ImageOutput = 0,
    long VideoInput = 0,
    long VideoOutput = 0)
{
    public long Input => AudioInput + ImageInput + VideoInput;

    public long CacheRead => AudioCacheRead + ImageCacheRead;

    public long Output => AudioOutput + ImageOutput + VideoOutput;

    public bool IsZero => (Input | CacheRead | Output) == 0;

    /// <summary>Whether each class of the usage holds its modalities; what is left of it is text.</summary>
    public bool FitInto(Usage usage) =>
        (AudioInput | AudioCacheRead | AudioOutput | ImageInput | ImageCacheRead | ImageOutput | VideoInput | VideoOutput) >= 0
        && Input <= usage.Input && CacheRead <= usage.CacheRead && Output <= usage.Output;
}

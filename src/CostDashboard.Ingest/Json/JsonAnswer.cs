using System.Text.Json.Serialization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Json;

/// <summary>A span that was not taken, and what to do about it.</summary>
/// <param name="Line">Of the body, counted from 1; the one on which its item begins.</param>
/// <param name="Field">Which field is wrong, such as <c>spans[2].usage.input_tokens</c>; null where it is the whole item.</param>
/// <param name="Span">By its name or id, as far as it could be read.</param>
public sealed record JsonDoorError(long Line, string? Field, string Reason, string? Remedy, string? Span);

/// <summary>What became of a request. What is counted as taken is stored, and a crash does not lose it.</summary>
/// <param name="Taken">Spans that are stored.</param>
/// <param name="Rejected">Items that could not be taken, for good.</param>
/// <param name="Errors">The first of them, at most 100.</param>
/// <param name="ErrorsNotListed">Those beyond.</param>
public sealed record JsonDoorAnswer(
    long Taken,
    long Rejected,
    IReadOnlyList<JsonDoorError> Errors,
    [property: JsonPropertyName("errors_not_listed")] long ErrorsNotListed);

/// <summary>What a request is answered, before it is put into HTTP's words.</summary>
/// <param name="Stop">Why it was not read to its end; null where it was.</param>
/// <param name="NextLine">Where it was not: the first line of which nothing was taken.</param>
internal sealed record JsonOutcome(JsonDoorAnswer Answer, JsonStop? Stop = null, long NextLine = 0);

/// <summary>Why a body was not read to its end.</summary>
/// <param name="IsForLater">The rest may go through later.</param>
internal sealed record JsonStop(string Reason, bool IsForLater);

/// <summary>Counts what a request's items came to, and keeps the first that were wrong.</summary>
internal sealed class JsonCount
{
    /// <summary>Errors that are told; further ones are counted.</summary>
    internal const int MostErrors = 100;

    private readonly List<JsonDoorError> _errors = [];

    internal long Taken { get; private set; }

    internal long Rejected { get; private set; }

    internal void Add(int taken, IReadOnlyList<RejectedLine> rejections)
    {
        Taken += taken;
        Rejected += rejections.Count;
        foreach (var (line, rejection) in rejections.Take(MostErrors - _errors.Count))
        {
            _errors.Add(ErrorOf(line, rejection));
        }
    }

    internal JsonDoorAnswer ToAnswer() => new(Taken, Rejected, _errors, Rejected - _errors.Count);

    private static JsonDoorError ErrorOf(long line, Rejection rejection) =>
        new(line, string.IsNullOrEmpty(rejection.Field) ? null : rejection.Field, rejection.Reason, rejection.Remedy, rejection.Span);
}

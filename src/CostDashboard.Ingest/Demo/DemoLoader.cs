using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Pipeline;

namespace CostDashboard.Ingest.Demo;

/// <summary>How far the loading is.</summary>
/// <param name="Spans">Durable so far, those of an earlier start included; 0 where all was loaded before.</param>
/// <param name="Share">0 to 1.</param>
public readonly record struct DemoProgress(long Spans, double Share)
{
    public bool IsDone => Share >= 1;
}

/// <summary>
/// Sends the demo the way every span goes. It may be stopped and started again at any time: the end of the demo is remembered with the first
/// start, so the spans keep their ids, and what was durable is not sent again.
/// </summary>
public sealed class DemoLoader(SpanPipeline pipeline, IAccessStore settings, TimeProvider time)
{
    private const int BatchesPerNote = 10;
    private const int BytesPerSpan = 600;
    private const int MostAttempts = 60;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Loads the demo into a project; returns when all of it is durable. Does nothing where it is loaded already.</summary>
    /// <returns>When the demo ends; null where it was loaded already.</returns>
    /// <exception cref="StoreUnavailableException">The store took nothing for a minute; a later call goes on from there.</exception>
    public async Task<DateTimeOffset?> LoadAsync(ProjectId project, IProgress<DemoProgress> progress, CancellationToken cancellationToken)
    {
        var note = await ReadNoteAsync(project, cancellationToken);
        var start = DemoData.StartOf(note.Until);
        var length = (double)(UnixNanos.From(note.Until) - start);
        var sent = 0;
        var spans = 0L;
        foreach (var batch in note.IsDone ? [] : DemoData.Generate(project, note.Until))
        {
            spans += batch.Count;
            if (sent++ < note.Batches)
            {
                continue;
            }

            await SendAsync(project, batch, cancellationToken);
            progress.Report(new(spans, Math.Min(0.999, (batch[^1].Start - start) / length)));
            if (sent % BatchesPerNote == 0)
            {
                await WriteNoteAsync(project, note with { Batches = sent }, cancellationToken);
            }
        }

        await WriteNoteAsync(project, note with { IsDone = true }, cancellationToken);
        progress.Report(new(spans, 1));
        return note.IsDone ? null : note.Until;
    }

    private async Task SendAsync(ProjectId project, IReadOnlyList<DecodedSpan> batch, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var now = UnixNanos.From(time.GetUtcNow());
            switch (await pipeline.TakeAsync(new(new(Door.Demo, project), batch, now, (long)batch.Count * BytesPerSpan), cancellationToken))
            {
                case CommitAnswer.Durable:
                    return;
                case CommitAnswer.Later later when attempt == MostAttempts:
                    throw new StoreUnavailableException($"The demo could not be loaded: {later.Reason}.");
                default:
                    await Task.Delay(s_pause, time, cancellationToken);
                    break;
            }
        }
    }

    private static string NoteName(ProjectId project) => string.Create(CultureInfo.InvariantCulture, $"demo.{project.Value}");

    private async Task<Note> ReadNoteAsync(ProjectId project, CancellationToken cancellationToken)
    {
        if (Note.Parse(await settings.GetSettingAsync(NoteName(project), cancellationToken)) is { } known)
        {
            return known;
        }

        var begun = new Note(time.GetUtcNow(), 0, IsDone: false);
        await WriteNoteAsync(project, begun, cancellationToken);
        return begun;
    }

    private Task WriteNoteAsync(ProjectId project, Note note, CancellationToken cancellationToken) =>
        settings.SetSettingAsync(NoteName(project), note.ToString(), cancellationToken);

    /// <summary>What is remembered between two starts: <c>2026-11-22T10:30:00.0000000+00:00 40 loading</c>.</summary>
    private sealed record Note(DateTimeOffset Until, int Batches, bool IsDone)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Until:O} {Batches} {(IsDone ? "loaded" : "loading")}");

        internal static Note? Parse(string? text) =>
            text?.Split(' ') is [var until, var batches, var state]
            && DateTimeOffset.TryParseExact(until, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && int.TryParse(batches, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? new(time, count, state == "loaded")
                : null;
    }
}

using System.Collections.Concurrent;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Content.Redaction;
using CostDashboard.Core.Spans;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Ingest.Content;

/// <summary>What each project keeps of its content, and its rules compiled, without asking the store for every request. A change holds everywhere within five seconds.</summary>
public sealed class ProjectContents(IContentSettingsStore store, TimeProvider clock, ILogger<ProjectContents> logger)
{
    /// <summary>Why a sender is told to send again: content that was taken in by other rules would stay so.</summary>
    internal const string Unreadable = "the project's content settings cannot be read now";

    private const int MostRemembered = 10_000;

    private static readonly TimeSpan s_remembered = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<ProjectId, Remembered> _byProject = new();

    /// <summary>Null when the store does not answer now.</summary>
    internal async ValueTask<ContentCapture?> FindAsync(ProjectId project, CancellationToken cancellationToken)
    {
        if (_byProject.TryGetValue(project, out var remembered) && clock.GetElapsedTime(remembered.At) < s_remembered)
        {
            return remembered.Capture;
        }

        try
        {
            return await ReadAsync(project, remembered, cancellationToken);
        }
        // Whatever keeps the store from answering, an answer that does not ask for a retry would lose the spans.
#pragma warning disable CA1031 // the reason stands above
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.LogWarning(e, "The content settings of project {Project} could not be read; the sender was told to retry.", project.Value);
            return null;
        }
    }

    /// <summary>Begins the redaction of one request; where its spans carry no content there is nothing to do, and nothing is asked. Null when the store does not answer now.</summary>
    internal async ValueTask<RequestContent?> BeginAsync(ProjectId project, IReadOnlyList<DecodedSpan> spans, CancellationToken cancellationToken)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Content is not null)
            {
                return await FindAsync(project, cancellationToken) is { } capture ? new(capture.Redactor, Run()) : null;
            }
        }

        return RequestContent.None;
    }

    private RedactionRun Run()
    {
        var began = clock.GetTimestamp();
        return new(() => clock.GetElapsedTime(began));
    }

    private async Task<ContentCapture> ReadAsync(ProjectId project, Remembered? known, CancellationToken cancellationToken)
    {
        // The time is taken before the store is asked: what it answers is at least as new.
        var at = clock.GetTimestamp();
        var settings = (await store.GetAsync(project, cancellationToken)).Settings;
        var capture = known?.Settings == settings ? known.Capture : ContentCapture.Of(settings);
        if (_byProject.Count >= MostRemembered)
        {
            _byProject.Clear();
        }

        _byProject[project] = new(settings, capture, at);
        return capture;
    }

    private sealed record Remembered(ContentSettings Settings, ContentCapture Capture, long At);
}

/// <summary>What a project keeps, ready to use.</summary>
/// <param name="Redactor">Null where nothing is kept: then no rule is compiled.</param>
internal sealed record ContentCapture(Redactor? Redactor)
{
    internal bool Captures => Redactor is not null;

    internal static ContentCapture Of(ContentSettings settings) => new(settings.Captures ? Redactor.Of(settings) : null);
}

/// <summary>The redaction of one request's spans. Used by one caller.</summary>
/// <param name="redactor">Null where nothing is kept.</param>
internal sealed class RequestContent(Redactor? redactor, RedactionRun run)
{
    /// <summary>Of spans that carry none.</summary>
    internal static RequestContent None { get; } = new(null, new());

    /// <summary>The span with its content redacted, or without any where the project keeps none by now. What came on the wire ends here.</summary>
    internal PricedSpan Redact(PricedSpan span) => span.Span.Source.Content is not { } captured
        ? span
        : span with
        {
            Span = span.Span with { Source = span.Span.Source with { Content = null } },
            Content = redactor?.Keep(captured, span.Span.Kind, run),
        };
}

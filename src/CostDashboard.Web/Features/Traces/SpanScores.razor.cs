using CostDashboard.Core.Annotations;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces;

/// <summary>How a span was judged, and on the trace's root the trace as a whole; nothing where nobody did. Every text of it came from outside and is shown as text.</summary>
public sealed partial class SpanScores : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SpanKey _span;
    private IReadOnlyList<SpanAnnotation> _scores = [];

    [Parameter, EditorRequired]
    public SpanKey Span { get; set; }

    [Parameter, EditorRequired]
    public bool IsRoot { get; set; }

    [Parameter, EditorRequired]
    public OrganisationCalendar Calendar { get; set; } = null!;

    [Inject]
    private IAnnotationStore Annotations { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_span == Span)
        {
            return;
        }

        (_span, _scores) = (Span, []);
        var span = Span;
        var read = await Annotations.ListAsync(span.TraceKey, _left.Token);

        // While they were read, another span may have been selected.
        if (_span == span)
        {
            _scores = [.. read.Where(score => score.Span is { } of ? of == span.Span : IsRoot)];
        }
    }
}

using CostDashboard.Core.Content.Conversations;
using CostDashboard.Core.Spans;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CostDashboard.Web.Features.Content.Messages;

/// <summary>What one span said, on demand.</summary>
public sealed partial class SpanConversation : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private SpanKey _span;
    private ContentAccess? _access;
    private ConversationTurn? _turn;

    [Parameter, EditorRequired]
    public SpanKey Span { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    // Asked for when somebody wants to read: a panel is opened far more often.
    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_span != Span)
        {
            (_span, _access, _turn) = (Span, null, null);
        }
    }

    private async Task ReadAsync()
    {
        var (span, contents) = (Span, Services.GetRequiredService<ContentReader>());
        var access = await contents.AskAsync(SignedIn is null ? null : (await SignedIn).User, span.Project, _left.Token);
        var turn = access is ContentAccess.Granted granted
            && (await contents.ReadAsync(granted, span.TraceKey, [span.Span], _left.Token)).TryGetValue(span.Span, out var content)
                ? ConversationTurn.Of([(span.Span, content)])[0]
                : null;

        // While it was read, another span may have been selected.
        if (_span == span)
        {
            (_access, _turn) = (access, turn);
        }
    }
}

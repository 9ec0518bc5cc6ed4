using CostDashboard.Core.Content.Conversations;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Traces;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CostDashboard.Web.Features.Content.Messages;

/// <summary>What was said in a trace, span by span in the order of the tree, a page at a time. It is read, and the reading audited, when the tab is opened in a circuit.</summary>
public sealed partial class ConversationTab : TraceTab, IDisposable
{
    /// <summary>The span with which the page begins.</summary>
    private const string FromKey = "turn";

    private const int SpansOfPage = 20;

    // Together with what one text may have, this is what a page holds at most.
    private const int CharactersOfPage = 400_000;

    private readonly CancellationTokenSource _left = new();

    // Places of rows that have content, in their order: no more is kept in memory than of the page.
    private IReadOnlyList<int> _kept = [];
    private IReadOnlyList<ConversationTurn> _turns = [];
    private ContentAccess _access = new ContentAccess.Off();
    private int _from;
    private bool _isRead;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private ContentReader Contents { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    // The page is rendered twice, first without a circuit: then nothing is read.
    protected override async Task OnInitializedAsync()
    {
        if (!RendererInfo.IsInteractive)
        {
            return;
        }

        var key = Sight.Summary.Key;
        _access = await Contents.AskAsync(SignedIn is null ? null : (await SignedIn).User, key.Project, _left.Token);
        if (_access is ContentAccess.Granted granted)
        {
            _kept = [.. (await Contents.ListAsync(granted, key, _left.Token)).Select(kept => Sight.Waterfall.IndexOf(kept.Span)).OfType<int>().Order()];
        }

        await ReadAsync(FirstOf(SpanId.TryParse(Address.Text(FromKey), out var span) ? Sight.Waterfall.IndexOf(span) : Selected.Index));
        _isRead = true;
    }

    private async Task GoAsync(int from)
    {
        await Address.SetAsync((FromKey, Sight.Waterfall.Rows[_kept[from]].Id.ToString()));
        await ReadAsync(from);
    }

    // A page that begins with the first span is what one expects, unless the span that is asked for is not on it.
    private int FirstOf(int? row)
    {
        for (var i = SpansOfPage; i < _kept.Count; i++)
        {
            if (_kept[i] == row)
            {
                return i;
            }
        }

        return 0;
    }

    private async Task ReadAsync(int from)
    {
        if (_access is not ContentAccess.Granted granted || _kept.Count == 0)
        {
            return;
        }

        var spans = _kept.Skip(from).Take(SpansOfPage).Select(index => Sight.Waterfall.Rows[index].Id).ToList();
        var contents = await Contents.ReadAsync(granted, Sight.Summary.Key, spans, _left.Token);
        _turns = ConversationTurn.Of(spans.Where(contents.ContainsKey).Select(span => (span, contents[span])), CharactersOfPage);
        _from = from;
    }

    private WaterfallRow RowOf(ConversationTurn turn) => Sight.Waterfall.Rows[Sight.Waterfall.IndexOf(turn.Span) ?? 0];
}

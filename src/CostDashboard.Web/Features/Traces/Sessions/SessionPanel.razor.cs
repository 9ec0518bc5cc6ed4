using System.Globalization;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Traces.Sessions;

/// <summary>The traces of one session, or of one user in a period, in order: what they cost together up to each, by which steps and models, and how the context grew.</summary>
public sealed partial class SessionPanel
{
    private const string PageKey = "page";

    [Parameter, EditorRequired]
    public SessionBy By { get; set; }

    /// <summary>A <see cref="TextKey"/>.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    [Inject]
    private ISessionQueries Sessions { get; set; } = null!;

    // From 0; beyond the last one it is the last one.
    private int PageOf(SessionSight sight) =>
        int.TryParse(Context.Query.Text(PageKey), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number - 1, 0, Math.Max(0, (sight.Lines.Count - 1) / SessionSight.RowsPerPage))
            : 0;

    protected override async Task<Load<SessionSight>> AskAsync(CancellationToken cancellationToken)
    {
        if (TextKey.Parse(Key) is not { } key)
        {
            return new Load<SessionSight>.Missing($"An address of a {SessionText.Noun(By)} ends with 16 hexadecimal digits.");
        }

        var one = By is SessionBy.Session
            ? OneSession.Whole(Context.ProjectId, By, key)
            : new(Context.ProjectId, By, key, Context.Range.From, Context.Range.To);
        if (await Sessions.ReadAsync(one, SessionSight.MostTraces, SessionSight.MostSpans, cancellationToken) is not { } read)
        {
            return new Load<SessionSight>.Missing(By is SessionBy.Session
                ? "No trace of this project states this session. It may have passed its retention, or belong to another project."
                : "No trace for this user began in this period. Choose a longer one.");
        }

        return new Load<SessionSight>.Ready(new(read.Sums, SessionLines.Of(read.Traces), read.Parts));
    }
}

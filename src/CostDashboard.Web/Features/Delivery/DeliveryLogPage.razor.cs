using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>What became of each message of a project, page by page. Administrators replay what is dead.</summary>
public sealed partial class DeliveryLogPage
{
    internal const string Path = "/delivery/log";

    /// <summary>The field in which a reason stands.</summary>
    internal const string Why = "why";

    private const int RowsPerPage = 50;

    private Project? _project;
    private IReadOnlyList<DeliveryRoute> _routes = [];
    private DeliveryPage _page = new([], null, 0, 0);
    private DeliveryDetail? _detail;
    private string? _mistake;
    private string? _done;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    /// <summary>A text, since a filter that is not set comes as an empty one.</summary>
    [SupplyParameterFromQuery(Name = "route")]
    public string? Route { get; set; }

    [SupplyParameterFromQuery(Name = "message")]
    public string? Message { get; set; }

    [SupplyParameterFromQuery(Name = "cursor")]
    public string? Cursor { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private DeliveryAdministration Delivery { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    private MessageState? Chosen => Enum.TryParse<MessageState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    private int? RouteNumber => int.TryParse(Route, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private string Waiting => _page.Waiting switch
    {
        0 => "nothing waits",
        1 => "one message waits",
        var many => $"{NumberText.Count(many)} messages wait",
    };

    internal static string Link(ProjectId project, Guid? message = null) => Base(project).Add("message", message?.ToString("N")).ToString();

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        if (_project is null)
        {
            return;
        }

        _routes = await Delivery.GetRoutesAsync(_project.Id, Http.RequestAborted);
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            _page = await Delivery.GetLogAsync(new(_project!.Id, Chosen, RouteNumber), Cursor, RowsPerPage, Http.RequestAborted);
        }
        catch (FormatException notOurs)
        {
            _mistake = notOurs.Message;
        }

        _detail = Guid.TryParse(Message, out var message) ? await Delivery.GetAsync(_project!, message, Http.RequestAborted) : null;
    }

    private string OfRoute => RouteNumber is { } route ? $" on {NameOf(route)}" : "";

    private Task ReplayAsync() => Guid.TryParse(Message, out var message) ? ReplayAsync(new DeadMessages(message)) : Task.CompletedTask;

    private Task ReplayAllAsync() => ReplayAsync(new DeadMessages(Route: RouteNumber));

    private Task DismissAsync() => Guid.TryParse(Message, out var message) ? DismissAsync(new DeadMessages(message)) : Task.CompletedTask;

    private Task DismissAllAsync() => DismissAsync(new DeadMessages(Route: RouteNumber));

    private async Task DismissAsync(DeadMessages which)
    {
        var reason = Http.Request.Form[Why].ToString();
        if (MessageDismissal.FindMistake(reason) is { } mistake)
        {
            _done = mistake;
            return;
        }

        _done = await Delivery.DismissAsync(_project!, which, reason, Http.User.Actor(), Http.RequestAborted) switch
        {
            0 => "There is nothing to dismiss: somebody was faster.",
            1 => "One message is dismissed.",
            var many => $"{NumberText.Count(many)} messages are dismissed.",
        };
        await ReadAsync();
    }

    private async Task ReplayAsync(DeadMessages which)
    {
        _done = await Delivery.ReplayAsync(_project!, which, Http.User.Actor(), Http.RequestAborted) switch
        {
            0 => "There is nothing to replay: what is dead is of a deleted route, or somebody was faster.",
            1 => "One message is tried again.",
            var many => $"{NumberText.Count(many)} messages are tried again.",
        };
        await ReadAsync();
    }

    private string NameOf(int route) => _routes.FirstOrDefault(one => one.Id == route)?.Name ?? "a deleted route";

    private string PageLink(string? cursor) => Base(_project!.Id).Add("state", State).Add("route", Route).Add("cursor", cursor).ToString();

    private static string Tone(MessageState state) => state switch
    {
        MessageState.Dead => "bad",
        MessageState.Waiting => "warn",
        _ => "",
    };

    private static UrlText Base(ProjectId project) => new UrlText(Path).Add("project", project.Value.ToString(CultureInfo.InvariantCulture));
}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>The routes of a project. Administrators add, change, try and delete them.</summary>
public sealed partial class RoutesPage
{
    internal const string Path = "/delivery";

    private Project? _project;
    private IReadOnlyList<DeliveryRoute> _routes = [];
    private DeliveryRoute? _edited;
    private string? _refusal;
    private string? _done;
    private string? _newSecret;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    /// <summary>The route that the form changes.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public int? Edit { get; set; }

    /// <summary>The channel of the route that the form adds.</summary>
    [SupplyParameterFromQuery(Name = "add")]
    public string? Add { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private DeliveryAdministration Delivery { get; set; } = null!;

    [Inject]
    private SmtpOptions Smtp { get; set; } = null!;

    [Inject]
    private DeliveryContext Delivered { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private OrganisationCalendar Calendar => Delivered.Calendar;

    private string On => (_routes.Count(route => route.IsOn), _routes.Count) switch
    {
        (1, 1) => "one route",
        var (on, all) when on == all => string.Create(CultureInfo.InvariantCulture, $"{on} routes"),
        var (on, all) => string.Create(CultureInfo.InvariantCulture, $"{on} of {all} routes; the others are off"),
    };

    internal static string Link(ProjectId project, int? edit = null) => Base(project).Add("edit", edit?.ToString(CultureInfo.InvariantCulture)).ToString();

    internal static string Link(ProjectId project, DeliveryChannel add) => Base(project).Add("add", add.ToString().ToLowerInvariant()).ToString();

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        if (_project is null)
        {
            return;
        }

        _routes = await Delivery.GetRoutesAsync(_project.Id, Http.RequestAborted);
        _edited = Edit is { } id ? _routes.FirstOrDefault(route => route.Id == id)
            : Enum.TryParse<DeliveryChannel>(Add, ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? DeliveryForm.New(_project.Id, channel)
            : null;
    }

    private async Task SaveAsync()
    {
        if (_edited is null)
        {
            return;
        }

        // What was typed stays in the form, whatever comes of it; but no secret is ever written back into a page.
        var form = Http.Request.Form;
        _edited = DeliveryForm.Parse(form, _edited);
        var saved = await Delivery.SaveAsync(_project!, _edited, form["to"].ToString().Trim(), form["secret"].ToString().Trim(), Http.User.Actor(), Http.RequestAborted);
        (_refusal, _newSecret) = (saved.Refusal, saved.NewSecret);
        if (saved.Route is null)
        {
            return;
        }

        Http.Response.Headers.CacheControl = "no-store";
        _done = "Saved. Send a test on it to see that it arrives.";
        _edited = null;
        _routes = await Delivery.GetRoutesAsync(_project!.Id, Http.RequestAborted);
    }

    private async Task ActAsync()
    {
        var form = Http.Request.Form;
        if (RouteOf(form["test"]) is { } tried && await Delivery.TestAsync(_project!, tried, Http.User.Actor(), Http.RequestAborted) is [var message, ..])
        {
            Navigation.NavigateTo(DeliveryLogPage.Link(_project!.Id, message));
        }
        else if (RouteOf(form["delete"]) is { } gone && await Delivery.DeleteAsync(_project!, gone, Http.User.Actor(), Http.RequestAborted))
        {
            (_done, _edited) = ("Deleted. What was waiting for it is in the delivery log.", null);
        }
        else
        {
            _refusal = "That route is not there any more.";
        }

        _routes = await Delivery.GetRoutesAsync(_project!.Id, Http.RequestAborted);
    }

    private DeliveryRoute? RouteOf(string? number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? _routes.FirstOrDefault(route => route.Id == id) : null;

    private static UrlText Base(ProjectId project) => new UrlText(Path).Add("project", project.Value.ToString(CultureInfo.InvariantCulture));
}

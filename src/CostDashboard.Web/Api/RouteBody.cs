using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Delivery;
using CostDashboard.Web.Features.Delivery;
using CostDashboard.Web.Features.Incidents;

namespace CostDashboard.Web.Api;

/// <summary>A part of every day, in the organisation's zone, in which a route holds back.</summary>
internal sealed record QuietHoursBody(
    [property: Description("HH:mm, inclusive.")] string From,
    [property: Description("HH:mm, exclusive; before 'from' it reaches over midnight.")] string Until,
    [property: Description("What is critical is not held back. Default: true.")] bool CriticalComesAtOnce = true)
{
    internal static QuietHoursBody? Of(QuietHours? quiet) => quiet is null
        ? null
        : new(quiet.From.ToString(DeliveryForm.TimeFormat, CultureInfo.InvariantCulture), quiet.To.ToString(DeliveryForm.TimeFormat, CultureInfo.InvariantCulture), quiet.CriticalComesAtOnce);
}

/// <summary>Which incidents of a project are told to whom, how and when. Addresses of receivers and what signs messages are secrets, and in no answer.</summary>
/// <param name="Channel">mail, webhook, slack, teams, pager-duty or template.</param>
/// <param name="To">Recipients of a mail; of all others the host of the address alone.</param>
/// <param name="Takes">What it takes and when it tells it, in words.</param>
/// <param name="Kinds">Empty for all.</param>
/// <param name="LeastSeverity">info, warning or critical.</param>
/// <param name="Digest">none, quarter, hour or day.</param>
/// <param name="Version">One more with every change.</param>
internal sealed record RouteBody(
    int Id,
    string Project,
    string Name,
    string Channel,
    bool IsOn,
    IReadOnlyList<string> To,
    string Takes,
    IReadOnlyList<string> Kinds,
    string LeastSeverity,
    bool TellsResolved,
    QuietHoursBody? Quiet,
    string Digest,
    int MostPerHour,
    string Template,
    int Version)
{
    internal static RouteBody Of(DeliveryRoute route, string project) => new(
        route.Id,
        project,
        route.Name,
        IncidentWords.CodeOf(route.Channel),
        route.IsOn,
        route.Recipients,
        DeliveryForm.Describe(route),
        [.. route.Kinds.Select(IncidentWords.CodeOf)],
        IncidentWords.CodeOf(route.LeastSeverity),
        route.TellsResolved,
        QuietHoursBody.Of(route.Quiet),
        IncidentWords.CodeOf(route.Digest),
        route.MostPerHour,
        route.Template,
        route.Version);
}

/// <summary>The routes of projects, by name.</summary>
/// <param name="Zone">The organisation's zone, by which quiet hours and digests go.</param>
internal sealed record RoutesBody(string Zone, IReadOnlyList<RouteBody> Routes);

/// <summary>What is said of a route.</summary>
internal sealed record RouteSent(
    [property: Description("What people call it.")] string? Name = null,
    [property: Description("mail, webhook, slack, teams, pager-duty or template. A route keeps the one that it was made with.")] string? Channel = null,
    [property: Description("Default: true.")] bool IsOn = true,
    [property: Description("Recipients of a mail; of a hook its address, alone. A secret of hooks: no answer repeats it, and leaving it out in a change keeps it. Not of pager-duty.")] IReadOnlyList<string>? To = null,
    [property: Description("Signs the messages of webhook and template: 16 to 200 visible characters of ASCII; of pager-duty the routing key. No answer repeats it, and leaving it out in a change keeps it.")] string? Secret = null,
    [property: Description("Default: all.")] IReadOnlyList<string>? Kinds = null,
    [property: Description("info, warning (default) or critical.")] string? LeastSeverity = null,
    [property: Description("Also tells of incidents that are over. Default: true.")] bool TellsResolved = true,
    [property: Description("Default: none.")] QuietHoursBody? Quiet = null,
    [property: Description("none (default), quarter, hour or day.")] string? Digest = null,
    [property: Description("1 to 1,000; what is more is told in one at the hour's end. Default: 20.")] int MostPerHour = RouteRules.UsualPerHour,
    [property: Description("JSON with placeholders, of template.")] string? Template = null,
    [property: Description("Of a change: the version that it is made to; another one is refused. Default: whichever there is.")] int? Version = null);

/// <summary>Messages of a test, one for each recipient, as the delivery log names them.</summary>
internal sealed record RouteTestBody(IReadOnlyList<string> Messages);

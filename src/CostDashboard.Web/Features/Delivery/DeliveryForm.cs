using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Web.Features.Delivery;

/// <summary>A route as form fields: <c>name</c>, <c>to</c>, <c>secret</c>, <c>template</c>, <c>kind.SpendSpike</c>, <c>severity</c>, <c>from</c> and <c>until</c> …</summary>
internal static class DeliveryForm
{
    internal const string Version = "version";

    /// <summary>Of times of the day.</summary>
    internal const string TimeFormat = "HH:mm";

    /// <summary>What is chosen in a new route.</summary>
    internal static DeliveryRoute New(ProjectId project, DeliveryChannel channel) => new()
    {
        Project = project,
        Name = "",
        Channel = channel,
        Recipients = [],
        Template = channel is DeliveryChannel.Template ? TemplatePayload.Example : "",
    };

    /// <summary>What the form says, mistakes included; where it leads is not in it.</summary>
    /// <param name="before">Has what the form does not say.</param>
    internal static DeliveryRoute Parse(IFormCollection form, DeliveryRoute before) => before with
    {
        Name = form["name"].ToString().Trim(),
        IsOn = form.ContainsKey("on"),
        Recipients = before.Channel is DeliveryChannel.Mail
            ? form["to"].ToString().Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : before.Recipients,
        Kinds = [.. Enum.GetValues<IncidentKind>().Where(kind => form.ContainsKey(NameOf(kind)))],
        LeastSeverity = Enum.TryParse<IncidentSeverity>(form["severity"], out var severity) ? severity : default,
        TellsResolved = form.ContainsKey("resolved"),
        Quiet = form["from"].ToString().Length == 0 && form["until"].ToString().Length == 0 ? null : new(TimeOf(form["from"]), TimeOf(form["until"]), form.ContainsKey("critical")),
        Digest = Enum.TryParse<DigestInterval>(form["digest"], out var digest) ? digest : DigestInterval.None,
        MostPerHour = int.TryParse(form["most"], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : 0,
        Template = before.Channel is DeliveryChannel.Template ? form["template"].ToString() : "",
        Version = before.Id == 0 ? 0 : int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1,
    };

    internal static string NameOf(IncidentKind kind) => "kind." + kind;

    internal static string NameOf(DeliveryChannel channel) => channel switch
    {
        DeliveryChannel.Mail => "Mail",
        DeliveryChannel.Webhook => "Webhook",
        DeliveryChannel.Slack => "Slack",
        DeliveryChannel.Teams => "Microsoft Teams",
        DeliveryChannel.PagerDuty => "PagerDuty",
        DeliveryChannel.Template => "Webhook with a template",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };

    internal static string NameOf(DigestInterval digest) => digest switch
    {
        DigestInterval.None => "at once",
        DigestInterval.Quarter => "every quarter of an hour",
        DigestInterval.Hour => "every hour",
        DigestInterval.Day => string.Create(CultureInfo.InvariantCulture, $"once a day, at {DeliveryPlan.DigestHour}:00"),
        _ => throw new ArgumentOutOfRangeException(nameof(digest), digest, "No such interval."),
    };

    internal static string NameOf(MessageForm form) => form switch
    {
        MessageForm.Single => "one change",
        MessageForm.Digest => "digest",
        MessageForm.Held => "held back",
        MessageForm.Rest => "beyond the limit",
        MessageForm.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "No such form."),
    };

    /// <summary>What a route takes, in a line.</summary>
    internal static string Describe(DeliveryRoute route) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(route.Kinds.Count == 0 ? "all kinds" : string.Join(", ", route.Kinds.Select(DeliveryWords.Of)))}; {DeliveryWords.Of(route.LeastSeverity)} or more; {NameOf(route.Digest)}{(route.Quiet is { } quiet ? $"; quiet {quiet.From:HH:mm} to {quiet.To:HH:mm}" : "")}; at most {route.MostPerHour:N0} an hour");

    // What is no time is midnight: with the other one midnight too, the rules have a word to say.
    private static TimeOnly TimeOf(string? text) => TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : default;
}

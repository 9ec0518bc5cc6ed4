using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Events;

/// <summary>What a reported event has to be like. Every refusal names the field and says what to send instead.</summary>
public static class EventRules
{
    /// <summary>Of names, services and environments: they are compared with values of series, which are no longer.</summary>
    public const int LongestText = SpendKey.LongestValue;

    public const int LongestUrl = 2_000;

    public const int LongestIdempotencyKey = 200;

    /// <summary>Of one project on one day (UTC), by when they happened.</summary>
    public const int MostPerDay = 1_000;

    /// <summary>Versions that are remembered of a project, with the services and environments they ran in; later ones are totalled but not marked.</summary>
    public const int MostReleases = 20_000;

    // As far back as pages look, and as far ahead as clocks are wrong.
    private const long MostBack = 1_096 * UnixNanos.PerDay;
    private const long MostAhead = UnixNanos.PerDay;

    /// <summary>The field that is wrong, as the API names it, and why; null where all is well.</summary>
    public static (string Field, string Reason)? WhyNot(ProjectEvent reported, UnixNanos now)
    {
        var nameField = reported.Kind is EventKind.Deploy ? "version" : "name";
        (string Field, string Value)[] texts = [(nameField, reported.Name), ("service", reported.Service), ("environment", reported.Environment)];
        if (texts.FirstOrDefault(t => t.Value.Length > LongestText) is { Field: not null } longer)
        {
            return (longer.Field, $"It has {longer.Value.Length} characters: at most {LongestText} are kept. Send a shorter one.");
        }

        if (string.IsNullOrWhiteSpace(reported.Name))
        {
            return (nameField, reported.Kind is EventKind.Deploy ? "Which version was deployed? Send it as spans state it in service.version." : "What happened? Send a few words.");
        }

        if (reported.Kind is EventKind.Deploy && string.IsNullOrWhiteSpace(reported.Service))
        {
            return ("service", "Which service was deployed? Send it as spans state it in service.name.");
        }

        if (reported.At < now + -MostBack || reported.At > now + MostAhead)
        {
            return ("time", string.Create(
                CultureInfo.InvariantCulture,
                $"It is {reported.At.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm'Z'}: send a moment of the last 1,096 days, at most a day ahead; leave it out for now."));
        }

        return reported.Url is null ? null : WhyNotUrl(reported.Url);
    }

    private static (string Field, string Reason)? WhyNotUrl(string url)
    {
        if (url.Length > LongestUrl)
        {
            return ("url", $"It has {url.Length} characters: at most {LongestUrl} are kept. Send a shorter one, or leave it out.");
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0
            ? null
            : ("url", "It is no http or https address without a user name. Send a whole one, such as https://ci.example/runs/7, or leave it out.");
    }
}

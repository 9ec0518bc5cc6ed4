using System.ComponentModel;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What spend is asked, beside the filters.</summary>
internal sealed record SpendParameters(
    [property: FromQuery(Name = "from"), Description("Beginning, inclusive; ISO-8601. Default: 24 hours before to.")] string? From,
    [property: FromQuery(Name = "to"), Description("End, exclusive; ISO-8601. Default: now.")] string? To,
    [property: FromQuery(Name = "grain"), Description("total (default), minute, quarter, hour, day or month; the last three in the organisation's time zone.")] string? Grain,
    [property: FromQuery(Name = "by"), Description("Dimension to group by; up to three, repeated or separated by commas: project, environment, service, release, step, kind, provider, model, feature, customer, key, priceState, or alone: user, tag:NAME.")] string[]? By);

/// <summary>GET /api/v1/spend: the totals, by time and dimension.</summary>
internal static class SpendEndpoint
{
    /// <summary>More rows of time would be an export, not an answer.</summary>
    private const int MostStarts = 10_000;

    private static readonly IReadOnlyList<KeyValuePair<string, Grain>> s_grains =
        [new("total", Grain.Total), new("minute", Grain.Minute), new("quarter", Grain.Quarter), new("hour", Grain.Hour), new("day", Grain.Day), new("month", Grain.Month)];

    private static readonly string[] s_parameters = ["from", "to", "grain", "by", .. Filters.Names];

    internal static async Task<Ok<SpendAnswerBody>> AnswerAsync(
        HttpContext http,
        [AsParameters] SpendParameters parameters,
        [AsParameters] Filters filters,
        ISpendQueries spend,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        var by = ReadBy(parameters.By ?? []);
        var grain = QueryText.Choice("grain", parameters.Grain, Grain.Total, s_grains);
        var scope = await ProjectScope.ReadAsync(http.User, filters.Project, access, cancellationToken);
        var kept = await filters.ReadAsync(http.Request.Query, scope, cancellationToken);

        var isDaily = by.Any(d => IsKeptDaily(d.Dimension)) || kept.Any(f => IsKeptDaily(f.Dimension));
        var unit = isDaily ? Grain.Day : grain is Grain.Minute ? Grain.Minute : Grain.Quarter;
        var (from, to) = ReadPeriod(parameters.From, parameters.To, unit, calendar, clock);
        RefuseTooFine(grain, from, to);

        var tagKey = by.FirstOrDefault(d => d.TagKey is not null)?.TagKey;
        var question = new SpendQuestion(scope.Project?.Id, from, to, grain, [.. by.Select(d => d.Dimension)], kept, tagKey);
        var answer = await spend.AskAsync(question, cancellationToken);
        var names = await ValueNames.ReadAsync(scope, question.By, cancellationToken);
        return TypedResults.Ok(SpendAnswerBody.Of(question, answer, by, names, isDaily, s_grains.First(g => g.Value == grain).Key, calendar));
    }

    private static NamedDimension[] ReadBy(string[] texts)
    {
        NamedDimension[] by = [.. texts
            .SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(text => DimensionNames.Read("by", text))
            .Distinct()];
        return by.Length <= SpendQuestion.MostDimensions
            ? by
            : throw new QueryMistake("by", $"{by.Length} dimensions are too many: at most {SpendQuestion.MostDimensions} can be grouped by at once.");
    }

    // Totals are kept by the minute or the quarter hour (of users and tags, by the day): the period grows to what can be answered exactly,
    // and the answer says what it became.
    internal static (UnixNanos From, UnixNanos To) ReadPeriod(string? fromText, string? toText, Grain unit, OrganisationCalendar calendar, TimeProvider clock)
    {
        var to = QueryText.Time("to", toText, calendar) ?? UnixNanos.From(clock.GetUtcNow());
        var from = QueryText.Time("from", fromText, calendar) ?? to + -UnixNanos.PerDay;
        if (from >= to)
        {
            throw new QueryMistake("from", "It is not before 'to': the period is empty.");
        }

        var last = calendar.Floor(to, unit);
        return (calendar.Floor(from, unit), last == to ? to : calendar.Next(last, unit));
    }

    private static void RefuseTooFine(Grain grain, UnixNanos from, UnixNanos to)
    {
        var length = grain switch
        {
            Grain.Minute => UnixNanos.PerMinute,
            Grain.Quarter => UnixNanos.PerQuarter,
            Grain.Hour => UnixNanos.PerHour,
            _ => UnixNanos.PerDay,
        };
        if (grain is not (Grain.Total or Grain.Month) && (to - from) / length > MostStarts)
        {
            throw new QueryMistake("grain", $"The period has more than {MostStarts} such spans of time: choose a coarser grain or a shorter period.");
        }
    }

    private static bool IsKeptDaily(Dimension dimension) => dimension is Dimension.User or Dimension.Tag;
}

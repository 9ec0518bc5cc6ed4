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
        var by = SpendReading.By(parameters.By ?? []);
        var grain = QueryText.Choice("grain", parameters.Grain, Grain.Total, SpendReading.Grains);
        var scope = await ProjectScope.ReadAsync(http.User, filters.Project, access, cancellationToken);
        var kept = await filters.ReadAsync(http.Request.Query, scope, cancellationToken);

        var isDaily = SpendReading.IsDaily(by, kept);
        var unit = isDaily ? Grain.Day : grain is Grain.Minute ? Grain.Minute : Grain.Quarter;
        var (from, to) = SpendReading.Period(parameters.From, parameters.To, unit, calendar, UnixNanos.From(clock.GetUtcNow()));
        SpendReading.RefuseTooFine(grain, from, to);

        var tagKey = by.FirstOrDefault(d => d.TagKey is not null)?.TagKey;
        var question = new SpendQuestion(scope.Project?.Id, from, to, grain, [.. by.Select(d => d.Dimension)], kept, tagKey);
        var answer = await spend.AskAsync(question, cancellationToken);
        var names = await ValueNames.ReadAsync(scope, question.By, cancellationToken);
        return TypedResults.Ok(SpendAnswerBody.Of(question, answer, by, names, isDaily, SpendReading.Grains.First(g => g.Value == grain).Key, calendar));
    }
}

using System.ComponentModel;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>What outcomes are asked, beside the filters.</summary>
internal sealed record OutcomesParameters(
    [property: FromQuery(Name = "from"), Description("Beginning, inclusive; ISO-8601. Default: 24 hours before to. The period grows to whole days of the organisation's zone.")] string? From,
    [property: FromQuery(Name = "to"), Description("End, exclusive; ISO-8601. Default: now.")] string? To);

/// <summary>GET /api/v1/outcomes: how charged calls ended, by step and model: what the page of errors shows.</summary>
internal static class OutcomesEndpoint
{
    private static readonly string[] s_parameters = ["from", "to", .. Filters.Names];

    internal static async Task<Ok<OutcomesBody>> AnswerAsync(
        HttpContext http,
        [AsParameters] OutcomesParameters parameters,
        [AsParameters] Filters filters,
        IOutcomeQueries outcomes,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, s_parameters);
        var scope = await ProjectScope.ReadAsync(http.User, filters.Project, access, cancellationToken);
        var kept = await filters.ReadAsync(http.Request.Query, scope, cancellationToken);
        var (from, to) = SpendReading.Period(parameters.From, parameters.To, Grain.Day, calendar, UnixNanos.From(clock.GetUtcNow()));
        var question = new OutcomeQuestion(scope.Project?.Id, from, to, kept);
        var table = OutcomeTable.Of(await outcomes.GetRowsAsync(question, cancellationToken));
        return TypedResults.Ok(OutcomesBody.Of(question, table, calendar));
    }
}

/// <summary>How charged calls ended.</summary>
/// <param name="From">Beginning of the period that was answered, which may be wider than the one asked for.</param>
/// <param name="TimeZone">The organisation's; days are counted in it.</param>
/// <param name="Total">The sum of all rows.</param>
/// <param name="FinishReasons">Every charged call by why it ended: they add up to all.</param>
internal sealed record OutcomesBody(
    string From, string To, string TimeZone, OutcomePartsBody Total, IReadOnlyList<FinishReasonBody> FinishReasons, IReadOnlyList<OutcomeLineBody> Rows)
{
    internal static OutcomesBody Of(OutcomeQuestion question, OutcomeTable table, OrganisationCalendar calendar) => new(
        AnswerText.Minute(question.From, calendar),
        AnswerText.Minute(question.To, calendar),
        calendar.Zone.Id,
        OutcomePartsBody.Of(table.Total),
        [.. Enum.GetValues<FinishReason>().Where(finish => table.Total[finish].Calls > 0).Select(finish => new FinishReasonBody(OutcomeWords.Of(finish), OutcomeSumBody.Of(table.Total[finish])))],
        [.. table.Lines.Select(line => new OutcomeLineBody(line.Step, line.Model, OutcomePartsBody.Of(line.Sums)))]);
}

/// <summary>The calls of one step and model; an empty name means "not stated".</summary>
internal sealed record OutcomeLineBody(string Step, string Model, OutcomePartsBody Calls);

/// <summary>The calls that ended for one reason.</summary>
/// <param name="Reason">stop, length, content_filter, tool_calls, error, other or unknown.</param>
internal sealed record FinishReasonBody(string Reason, OutcomeSumBody Calls);

/// <summary>Calls by how they ended; a call can be in several of these.</summary>
/// <param name="Failed">Their span says error, or their reason to end is one; they were charged all the same.</param>
/// <param name="Repeated">Under the same span, the same model read as many tokens, at least 200, within 60 seconds after their end: the same prompt was sent again.</param>
/// <param name="InVain">Failed or repeated, each counted once.</param>
/// <param name="CutByLength">They ended because a limit of the output or of the context was reached.</param>
/// <param name="ContentFilter">A content filter stopped them, or the model refused.</param>
/// <param name="NoOutputLimit">Chats whose span states no max tokens.</param>
internal sealed record OutcomePartsBody(
    OutcomeSumBody All,
    OutcomeSumBody Failed,
    OutcomeSumBody Repeated,
    OutcomeSumBody InVain,
    OutcomeSumBody CutByLength,
    OutcomeSumBody ContentFilter,
    OutcomeSumBody NoOutputLimit)
{
    internal static OutcomePartsBody Of(OutcomeSums sums) => new(
        OutcomeSumBody.Of(sums.All),
        OutcomeSumBody.Of(sums[OutcomePart.Failed]),
        OutcomeSumBody.Of(sums[OutcomePart.Repeated]),
        OutcomeSumBody.Of(sums[OutcomePart.InVain]),
        OutcomeSumBody.Of(sums[OutcomePart.Cut]),
        OutcomeSumBody.Of(sums[OutcomePart.Filtered]),
        OutcomeSumBody.Of(sums[OutcomePart.Unlimited]));
}

/// <summary>What some calls come to.</summary>
/// <param name="CostUsd">Null where nothing of it is known.</param>
/// <param name="UnpricedCalls">Calls of unknown cost: what the cost leaves out.</param>
/// <param name="PartialCalls">Calls of which only a part has a price: where there are any, the cost is a lower bound.</param>
internal sealed record OutcomeSumBody(long Calls, string? CostUsd, long UnpricedCalls, long PartialCalls)
{
    internal static OutcomeSumBody Of(OutcomeSum sum) =>
        new(sum.Calls, AnswerText.KnownUsd(sum.CostNanoUsd, sum.Calls, sum.UnpricedCalls), sum.UnpricedCalls, sum.PartialCalls);
}

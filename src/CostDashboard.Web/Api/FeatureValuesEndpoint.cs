using System.Security.Claims;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Value;
using CostDashboard.Web.Features.FeatureValues;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CostDashboard.Web.Api;

/// <summary>A value as a client sends it.</summary>
/// <param name="Feature">As spans name it.</param>
/// <param name="Period">A month (2026-11), a day (2026-11-05) or days (2026-11-01/2026-11-14), in the organisation's time zone.</param>
/// <param name="Kind">revenue, in US dollars; or units.</param>
/// <param name="Unit">What is counted, such as tickets; left out for revenue.</param>
/// <param name="Amount">A decimal number in a string, such as "1204.50".</param>
internal sealed record FeatureValueBody(string? Feature, string? Period, string? Kind, string? Unit, string? Amount);

internal sealed record FeatureValuesBody(IReadOnlyList<FeatureValueBody>? Values);

/// <summary>What became of them; all of them were recorded.</summary>
internal sealed record FeatureValuesAnswer(int Added, int Changed, int Unchanged);

/// <summary>POST /api/v1/feature-values: what features of the key's project brought. The same again changes nothing; either all is recorded or nothing.</summary>
internal static class FeatureValuesEndpoint
{
    internal const int MostValues = 1_000;
    internal const int MostBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    internal static async Task<Results<Ok<FeatureValuesAnswer>, ProblemHttpResult>> SaveAsync(
        HttpContext http, FeatureValueKeeping keeping, IAccessStore access, CancellationToken cancellationToken)
    {
        var values = Read(await BodyAsync(http.Request, cancellationToken));
        var scope = await ProjectScope.ReadAsync(http.User, null, access, cancellationToken);
        return await keeping.SaveByKeyAsync(scope.Project!.Id, values, http.User.FindFirstValue(ClaimTypes.Name) ?? "", cancellationToken) switch
        {
            FeatureValueOutcome.Saved(var added, var changed, var unchanged) => TypedResults.Ok(new FeatureValuesAnswer(added, changed, unchanged)),
            FeatureValueOutcome.Refused(var reasons) => TypedResults.Problem(
                reasons[0].Reason + (reasons.Count > 1 ? $" And {reasons.Count - 1} more. Nothing was recorded." : " Nothing was recorded."),
                statusCode: StatusCodes.Status409Conflict,
                title: "Values share a day",
                extensions: reasons[0].At is { } at ? [new("parameter", Name(at, "period"))] : null),
            var other => throw new InvalidOperationException($"There is no such outcome: {other}."),
        };
    }

    private static List<FeatureValue> Read(FeatureValuesBody? body)
    {
        if (body?.Values is not { } given)
        {
            throw new QueryMistake("values", """The body is an object with a list: {"values": [{"feature": "chat", "period": "2026-11", "kind": "revenue", "amount": "1204.50"}]}.""");
        }

        if (given.Count > MostValues)
        {
            throw new QueryMistake("values", $"There are {given.Count} values; at most {MostValues} can be sent at once.");
        }

        var values = new List<FeatureValue>(given.Count);
        for (var i = 0; i < given.Count; i++)
        {
            var draft = given[i] ?? throw new QueryMistake(Name(i, ""), "It is null, and no value.");
            var (value, mistakes) = FeatureValueRules.Read(new(draft.Feature, draft.Period, draft.Kind, draft.Unit, draft.Amount));
            values.Add(value ?? throw new QueryMistake(Name(i, mistakes[0].Field), mistakes[0].Reason));
        }

        return values;
    }

    private static async Task<FeatureValuesBody?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<FeatureValuesBody>(request.Body, s_json, cancellationToken);
        }
        catch (JsonException mistake)
        {
            throw new QueryMistake(mistake.Path ?? "body", $"The body is no JSON of this shape, at line {mistake.LineNumber + 1}. An amount is a string, such as \"1204.50\".");
        }
    }

    private static string Name(int at, string field) => field.Length == 0 ? $"values[{at}]" : $"values[{at}].{field}";
}

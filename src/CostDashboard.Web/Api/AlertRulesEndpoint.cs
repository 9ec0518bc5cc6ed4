using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Web.Features.AlertRules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET, POST and DELETE under /api/v1/alert-rules, and a preview. Whoever may read sees them; a key of the project tries them; who may change them says <see cref="RuleCall"/>.</summary>
internal static class AlertRulesEndpoint
{
    internal const int MostBytes = 32 * 1024;

    private const string Remedy =
        "Send a JSON object such as {\"name\":\"dear customers\",\"figure\":\"cost\",\"by\":\"customer\",\"condition\":\"above\",\"limit\":\"5\",\"windowMinutes\":60}; numbers of money and limits are texts.";

    internal static void Map(RouteGroupBuilder readers, RouteGroupBuilder senders, RouteGroupBuilder changers)
    {
        readers.MapGet("/alert-rules", ListAsync).WithName("ListAlertRules").WithTags("Alert rules")
            .WithSummary("The alert rules of a project");
        changers.MapPost("/alert-rules", SaveAsync).WithName("SaveAlertRule").WithTags("Alert rules")
            .WithSummary("Make an alert rule, or change the one of that name")
            .WithDescription(RuleCall.Who + "The same again changes nothing. It looks at windows that end from then on.")
            .Accepts<AlertRuleSent>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        senders.MapPost("/alert-rules/preview", PreviewAsync).WithName("PreviewAlertRule").WithTags("Alert rules")
            .WithSummary("What a rule would have done in the last 30 days")
            .WithDescription("For any key of the project. Looks at the windows that the job would have looked at, in the same way. Nothing is stored.")
            .Accepts<AlertRuleSent>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        changers.MapDelete("/alert-rules/{id:int}", DeleteAsync).WithName("DeleteAlertRule").WithTags("Alert rules")
            .WithSummary("Delete an alert rule")
            .WithDescription(RuleCall.Who + "Its incidents stay, and end.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<AlertRulesBody>> ListAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description("Name or number of a project. A key sees its own only; without it, somebody signed in sees all.")] string? project,
        IAlertRuleStore rules,
        IAccessStore access,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        var found = new List<AlertRuleBody>();
        foreach (var one in scope.Projects)
        {
            var names = AlertText.KeyNames(await access.GetKeysAsync(one.Id, cancellationToken));
            found.AddRange((await rules.ListAsync(one.Id, cancellationToken)).Select(rule => AlertRuleBody.Of(rule, one.Name, names)));
        }

        return TypedResults.Ok(new AlertRulesBody(found));
    }

    private static async Task<Ok<AlertRuleBody>> SaveAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description(RuleCall.ProjectParameter)] string? project,
        IAlertRuleStore rules,
        AlertRuleKeeping keeping,
        IAccessStore access,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        var owner = await RuleCall.ProjectAsync(http, project, access, cancellationToken);
        var (rule, names) = await ReadAsync(http, owner.Id, rules, access, clock, cancellationToken);
        return await keeping.SaveAsync(rule, RuleCall.Actor(http), cancellationToken) switch
        {
            AlertRuleOutcome.Saved(var saved) => TypedResults.Ok(AlertRuleBody.Of(saved, owner.Name, names)),
            AlertRuleOutcome.Refused(var reason) => throw new QueryMistake("name", reason, StatusCodes.Status409Conflict),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<Ok<AlertPreviewBody>> PreviewAsync(
        HttpContext http, IAlertRuleStore rules, IAlertQueries queries, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var project = (await ProjectScope.ReadAsync(http.User, null, access, cancellationToken)).Project!;
        var (rule, names) = await ReadAsync(http, project.Id, rules, access, clock, cancellationToken);
        return TypedResults.Ok(AlertPreviewBody.Of(rule, await queries.PreviewAsync(rule, NowOf(clock), cancellationToken), calendar, names));
    }

    private static async Task<NoContent> DeleteAsync(
        HttpContext http, int id, IAlertRuleStore rules, AlertRuleKeeping keeping, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var rule = await FindAsync(http, id, rules, access, cancellationToken);
        return rule is not null && await keeping.DeleteAsync(rule, RuleCall.Actor(http), cancellationToken)
            ? TypedResults.NoContent()
            : throw new QueryMistake("id", $"There is no alert rule {id}, or it belongs to another project.", StatusCodes.Status404NotFound);
    }

    private static async Task<AlertRule?> FindAsync(HttpContext http, int id, IAlertRuleStore rules, IAccessStore access, CancellationToken cancellationToken)
    {
        foreach (var project in (await ProjectScope.ReadAsync(http.User, null, access, cancellationToken)).Projects)
        {
            if ((await rules.ListAsync(project.Id, cancellationToken)).FirstOrDefault(rule => rule.Id == id) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static async Task<(AlertRule Rule, Func<Dimension, string, string?> Names)> ReadAsync(
        HttpContext http, ProjectId project, IAlertRuleStore rules, IAccessStore access, TimeProvider clock, CancellationToken cancellationToken)
    {
        var sent = await JsonBody.ReadAsync<AlertRuleSent>(http.Request, Remedy, cancellationToken);
        var keys = await access.GetKeysAsync(project, cancellationToken);
        var known = (await rules.ListAsync(project, cancellationToken)).FirstOrDefault(rule => string.Equals(rule.Name, sent.Name?.Trim(), StringComparison.OrdinalIgnoreCase));
        var by = string.IsNullOrEmpty(sent.By) ? null : DimensionNames.Read("by", sent.By);
        var draft = new AlertRuleDraft(
            sent.Name,
            sent.Figure,
            AlertRuleForm.Joined((sent.Filters ?? []).Select((filter, i) => FilterOf(filter, i, keys))),
            by is null ? null : new(by.Dimension, by.TagKey),
            sent.Condition,
            sent.Limit,
            sent.WindowMinutes.ToString(CultureInfo.InvariantCulture),
            sent.FloorUsd,
            sent.Severity,
            sent.IsOn);
        var (rule, field, mistake) = draft.Read(project, NowOf(clock), known);
        return (rule ?? throw new QueryMistake(field == "floor" ? "floorUsd" : field, mistake), AlertText.KeyNames(keys));
    }

    private static SpendFilter FilterOf(AlertFilterSent? sent, int at, IReadOnlyList<ApiKey> keys)
    {
        var name = $"filters[{at}]";
        var dimension = DimensionNames.Read(name + ".dimension", sent?.Dimension ?? "");
        var values = sent?.Values ?? throw new QueryMistake(name + ".values", "Name at least one value; \"\" stands for spans that name none.");
        return new(
            dimension.Dimension,
            [.. values.Select(value => AlertRuleForm.KnownOf(dimension.Dimension, value ?? "", keys) ?? throw new QueryMistake(name + ".values", $"'{QueryText.Shown(value ?? "")}' is no {dimension.Name} of this project."))],
            dimension.TagKey,
            sent.IsExclude);
    }

    private static UnixNanos NowOf(TimeProvider clock) => UnixNanos.From(clock.GetUtcNow());
}

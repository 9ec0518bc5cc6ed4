using System.ComponentModel;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Web.Features.Budgets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>GET, POST and DELETE under /api/v1/budgets. Whoever may read sees them; who may change them says <see cref="RuleCall"/>.</summary>
internal static class BudgetsEndpoint
{
    internal const int MostBytes = 16 * 1024;

    private const string Remedy =
        "Send a JSON object such as {\"name\":\"acme\",\"for\":{\"dimension\":\"customer\",\"value\":\"acme\"},\"amountUsd\":\"1200\",\"period\":\"month\",\"thresholds\":[50,80,100],\"carriesOver\":false}.";

    internal static void Map(RouteGroupBuilder readers, RouteGroupBuilder changers)
    {
        readers.MapGet("/budgets", ListAsync).WithName("ListBudgets").WithTags("Budgets")
            .WithSummary("Budgets of a project, and where each stands")
            .WithDescription("What is spent equals GET /spend of the same period and value, to the nano-dollar. Calls without a known price are counted beside it.");
        readers.MapGet("/budgets/{id:int}", GetAsync).WithName("GetBudget").WithTags("Budgets")
            .WithSummary("A budget, and where it stands")
            .ProducesProblem(StatusCodes.Status404NotFound);
        changers.MapPost("/budgets", SaveAsync).WithName("SaveBudget").WithTags("Budgets")
            .WithSummary("Make a budget, or change the one of that name")
            .WithDescription(RuleCall.Who + "The same again changes nothing.")
            .Accepts<BudgetSent>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        changers.MapDelete("/budgets/{id:int}", DeleteAsync).WithName("DeleteBudget").WithTags("Budgets")
            .WithSummary("Delete a budget")
            .WithDescription(RuleCall.Who + "Its incidents stay, and end.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<BudgetsBody>> ListAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description("Name or number of a project. A key sees its own only; somebody signed in sees the first one without it.")] string? project,
        IBudgetStore budgets,
        IBudgetQueries queries,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        var scope = await ProjectScope.ReadAsync(http.User, project, access, cancellationToken);
        if ((scope.Project ?? (scope.Projects.Count > 0 ? scope.Projects[0] : null)) is not { } chosen)
        {
            return TypedResults.Ok(new BudgetsBody(calendar.Zone.Id, []));
        }

        var states = await queries.ReadAsync(chosen.Id, await budgets.ListAsync(chosen.Id, cancellationToken), NowOf(clock), cancellationToken);
        return TypedResults.Ok(new BudgetsBody(calendar.Zone.Id, [.. states.Select(state => BudgetBody.Of(state, chosen.Name, calendar))]));
    }

    private static async Task<Ok<BudgetBody>> GetAsync(
        HttpContext http, int id, IBudgetStore budgets, IBudgetQueries queries, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var scope = await ProjectScope.ReadAsync(http.User, null, access, cancellationToken);
        var (budget, project) = await FindAsync(scope, id, budgets, cancellationToken);
        return TypedResults.Ok(await BodyAsync(budget, project, queries, calendar, clock, cancellationToken));
    }

    private static async Task<Ok<BudgetBody>> SaveAsync(
        HttpContext http,
        [FromQuery(Name = "project"), Description(RuleCall.ProjectParameter)] string? project,
        IBudgetStore budgets,
        BudgetKeeping keeping,
        IBudgetQueries queries,
        IAccessStore access,
        OrganisationCalendar calendar,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, ["project"]);
        var owner = await RuleCall.ProjectAsync(http, project, access, cancellationToken);
        var sent = await JsonBody.ReadAsync<BudgetSent>(http.Request, Remedy, cancellationToken);
        var known = (await budgets.ListAsync(owner.Id, cancellationToken)).FirstOrDefault(budget => string.Equals(budget.Name, sent.Name?.Trim(), StringComparison.OrdinalIgnoreCase));
        var draft = new BudgetDraft(
            sent.Name,
            sent.For is null ? null : ScopeOf(sent.For, await access.GetKeysAsync(owner.Id, cancellationToken)),
            sent.AmountUsd,
            sent.Period,
            sent.Thresholds is null ? null : BudgetDraft.TextOf(sent.Thresholds),
            sent.CarriesOver);
        var (budget, field, mistake) = draft.Read(owner.Id, calendar.DayOf(NowOf(clock)), known);
        return await keeping.SaveAsync(budget ?? throw new QueryMistake(field == "amount" ? "amountUsd" : field, mistake), RuleCall.Actor(http), cancellationToken) switch
        {
            BudgetOutcome.Saved(var saved) => TypedResults.Ok(await BodyAsync(saved, owner, queries, calendar, clock, cancellationToken)),
            BudgetOutcome.Refused(var reason) => throw new QueryMistake("name", reason, StatusCodes.Status409Conflict),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<NoContent> DeleteAsync(
        HttpContext http, int id, IBudgetStore budgets, BudgetKeeping keeping, IAccessStore access, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        var (budget, _) = await FindAsync(await ProjectScope.ReadAsync(http.User, null, access, cancellationToken), id, budgets, cancellationToken);
        return await keeping.DeleteAsync(budget, RuleCall.Actor(http), cancellationToken) ? TypedResults.NoContent() : throw NotThere(id);
    }

    private static async Task<(Budget Budget, Project Project)> FindAsync(ProjectScope scope, int id, IBudgetStore budgets, CancellationToken cancellationToken)
    {
        foreach (var project in scope.Projects)
        {
            if ((await budgets.ListAsync(project.Id, cancellationToken)).FirstOrDefault(budget => budget.Id == id) is { } found)
            {
                return (found, project);
            }
        }

        throw NotThere(id);
    }

    private static async Task<BudgetBody> BodyAsync(
        Budget budget, Project project, IBudgetQueries queries, OrganisationCalendar calendar, TimeProvider clock, CancellationToken cancellationToken) =>
        BudgetBody.Of((await queries.ReadAsync(project.Id, [budget], NowOf(clock), cancellationToken))[0], project.Name, calendar);

    private static BudgetScope ScopeOf(BudgetScopeSent sent, IReadOnlyList<ApiKey> keys)
    {
        var named = DimensionNames.Read("for.dimension", sent.Dimension ?? "");
        var value = sent.Value ?? throw new QueryMistake("for.value", "Name the value; \"\" stands for spans that name none.");
        return new(
            named.Dimension,
            BudgetForm.KnownOf(named.Dimension, value, keys) ?? throw new QueryMistake("for.value", $"'{QueryText.Shown(value)}' is no {named.Name} of this project."),
            named.TagKey);
    }

    private static UnixNanos NowOf(TimeProvider clock) => UnixNanos.From(clock.GetUtcNow());

    private static QueryMistake NotThere(int id) => new("id", $"There is no budget {id}, or it belongs to another project.", StatusCodes.Status404NotFound);
}

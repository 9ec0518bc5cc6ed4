using System.ComponentModel;
using System.Globalization;
using CostDashboard.Core.Jobs;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CostDashboard.Web.Api;

/// <summary>Which runs of a job are asked for.</summary>
internal sealed record JobRunsParameters(
    [property: FromQuery(Name = "runs"), Description("not-done leaves out runs that did their window and those under way. Default: all.")] string? Runs,
    [property: FromQuery(Name = "cursor"), Description("The page after: 'next' of the page before.")] string? Cursor,
    [property: FromQuery(Name = "limit"), Description("Runs on a page, 1 to 200. Default: 50.")] string? Limit)
{
    internal static IReadOnlyList<string> Names { get; } = ["runs", "cursor", "limit"];
}

/// <summary>GET /api/v1/jobs, GET /api/v1/jobs/{name} and POST /api/v1/jobs/{name}/runs, for administrators.</summary>
internal static class JobsEndpoint
{
    internal static void Map(RouteGroupBuilder administrators)
    {
        administrators.MapGet("/jobs", ListAsync).WithName("ListJobs").WithTags("Jobs")
            .WithSummary("What the program does in the background, and how each job is")
            .WithDescription("For administrators who are signed in; a key may not.");
        administrators.MapGet("/jobs/{name}", GetAsync).WithName("ListJobRuns").WithTags("Jobs")
            .WithSummary("A job and its runs, the latest first")
            .WithDescription("For administrators who are signed in; a key may not.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        administrators.MapPost("/jobs/{name}/runs", RunAsync).WithName("RunJob").WithTags("Jobs")
            .WithSummary("Have a job run now")
            .WithDescription("For administrators who are signed in; the audit log names them. Send application/json. It begins in a moment, on one node; asking again before it begins changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<Ok<JobsBody>> ListAsync(HttpContext http, JobAdministration jobs, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        return TypedResults.Ok(new JobsBody([.. (await jobs.GetAsync(cancellationToken)).Select(JobBody.Of)]));
    }

    private static async Task<Ok<JobRunsBody>> GetAsync(
        HttpContext http, string name, [AsParameters] JobRunsParameters parameters, JobAdministration jobs, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, JobRunsParameters.Names);
        var job = jobs.Find(name) ?? throw NotThere(name);
        var onlyTrouble = QueryText.Choice("runs", parameters.Runs, false, [KeyValuePair.Create("all", false), KeyValuePair.Create(JobsView.Trouble, true)]);
        var before = long.TryParse(parameters.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var run) ? run
            : string.IsNullOrEmpty(parameters.Cursor) ? (long?)null
            : throw PageCursor.Mistake();
        var rows = QueryText.Whole("limit", parameters.Limit, JobsView.Rows, 1, JobRunPage.MostRows);
        var (line, page) = await jobs.GetAsync(job, new(onlyTrouble, before), rows, cancellationToken);
        return TypedResults.Ok(new JobRunsBody(
            JobBody.Of(line), [.. page.Runs.Select(one => JobRunBody.Of(one, line.Now))], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Accepted<JobBody>> RunAsync(HttpContext http, string name, JobAdministration jobs, CancellationToken cancellationToken)
    {
        QueryText.RefuseUnknown(http.Request.Query, []);
        AdministratorCall.RefuseForms(http.Request);
        var job = jobs.Find(name) ?? throw NotThere(name);
        await jobs.RunAsync(job.Name, http.User.Actor(), cancellationToken);
        var (line, _) = await jobs.GetAsync(job, new(OnlyTrouble: false, Before: null), 1, cancellationToken);
        return TypedResults.Accepted($"/api/v1/jobs/{job.Name}", JobBody.Of(line));
    }

    private static QueryMistake NotThere(string name) =>
        new("name", $"There is no job '{QueryText.Shown(name)}'. GET /api/v1/jobs names them.", StatusCodes.Status404NotFound);
}

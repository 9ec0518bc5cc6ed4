using CostDashboard.Core.Access;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Value;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Ingest.Demo;
using CostDashboard.Web.Features.Start;

namespace CostDashboard.Web.Hosting;

/// <summary>Loads the demonstration data into a project of its own, while the pages are open already, and says how far it is.</summary>
internal sealed partial class DemoFilling(
    IAccessStore access,
    ISpendQueries spend,
    IInsightStore insights,
    IFeatureValueStore values,
    IBudgetStore budgets,
    IGuardrailStore guardrails,
    IAlertRuleStore rules,
    OrganisationCalendar calendar,
    DemoLoader loader,
    LaunchOptions options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<DemoFilling> log)
    : IDemo, IProgress<DemoProgress>, IDisposable
{
    internal const string ProjectName = "Demo";

    private const long MostInputTokens = 500_000;

    private readonly SemaphoreSlim _one = new(1);
    private volatile DemoState _state = DemoState.None;

    public DemoState State => _state;

    /// <summary>At the start: where demonstration data was asked for, fills an empty database, and finishes what an earlier start began.</summary>
    internal async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (options.Demo && (await FindProjectAsync(cancellationToken) is not null || await spend.GetExtentAsync(null, cancellationToken) is null))
        {
            await BeginAsync(cancellationToken);
        }
    }

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_state is { IsRunning: true } or { Share: >= 1 })
            {
                return;
            }

            var project = await FindProjectAsync(cancellationToken) ?? await CreateProjectAsync(cancellationToken);
            _state = DemoState.None with { IsRunning = true, Project = project.Id.Value };

            // Nobody waits for it: the page shows how far it is.
            _ = Task.Run(() => LoadAsync(project.Id, lifetime.ApplicationStopping), CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Report(DemoProgress value) => _state = _state with { IsRunning = !value.IsDone, Share = value.Share, Spans = value.Spans };

    public void Dispose() => _one.Dispose();

    private async Task LoadAsync(ProjectId project, CancellationToken stopping)
    {
        try
        {
            if (await loader.LoadAsync(project, this, stopping) is { } until)
            {
                var audit = new AuditEntry(UnixNanos.From(clock.GetUtcNow()), AuditActor.Program, "feature-value.save", ProjectName);
                await values.SaveAsync(project, DemoValues.Of(until), replaced: null, audit, stopping);
                foreach (var budget in DemoBudgets.Of(project, calendar.DayOf(audit.At)))
                {
                    await budgets.SaveAsync(budget, audit with { Action = "budget.create", Subject = budget.Name }, stopping);
                }

                var rule = DemoRules.Of(project, audit.At);
                await rules.SaveAsync(rule, audit with { Action = "alert-rule.create", Subject = rule.Name }, stopping);
            }

            // The look that began with the first spans has seen a part; the next one by itself would be in an hour.
            await insights.AskAsync(project, AuditActor.Program, UnixNanos.From(clock.GetUtcNow()), stopping);
            LogDone(ProjectName);
        }
        catch (OperationCanceledException)
        {
            _state = _state with { IsRunning = false };
        }
#pragma warning disable CA1031 // Whatever it is, the page says that it failed; there is nobody above to catch it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogFailed(failure);
            _state = _state with { IsRunning = false, Failure = failure.Message };
        }
    }

    private async Task<Project> CreateProjectAsync(CancellationToken cancellationToken)
    {
        var audit = new AuditEntry(UnixNanos.From(clock.GetUtcNow()), AuditActor.Program, "project.create", ProjectName);
        var project = await access.CreateProjectAsync(ProjectName, audit, cancellationToken);

        // Its documents are long and are meant to be.
        var limits = GuardrailSettings.Usual.Limits.Select(limit => limit.Kind is GuardrailKind.InputTokensPerTrace ? limit with { Most = MostInputTokens } : limit);
        await guardrails.SetAsync(project.Id, new() { Limits = [.. limits] }, 0, audit with { Action = "guardrails.change" }, cancellationToken);
        return project;
    }

    private async Task<Project?> FindProjectAsync(CancellationToken cancellationToken) =>
        (await access.GetProjectsAsync(cancellationToken)).FirstOrDefault(p => string.Equals(p.Name, ProjectName, StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(LogLevel.Information, "The demonstration data is there, in the project '{Project}'")]
    private partial void LogDone(string project);

    [LoggerMessage(LogLevel.Error, "The demonstration data is not complete")]
    private partial void LogFailed(Exception failure);
}

internal static class Demo
{
    internal static void AddDemo(this IServiceCollection services)
    {
        services.AddSingleton<DemoFilling>();
        services.AddSingleton<IDemo>(provider => provider.GetRequiredService<DemoFilling>());
    }
}

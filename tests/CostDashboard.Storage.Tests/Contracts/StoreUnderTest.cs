using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Content;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Environments;
using CostDashboard.Core.Events;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Insights;
using CostDashboard.Core.Jobs;
using CostDashboard.Core.Langfuse;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Sources;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Spend.Pipelines;
using CostDashboard.Core.Spend.Views;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Links;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Value;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Core.Watching.Rules;
using CostDashboard.Storage.Engines;
using CostDashboard.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>An empty database of one engine, which a test may close and open again.</summary>
public sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly StorageOptions _options;
    private readonly OrganisationCalendar _calendar;
    private readonly Func<ValueTask> _remove;
    private ServiceProvider _services;

    private StoreUnderTest(StorageOptions options, OrganisationCalendar calendar, Func<ValueTask> remove)
    {
        (_options, _calendar, _remove) = (options, calendar, remove);
        _services = Services(options, calendar);
    }

    public ISpanStore Spans => _services.GetRequiredService<ISpanStore>();

    public ITraceQueries Traces => _services.GetRequiredService<ITraceQueries>();

    public ISessionQueries Sessions => _services.GetRequiredService<ISessionQueries>();

    public ILinkedTraces Links => _services.GetRequiredService<ILinkedTraces>();

    public ISpendQueries Spend => _services.GetRequiredService<ISpendQueries>();

    public IOutcomeQueries Outcomes => _services.GetRequiredService<IOutcomeQueries>();

    public IPipelineQueries Pipelines => _services.GetRequiredService<IPipelineQueries>();
    public ISavedViews Views => _services.GetRequiredService<ISavedViews>();

    public ILedger Ledger => _services.GetRequiredService<ILedger>();

    public IAccessStore Access => _services.GetRequiredService<IAccessStore>();

    public IMappingStore Mappings => _services.GetRequiredService<IMappingStore>();

    public IEventStore Events => _services.GetRequiredService<IEventStore>();

    public IAuditLog Audit => _services.GetRequiredService<IAuditLog>();

    public IRepricingStore Repricing => _services.GetRequiredService<IRepricingStore>();

    public IIncidentStore Incidents => _services.GetRequiredService<IIncidentStore>();

    public IJobLedger Jobs => _services.GetRequiredService<IJobLedger>();
    public IBudgetStore Budgets => _services.GetRequiredService<IBudgetStore>();

    public IAlertRuleStore AlertRules => _services.GetRequiredService<IAlertRuleStore>();

    public IAlertQueries AlertQueries => _services.GetRequiredService<IAlertQueries>();

    public IBudgetQueries BudgetQueries => _services.GetRequiredService<IBudgetQueries>();

    public IInsightStore Insights => _services.GetRequiredService<IInsightStore>();

    public IPriceEntryStore PriceEntries => _services.GetRequiredService<IPriceEntryStore>();

    public IPriceImportStore PriceImports => _services.GetRequiredService<IPriceImportStore>();

    public IUnpricedQueries Unpriced => _services.GetRequiredService<IUnpricedQueries>();

    public IPriceStore Prices => _services.GetRequiredService<IPriceStore>();

    public IFeatureValueStore Values => _services.GetRequiredService<IFeatureValueStore>();

    public IEnvironmentRulesStore Environments => _services.GetRequiredService<IEnvironmentRulesStore>();

    public IContentSettingsStore ContentSettings => _services.GetRequiredService<IContentSettingsStore>();

    public IGuardrailStore Guardrails => _services.GetRequiredService<IGuardrailStore>();

    public IGuardrailQueries GuardrailQueries => _services.GetRequiredService<IGuardrailQueries>();

    public IContentStore Contents => _services.GetRequiredService<IContentStore>();

    public IRouteStore Routes => _services.GetRequiredService<IRouteStore>();

    public ISourceStore Sources => _services.GetRequiredService<ISourceStore>();

    public ILangfuseEvents Langfuse => _services.GetRequiredService<ILangfuseEvents>();

    public IAnnotationStore Annotations => _services.GetRequiredService<IAnnotationStore>();

    public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    internal IDatabase Database => _services.GetRequiredService<IDatabase>();

    internal IStorageStartup Startup => _services.GetRequiredService<IStorageStartup>();

    public static async Task<StoreUnderTest> CreateAsync(StorageOptions options, OrganisationCalendar? calendar, Func<ValueTask> remove)
    {
        var store = new StoreUnderTest(options, calendar ?? OrganisationCalendar.Utc, remove);
        await store.Startup.PrepareAsync(CancellationToken.None);
        return store;
    }

    /// <summary>The audit log, newest first, without what a test made only to have it.</summary>
    public async Task<IReadOnlyList<AuditEntry>> GetAuditAsync(CancellationToken cancellationToken) =>
        [.. (await Audit.GetAsync(null, AuditPage.MostRows, cancellationToken)).Entries.Where(entry => entry != A.Entry)];

    /// <summary>The same database as another process has it open; it may be closed before or after this one.</summary>
    public StoreUnderTest OpenBeside() => new(_options, _calendar, () => ValueTask.CompletedTask);

    /// <summary>Ends everything that holds the database and starts anew, as a restart of the program does.</summary>
    public async Task ReopenAsync(OrganisationCalendar? calendar = null)
    {
        await _services.DisposeAsync();
        _services = Services(_options, calendar ?? _calendar);
        await Startup.PrepareAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _remove();
    }

    private static ServiceProvider Services(StorageOptions options, OrganisationCalendar calendar) =>
        new ServiceCollection().AddSingleton(calendar).AddSingleton(TimeProvider.System).AddStorage(options).BuildServiceProvider();
}

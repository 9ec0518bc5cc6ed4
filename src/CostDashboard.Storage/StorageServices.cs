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
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Annotations;
using CostDashboard.Storage.Attributes;
using CostDashboard.Storage.Content;
using CostDashboard.Storage.Delivery;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Environments;
using CostDashboard.Storage.Events;
using CostDashboard.Storage.Engines.Sqlite;
using CostDashboard.Storage.Engines.SqlServer;
using CostDashboard.Storage.Guardrails;
using CostDashboard.Storage.Insights;
using CostDashboard.Storage.Jobs;
using CostDashboard.Storage.Langfuse;
using CostDashboard.Storage.Pricing;
using CostDashboard.Storage.Sources;
using CostDashboard.Storage.Spend;
using CostDashboard.Storage.Spend.Views;
using CostDashboard.Storage.Traces;
using CostDashboard.Storage.Value;
using CostDashboard.Storage.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Storage;

/// <summary>The one door to the database: everything behind it is internal.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers the stores and queries, all safe for concurrent use. An <see cref="OrganisationCalendar"/> is expected in the container.
    /// <see cref="IStorageStartup.PrepareAsync"/> has to end before any of them is used.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options) => services
        .AddSingleton<IDatabase>(_ => options.Engine switch
        {
            StorageEngine.Sqlite => new SqliteDatabase(options.ConnectionString),
            StorageEngine.SqlServer => new SqlServerDatabase(options.ConnectionString),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Engine, "No such storage engine."),
        })
        .AddSingleton<IStorageStartup, StorageStartup>()
        .AddSingleton<SeenReleases>()
        .AddSingleton<ISpanStore, SpanStore>()
        .AddSingleton<IEventStore, EventStore>()
        .AddSingleton<ITraceQueries, TraceQueries>()
        .AddSingleton<ISessionQueries, SessionQueries>()
        .AddSingleton<ILinkedTraces, LinkQueries>()
        .AddSingleton<ISpendQueries, SpendQueries>()
        .AddSingleton<IPipelineQueries, PipelineQueries>()
        .AddSingleton<IOutcomeQueries, OutcomeQueries>()
        .AddSingleton<ILedger, Ledger>()
        .AddSingleton<ISavedViews, SavedViews>()
        .AddSingleton<IAccessStore, AccessStore>()
        .AddSingleton<IMappingStore, MappingStore>()
        .AddSingleton<IAuditLog, AuditLog>()
        .AddSingleton<IPriceStore, PriceStore>()
        .AddSingleton<IRepricingStore, RepricingStore>()
        .AddSingleton<IInsightStore, InsightStore>()
        .AddSingleton<IIncidentStore, IncidentStore>()
        .AddSingleton<IJobLedger, JobLedger>()
        .AddSingleton<IBudgetStore, BudgetStore>()
        .AddSingleton<IBudgetQueries, BudgetQueries>()
        .AddSingleton<IAlertRuleStore, AlertRuleStore>()
        .AddSingleton<IAlertQueries, AlertQueries>()
        .AddSingleton<IPriceEntryStore, PriceEntryStore>()
        .AddSingleton<IPriceImportStore, PriceImportStore>()
        .AddSingleton<IUnpricedQueries, UnpricedQueries>()
        .AddSingleton<IFeatureValueStore, FeatureValueStore>()
        .AddSingleton<IEnvironmentRulesStore, EnvironmentRulesStore>()
        .AddSingleton<IGuardrailStore, GuardrailStore>()
        .AddSingleton<IGuardrailQueries, GuardrailQueries>()
        .AddSingleton<IContentSettingsStore, ContentSettingsStore>()
        .AddSingleton<IContentStore, ContentStore>()
        .AddSingleton<IRouteStore, RouteStore>()
        .AddSingleton<IOutbox, Outbox>()
        .AddSingleton<ISourceStore, SourceStore>()
        .AddSingleton<ILangfuseEvents, LangfuseEventStore>()
        .AddSingleton<IAnnotationStore, AnnotationStore>();
}

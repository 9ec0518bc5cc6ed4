using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Model;

/// <summary>The one model of both engines. A derived context adds only what its engine needs to behave like the other.</summary>
internal abstract class CostDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<ProjectRow> Projects => Set<ProjectRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<UserRow> Users => Set<UserRow>();

    public DbSet<SettingRow> Settings => Set<SettingRow>();

    public DbSet<AuditRow> AuditEntries => Set<AuditRow>();

    public DbSet<PriceRow> Prices => Set<PriceRow>();

    public DbSet<RepricingRunRow> RepricingRuns => Set<RepricingRunRow>();

    public DbSet<RepricingTraceRow> RepricingTraces => Set<RepricingTraceRow>();

    public DbSet<InsightRunRow> InsightRuns => Set<InsightRunRow>();

    public DbSet<InsightFindingRow> InsightFindings => Set<InsightFindingRow>();

    public DbSet<InsightDismissalRow> InsightDismissals => Set<InsightDismissalRow>();

    public DbSet<InsightSettingsRow> InsightSettings => Set<InsightSettingsRow>();

    public DbSet<PriceEntryRow> PriceEntries => Set<PriceEntryRow>();

    public DbSet<PriceImportRow> PriceImports => Set<PriceImportRow>();

    public DbSet<TraceRow> Traces => Set<TraceRow>();

    public DbSet<SpanRow> Spans => Set<SpanRow>();

    public DbSet<SpanLinkRow> SpanLinks => Set<SpanLinkRow>();

    public DbSet<SpanContentRow> SpanContents => Set<SpanContentRow>();

    public DbSet<SharedPartRow> SharedParts => Set<SharedPartRow>();

    public DbSet<SeriesRow> Series => Set<SeriesRow>();

    public DbSet<SpendMinuteRow> SpendMinutes => Set<SpendMinuteRow>();

    public DbSet<SpendQuarterRow> SpendQuarters => Set<SpendQuarterRow>();

    public DbSet<SpendHourRow> SpendHours => Set<SpendHourRow>();

    public DbSet<SpendDayRow> SpendDays => Set<SpendDayRow>();

    public DbSet<SpendSliceRow> SpendSlices => Set<SpendSliceRow>();

    public DbSet<LabelDayRow> LabelDays => Set<LabelDayRow>();

    public DbSet<PipelineRow> Pipelines => Set<PipelineRow>();

    public DbSet<PipelineDayRow> PipelineDays => Set<PipelineDayRow>();

    public DbSet<OutcomeDayRow> OutcomeDays => Set<OutcomeDayRow>();

    public DbSet<SavedViewRow> SavedViews => Set<SavedViewRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<ReleaseRow> Releases => Set<ReleaseRow>();

    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();

    public DbSet<JobStateRow> JobStates => Set<JobStateRow>();

    public DbSet<JobRunRow> JobRuns => Set<JobRunRow>();
    public DbSet<BudgetRow> Budgets => Set<BudgetRow>();

    public DbSet<AlertRuleRow> AlertRules => Set<AlertRuleRow>();

    public DbSet<FeatureValueRow> FeatureValues => Set<FeatureValueRow>();

    public DbSet<DeliveryRouteRow> DeliveryRoutes => Set<DeliveryRouteRow>();

    public DbSet<DeliveryMessageRow> DeliveryMessages => Set<DeliveryMessageRow>();

    public DbSet<DeliveryNoticeRow> DeliveryNotices => Set<DeliveryNoticeRow>();

    public DbSet<DeliveryAttemptRow> DeliveryAttempts => Set<DeliveryAttemptRow>();

    public DbSet<SourceHourRow> SourceHours => Set<SourceHourRow>();

    public DbSet<SourceRejectionRow> SourceRejections => Set<SourceRejectionRow>();

    public DbSet<LangfuseEventRow> LangfuseEvents => Set<LangfuseEventRow>();

    public DbSet<AnnotationRow> Annotations => Set<AnnotationRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapAccess(modelBuilder);
        MapTraces(modelBuilder);
        MapSpend(modelBuilder);
        MapPrices(modelBuilder);
        MapRepricing(modelBuilder);
        SavedViewRow.Map(modelBuilder);
        EventModel.Map(modelBuilder);
        InsightModel.Map(modelBuilder);
        IncidentModel.Map(modelBuilder);
        JobModel.Map(modelBuilder);
        BudgetRow.Map(modelBuilder);
        AlertRuleRow.Map(modelBuilder);
        SpanContentRow.Map(modelBuilder);
        DeliveryModel.Map(modelBuilder);
        SourceModel.Map(modelBuilder);
        LangfuseEventRow.Map(modelBuilder);
        AnnotationRow.Map(modelBuilder);
        FeatureValueRow.Map(modelBuilder);
    }

    private static void MapRepricing(ModelBuilder model)
    {
        model.Entity<RepricingRunRow>(row =>
        {
            row.ToTable("RepricingRuns").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.BookVersion).HasMaxLength(100);
            row.Property(r => r.AskedBy).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.Reason).HasMaxLength(RepricingRun.LongestReason);
            row.HasIndex(r => r.State);
        });
        model.Entity<RepricingTraceRow>(row => row.ToTable("RepricingTraces").HasKey(r => new { r.RunId, r.TraceNumber }));
    }

    private static void MapAccess(ModelBuilder model)
    {
        model.Entity<ProjectRow>(row =>
        {
            row.ToTable("Projects").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(Project.LongestName);
            row.Property(r => r.NameKey).HasMaxLength(Project.LongestName);
            row.HasIndex(r => r.NameKey).IsUnique();
        });
        model.Entity<ApiKeyRow>(row =>
        {
            row.ToTable("ApiKeys").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Name).HasMaxLength(ApiKey.LongestName);
            row.Property(r => r.Prefix).HasMaxLength(20);
            row.Property(r => r.SecretSha256).HasMaxLength(32).IsFixedLength();
            row.HasIndex(r => r.SecretSha256).IsUnique();
            row.HasIndex(r => r.ProjectId);
        });
        model.Entity<UserRow>(row =>
        {
            row.ToTable("Users").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Email).HasMaxLength(254);
            row.Property(r => r.EmailKey).HasMaxLength(254);
            row.HasIndex(r => r.EmailKey).IsUnique();
        });
        model.Entity<SettingRow>(row =>
        {
            row.ToTable("Settings").HasKey(r => r.Name);
            row.Property(r => r.Name).HasMaxLength(100);
        });
        model.Entity<AuditRow>(row =>
        {
            row.ToTable("AuditEntries").HasKey(r => new { r.At, r.Id });
            row.Property(r => r.Actor).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.Action).HasMaxLength(AuditEntry.LongestAction);
            row.Property(r => r.Subject).HasMaxLength(AuditEntry.LongestSubject);
            row.Property(r => r.Details).HasMaxLength(AuditEntry.LongestDetails);
        });
    }

    private static void MapPrices(ModelBuilder model)
    {
        model.Entity<PriceRow>(row =>
        {
            row.ToTable("Prices").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Provider).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Model).HasMaxLength(SpendKey.LongestValue);
        });
        model.Entity<PriceEntryRow>(row =>
        {
            row.ToTable("PriceEntries").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.RecordedBy).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.WithdrawnBy).HasMaxLength(AuditActor.LongestName);
            row.Property(r => r.Note).HasMaxLength(PriceEntryRules.LongestNote);
            row.Property(r => r.Provider).HasMaxLength(PriceEntryRules.LongestName);
            row.Property(r => r.Model).HasMaxLength(PriceEntryRules.LongestName);
            row.Property(r => r.Source).HasMaxLength(PriceEntryRules.LongestSource);
            row.Property(r => r.Factor).HasPrecision(9, PriceEntryRules.FactorDecimals);
            row.Property(r => r.TargetProvider).HasMaxLength(PriceEntryRules.LongestName);
            row.Property(r => r.TargetModel).HasMaxLength(PriceEntryRules.LongestName);
        });
        model.Entity<PriceImportRow>(row =>
        {
            row.ToTable("PriceImports").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Source).HasMaxLength(PriceImport.LongestSource);
            row.Property(r => r.CreatedBy).HasMaxLength(AuditActor.LongestName);
        });
    }

    private static void MapTraces(ModelBuilder model)
    {
        model.Entity<TraceRow>(row =>
        {
            row.ToTable("Traces").HasKey(r => r.Number);
            row.Property(r => r.Number).ValueGeneratedNever();
            row.Property(r => r.TraceId).HasMaxLength(TraceId.Length).IsFixedLength();
            row.HasIndex(r => new { r.ProjectId, r.TraceId }).IsUnique();
            row.HasIndex(r => new { r.ProjectId, r.StartNanos });
            row.HasIndex(r => new { r.ProjectId, r.ReceivedNanos });

            // The dearest of a long period are read in this order, their start beside it.
            row.HasIndex(r => new { r.ProjectId, r.CostNanoUsd, r.Number, r.StartNanos }, "IX_Traces_Cost");
            row.HasIndex(r => new { r.ProjectId, r.SessionKey, r.StartNanos }, "IX_Traces_Session").HasFilter("\"SessionKey\" IS NOT NULL");
            row.HasIndex(r => new { r.ProjectId, r.UserKey, r.StartNanos }, "IX_Traces_User").HasFilter("\"UserKey\" IS NOT NULL");
        });
        model.Entity<SpanRow>(row =>
        {
            row.ToTable("Spans").HasKey(r => new { r.TraceNumber, r.SpanId });
            row.HasIndex(r => new { r.ProjectId, r.StartNanos }, "IX_Spans_Charged").HasFilter("\"ChargedNanoUsd\" IS NOT NULL");
            row.HasIndex(r => new { r.ProjectId, r.ResponseKey, r.ChargeRole }, "IX_Spans_Response").HasFilter("\"ResponseKey\" IS NOT NULL");
            row.HasIndex(r => new { r.ProjectId, r.ChargeLikeness, r.StartNanos }, "IX_Spans_Likeness").HasFilter("\"ChargeLikeness\" IS NOT NULL");
            row.Property(r => r.ChargedTraceId).HasMaxLength(TraceId.Length).IsFixedLength();
            row.Property(r => r.ChargedUser).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.CalledAs).HasMaxLength(SpendKey.LongestValue);
        });
        model.Entity<SpanLinkRow>(row =>
        {
            row.ToTable("SpanLinks").HasKey(r => new { r.TraceNumber, r.SpanId, r.LinkedTraceId, r.LinkedSpanId });
            row.Property(r => r.LinkedTraceId).HasMaxLength(TraceId.Length).IsFixedLength();
            row.HasIndex(r => new { r.ProjectId, r.LinkedTraceId });
        });
        model.Entity<SharedPartRow>(row => row.ToTable("SharedParts").HasKey(r => new { r.ProjectId, r.Id }));
    }

    private static void MapSpend(ModelBuilder model)
    {
        model.Entity<SeriesRow>(row =>
        {
            row.ToTable("Series").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.HasIndex(r => r.ProjectId);
            row.Property(r => r.Environment).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Service).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Release).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Step).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Provider).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Model).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Feature).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Customer).HasMaxLength(SpendKey.LongestValue);
        });
        model.Entity<SpendMinuteRow>(row => row.ToTable("SpendMinutes").HasKey(r => new { r.ProjectId, r.Bucket, r.SeriesId }));
        model.Entity<SpendQuarterRow>(row => row.ToTable("SpendQuarters").HasKey(r => new { r.ProjectId, r.Bucket, r.SeriesId }));
        model.Entity<SpendHourRow>(row => row.ToTable("SpendHours").HasKey(r => new { r.ProjectId, r.Bucket, r.SeriesId }));
        model.Entity<SpendDayRow>(row => row.ToTable("SpendDays").HasKey(r => new { r.ProjectId, r.Bucket, r.SeriesId }));
        model.Entity<SpendSliceRow>(row =>
            row.ToTable("SpendSlices").HasKey(r => new { r.ProjectId, r.Grain, r.Slice, r.Bucket, r.SeriesId }));
        model.Entity<LabelDayRow>(row =>
        {
            row.ToTable("LabelDays").HasKey(r => new { r.ProjectId, r.Day, r.TagKey, r.ValueId });
            row.Property(r => r.TagKey).HasMaxLength(Project.LongestName);
            row.Property(r => r.Value).HasMaxLength(SpendKey.LongestValue);
        });
        model.Entity<PipelineRow>(row =>
        {
            row.ToTable("Pipelines").HasKey(r => r.Id);
            row.Property(r => r.Id).ValueGeneratedNever();
            row.Property(r => r.Environment).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Root).HasMaxLength(SpendKey.LongestValue);
            row.Property(r => r.Step).HasMaxLength(SpendKey.LongestValue);
        });
        model.Entity<OutcomeDayRow>(row => row.ToTable("OutcomeDays").HasKey(r => new { r.ProjectId, r.Day, r.SeriesId, r.Outcome }));
        model.Entity<PipelineDayRow>(row => row.ToTable("PipelineDays").HasKey(r => new { r.ProjectId, r.Day, r.PipelineId }));
    }
}

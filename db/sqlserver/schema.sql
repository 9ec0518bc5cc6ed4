-- The whole schema, as a new database has it.
-- With sqlcmd use -I: filtered indexes need quoted identifiers.
-- Generated from the model. Do not edit: change the model, add a migration, and run the storage tests with COSTDASHBOARD_WRITE_SCRIPTS=1.

CREATE TABLE [ApiKeys] (
    [Id] int NOT NULL,
    [ProjectId] int NOT NULL,
    [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Prefix] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SecretSha256] binary(32) NOT NULL,
    [CreatedAt] bigint NOT NULL,
    [LastUsedAt] bigint NULL,
    [RevokedAt] bigint NULL,
    [MayReadContent] bit NOT NULL,
    CONSTRAINT [PK_ApiKeys] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [AuditEntries] (
    [At] bigint NOT NULL,
    [Id] bigint NOT NULL,
    [UserId] uniqueidentifier NULL,
    [Actor] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Action] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Subject] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Details] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_AuditEntries] PRIMARY KEY ([At], [Id])
);
GO


CREATE TABLE [Events] (
    [ProjectId] int NOT NULL,
    [Id] bigint NOT NULL,
    [Kind] tinyint NOT NULL,
    [AtNanos] bigint NOT NULL,
    [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Url] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [PK_Events] PRIMARY KEY ([ProjectId], [Id])
);
GO


CREATE TABLE [FeatureValues] (
    [ProjectId] int NOT NULL,
    [Feature] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Unit] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FirstDay] int NOT NULL,
    [LastDay] int NOT NULL,
    [Amount] bigint NOT NULL,
    [RecordedAt] bigint NOT NULL,
    [RecordedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_FeatureValues] PRIMARY KEY ([ProjectId], [Feature], [Unit], [FirstDay], [LastDay])
);
GO


CREATE TABLE [IncidentChanges] (
    [IncidentId] int NOT NULL,
    [Number] int NOT NULL,
    [At] bigint NOT NULL,
    [Kind] tinyint NOT NULL,
    [ById] uniqueidentifier NULL,
    [By] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Text] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_IncidentChanges] PRIMARY KEY ([IncidentId], [Number])
);
GO


CREATE TABLE [Incidents] (
    [Id] int NOT NULL,
    [ProjectId] int NOT NULL,
    [Kind] tinyint NOT NULL,
    [Severity] tinyint NOT NULL,
    [Status] tinyint NOT NULL,
    [Sentence] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Step] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [SinceNanos] bigint NOT NULL,
    [OpenedNanos] bigint NOT NULL,
    [LastSeenNanos] bigint NOT NULL,
    [ResolvedNanos] bigint NULL,
    [IsResolvedByItself] bit NOT NULL,
    [SnoozedUntil] bigint NULL,
    [Assignee] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [MoneyPerHourNanoUsd] bigint NULL,
    [MoneySoFarNanoUsd] bigint NULL,
    [Findings] int NOT NULL,
    [Changes] int NOT NULL,
    [Content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_Incidents] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [IncidentSubjects] (
    [IncidentId] int NOT NULL,
    [SubjectId] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [CauseId] bigint NULL,
    CONSTRAINT [PK_IncidentSubjects] PRIMARY KEY ([IncidentId], [SubjectId])
);
GO


CREATE TABLE [InsightDismissals] (
    [ProjectId] int NOT NULL,
    [Kind] tinyint NOT NULL,
    [FindingId] bigint NOT NULL,
    [Reason] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ById] uniqueidentifier NULL,
    [By] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [At] bigint NOT NULL,
    [Until] bigint NULL,
    [SavingPerMonthNanoUsd] bigint NOT NULL,
    CONSTRAINT [PK_InsightDismissals] PRIMARY KEY ([ProjectId], [Kind], [FindingId])
);
GO


CREATE TABLE [InsightFindings] (
    [RunId] int NOT NULL,
    [Kind] tinyint NOT NULL,
    [FindingId] bigint NOT NULL,
    [Step] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Provider] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Model] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Instead] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Traces] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [Tokens] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [SavingNanoUsd] bigint NOT NULL,
    [Examples] nvarchar(600) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_InsightFindings] PRIMARY KEY ([RunId], [Kind], [FindingId])
);
GO


CREATE TABLE [InsightRuns] (
    [Id] int NOT NULL,
    [ProjectId] int NOT NULL,
    [State] tinyint NOT NULL,
    [FromNanos] bigint NOT NULL,
    [ToNanos] bigint NOT NULL,
    [Settings] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [AskedById] uniqueidentifier NULL,
    [AskedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [AskedAt] bigint NOT NULL,
    [EndedAt] bigint NULL,
    [Reason] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
    [LastStart] bigint NOT NULL,
    [LastTrace] bigint NOT NULL,
    [FirstStart] bigint NULL,
    [Traces] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    CONSTRAINT [PK_InsightRuns] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [InsightSettings] (
    [ProjectId] int NOT NULL,
    [Settings] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] int NOT NULL,
    CONSTRAINT [PK_InsightSettings] PRIMARY KEY ([ProjectId])
);
GO


CREATE TABLE [LabelDays] (
    [ProjectId] int NOT NULL,
    [Day] int NOT NULL,
    [TagKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ValueId] bigint NOT NULL,
    [Value] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    CONSTRAINT [PK_LabelDays] PRIMARY KEY ([ProjectId], [Day], [TagKey], [ValueId])
);
GO


CREATE TABLE [OutcomeDays] (
    [ProjectId] int NOT NULL,
    [Day] int NOT NULL,
    [SeriesId] bigint NOT NULL,
    [Outcome] int NOT NULL,
    [FirstToken] varbinary(max) NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    CONSTRAINT [PK_OutcomeDays] PRIMARY KEY ([ProjectId], [Day], [SeriesId], [Outcome])
);
GO


CREATE TABLE [PipelineDays] (
    [ProjectId] int NOT NULL,
    [Day] int NOT NULL,
    [PipelineId] bigint NOT NULL,
    [CostPerOne] varbinary(max) NULL,
    [TokensPerOne] varbinary(max) NULL,
    [Density] varbinary(max) NULL,
    [Traces] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [PathNanos] bigint NOT NULL,
    CONSTRAINT [PK_PipelineDays] PRIMARY KEY ([ProjectId], [Day], [PipelineId])
);
GO


CREATE TABLE [Pipelines] (
    [Id] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Root] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Step] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [PK_Pipelines] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [PriceEntries] (
    [Id] uniqueidentifier NOT NULL,
    [Kind] int NOT NULL,
    [EffectiveFrom] date NULL,
    [EffectiveTo] date NULL,
    [RecordedAt] bigint NOT NULL,
    [RecordedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Note] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [WithdrawnAt] bigint NULL,
    [WithdrawnBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
    [Provider] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Model] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Source] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
    [Document] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Factor] decimal(9,6) NULL,
    [TargetProvider] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [TargetModel] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [PK_PriceEntries] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [PriceImports] (
    [Id] uniqueidentifier NOT NULL,
    [Format] int NOT NULL,
    [Source] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [CreatedAt] bigint NOT NULL,
    [CreatedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Size] int NOT NULL,
    [Content] varbinary(max) NOT NULL,
    CONSTRAINT [PK_PriceImports] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [Prices] (
    [Id] bigint NOT NULL,
    [Provider] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Model] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [EffectiveFrom] date NULL,
    [RecordedAt] date NOT NULL,
    [Source] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Document] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_Prices] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [Projects] (
    [Id] int NOT NULL,
    [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Mapping] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [MappingVersion] int NOT NULL,
    CONSTRAINT [PK_Projects] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [Releases] (
    [ProjectId] int NOT NULL,
    [Id] bigint NOT NULL,
    [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Version] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FirstNanos] bigint NOT NULL,
    CONSTRAINT [PK_Releases] PRIMARY KEY ([ProjectId], [Id])
);
GO


CREATE TABLE [RepricingRuns] (
    [Id] int NOT NULL,
    [Kind] tinyint NOT NULL,
    [State] tinyint NOT NULL,
    [FromNanos] bigint NOT NULL,
    [ToNanos] bigint NOT NULL,
    [Question] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [BookVersion] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [AskedById] uniqueidentifier NULL,
    [AskedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [AskedAt] bigint NOT NULL,
    [EndedAt] bigint NULL,
    [Reason] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
    [SearchProject] int NOT NULL,
    [SearchFrom] bigint NOT NULL,
    [IsSearched] bit NOT NULL,
    [TracesFound] bigint NOT NULL,
    [LastTrace] bigint NOT NULL,
    [TracesDone] bigint NOT NULL,
    [Report] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_RepricingRuns] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [RepricingTraces] (
    [RunId] int NOT NULL,
    [TraceNumber] bigint NOT NULL,
    CONSTRAINT [PK_RepricingTraces] PRIMARY KEY ([RunId], [TraceNumber])
);
GO


CREATE TABLE [SavedViews] (
    [Id] uniqueidentifier NOT NULL,
    [OwnerId] uniqueidentifier NOT NULL,
    [OwnerName] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Page] tinyint NOT NULL,
    [Query] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [IsShared] bit NOT NULL,
    [SavedAt] bigint NOT NULL,
    CONSTRAINT [PK_SavedViews] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [Series] (
    [Id] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Release] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Step] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] int NOT NULL,
    [Provider] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Model] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Feature] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Customer] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ApiKeyId] int NOT NULL,
    [PriceState] int NOT NULL,
    CONSTRAINT [PK_Series] PRIMARY KEY ([Id])
);
GO


CREATE TABLE [Settings] (
    [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Value] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    CONSTRAINT [PK_Settings] PRIMARY KEY ([Name])
);
GO


CREATE TABLE [SharedParts] (
    [ProjectId] int NOT NULL,
    [Id] bigint NOT NULL,
    [Content] varbinary(max) NOT NULL,
    CONSTRAINT [PK_SharedParts] PRIMARY KEY ([ProjectId], [Id])
);
GO


CREATE TABLE [SpanContents] (
    [TraceNumber] bigint NOT NULL,
    [SpanId] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [ArrivedNanos] bigint NOT NULL,
    [Content] varbinary(max) NOT NULL,
    CONSTRAINT [PK_SpanContents] PRIMARY KEY ([TraceNumber], [SpanId])
);
GO


CREATE TABLE [SpanLinks] (
    [TraceNumber] bigint NOT NULL,
    [SpanId] bigint NOT NULL,
    [LinkedTraceId] binary(16) NOT NULL,
    [LinkedSpanId] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [Sense] tinyint NOT NULL,
    CONSTRAINT [PK_SpanLinks] PRIMARY KEY ([TraceNumber], [SpanId], [LinkedTraceId], [LinkedSpanId])
);
GO


CREATE TABLE [Spans] (
    [TraceNumber] bigint NOT NULL,
    [SpanId] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [OriginId] bigint NOT NULL,
    [PriceId] bigint NULL,
    [Details] varbinary(max) NOT NULL,
    [ParentId] bigint NULL,
    [Name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Kind] tinyint NOT NULL,
    [StartNanos] bigint NOT NULL,
    [EndNanos] bigint NOT NULL,
    [IsError] bit NOT NULL,
    [Service] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [ServiceVersion] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Customer] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Feature] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Environment] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [User] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Session] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [IsWrapperByName] bit NOT NULL,
    [ApiKeyId] int NOT NULL,
    [Provider] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Model] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [PriceState] tinyint NOT NULL,
    [OwnNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NULL,
    [TimeToFirstToken] bigint NULL,
    [ResponseKey] bigint NULL,
    [EmitterId] int NOT NULL,
    [SourceRank] tinyint NOT NULL,
    [StatesUnits] bit NOT NULL,
    [CalledAs] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [Finish] tinyint NULL,
    [IsUnlimited] bit NOT NULL,
    [Tags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Baggage] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [SeriesId] bigint NOT NULL,
    [ChargeRole] tinyint NOT NULL,
    [ChargeLikeness] bigint NULL,
    [ChargedTraceId] binary(16) NULL,
    [ChargedSpanId] bigint NULL,
    [ChargedNanoUsd] bigint NULL,
    [ChargedUser] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    [ChargedTags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [ChargedInputTokens] bigint NULL,
    [ChargedCacheReadTokens] bigint NULL,
    [ChargedCacheWrite5mTokens] bigint NULL,
    [ChargedCacheWrite1hTokens] bigint NULL,
    [ChargedOutputTokens] bigint NULL,
    [ChargedReasoningTokens] bigint NULL,
    [ChargedOutcome] int NULL,
    CONSTRAINT [PK_Spans] PRIMARY KEY ([TraceNumber], [SpanId])
);
GO


CREATE TABLE [SpendDays] (
    [ProjectId] int NOT NULL,
    [Bucket] bigint NOT NULL,
    [SeriesId] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Errors] bigint NOT NULL,
    [Traces] bigint NOT NULL,
    [Latency] varbinary(max) NULL,
    [TraceLatency] varbinary(max) NULL,
    [TimeToFirstToken] varbinary(max) NULL,
    CONSTRAINT [PK_SpendDays] PRIMARY KEY ([ProjectId], [Bucket], [SeriesId])
);
GO


CREATE TABLE [SpendHours] (
    [ProjectId] int NOT NULL,
    [Bucket] bigint NOT NULL,
    [SeriesId] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Errors] bigint NOT NULL,
    [Traces] bigint NOT NULL,
    [Latency] varbinary(max) NULL,
    [TraceLatency] varbinary(max) NULL,
    [TimeToFirstToken] varbinary(max) NULL,
    CONSTRAINT [PK_SpendHours] PRIMARY KEY ([ProjectId], [Bucket], [SeriesId])
);
GO


CREATE TABLE [SpendMinutes] (
    [ProjectId] int NOT NULL,
    [Bucket] bigint NOT NULL,
    [SeriesId] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Errors] bigint NOT NULL,
    [Traces] bigint NOT NULL,
    [Latency] varbinary(max) NULL,
    [TraceLatency] varbinary(max) NULL,
    [TimeToFirstToken] varbinary(max) NULL,
    CONSTRAINT [PK_SpendMinutes] PRIMARY KEY ([ProjectId], [Bucket], [SeriesId])
);
GO


CREATE TABLE [SpendQuarters] (
    [ProjectId] int NOT NULL,
    [Bucket] bigint NOT NULL,
    [SeriesId] bigint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Errors] bigint NOT NULL,
    [Traces] bigint NOT NULL,
    [Latency] varbinary(max) NULL,
    [TraceLatency] varbinary(max) NULL,
    [TimeToFirstToken] varbinary(max) NULL,
    CONSTRAINT [PK_SpendQuarters] PRIMARY KEY ([ProjectId], [Bucket], [SeriesId])
);
GO


CREATE TABLE [SpendSlices] (
    [ProjectId] int NOT NULL,
    [Bucket] bigint NOT NULL,
    [SeriesId] bigint NOT NULL,
    [Grain] tinyint NOT NULL,
    [Slice] tinyint NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [Calls] bigint NOT NULL,
    [UnpricedCalls] bigint NOT NULL,
    [PartialCalls] bigint NOT NULL,
    [ComparedCalls] bigint NOT NULL,
    [ReportedNanoUsd] bigint NOT NULL,
    [BesideNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [Spans] bigint NOT NULL,
    [Errors] bigint NOT NULL,
    [Traces] bigint NOT NULL,
    [Latency] varbinary(max) NULL,
    [TraceLatency] varbinary(max) NULL,
    [TimeToFirstToken] varbinary(max) NULL,
    CONSTRAINT [PK_SpendSlices] PRIMARY KEY ([ProjectId], [Grain], [Slice], [Bucket], [SeriesId])
);
GO


CREATE TABLE [Traces] (
    [Number] bigint NOT NULL,
    [ProjectId] int NOT NULL,
    [TraceId] binary(16) NOT NULL,
    [Name] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [SearchName] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Service] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [StartNanos] bigint NOT NULL,
    [EndNanos] bigint NOT NULL,
    [DurationNanos] bigint NOT NULL,
    [ReceivedNanos] bigint NOT NULL,
    [Customer] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Feature] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Environment] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [User] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [Session] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    [SessionKey] bigint NULL,
    [UserKey] bigint NULL,
    [SpanCount] int NOT NULL,
    [ErrorCount] int NOT NULL,
    [IsComplete] bit NOT NULL,
    [Calls] int NOT NULL,
    [UnpricedCalls] int NOT NULL,
    [PartialCalls] int NOT NULL,
    [CostNanoUsd] bigint NOT NULL,
    [InputTokens] bigint NOT NULL,
    [CacheReadTokens] bigint NOT NULL,
    [CacheWrite5mTokens] bigint NOT NULL,
    [CacheWrite1hTokens] bigint NOT NULL,
    [OutputTokens] bigint NOT NULL,
    [ReasoningTokens] bigint NOT NULL,
    [TotalTokens] bigint NOT NULL,
    [AgentSteps] int NOT NULL,
    [MostToolCalls] int NOT NULL,
    [DearestNanoUsd] bigint NOT NULL,
    [AgentTotals] varbinary(max) NULL,
    [Models] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    CONSTRAINT [PK_Traces] PRIMARY KEY ([Number])
);
GO


CREATE TABLE [Users] (
    [Id] uniqueidentifier NOT NULL,
    [Email] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [EmailKey] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [PasswordHash] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [Role] int NOT NULL,
    [SecurityStamp] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [FailedSignIns] int NOT NULL,
    [LockedUntil] bigint NULL,
    CONSTRAINT [PK_Users] PRIMARY KEY ([Id])
);
GO


CREATE INDEX [IX_ApiKeys_ProjectId] ON [ApiKeys] ([ProjectId]);
GO


CREATE UNIQUE INDEX [IX_ApiKeys_SecretSha256] ON [ApiKeys] ([SecretSha256]);
GO


CREATE INDEX [IX_Events_ProjectId_AtNanos] ON [Events] ([ProjectId], [AtNanos]);
GO


CREATE INDEX [IX_Events_ProjectId_Service_Name] ON [Events] ([ProjectId], [Service], [Name]);
GO


CREATE INDEX [IX_FeatureValues_ProjectId_LastDay] ON [FeatureValues] ([ProjectId], [LastDay]);
GO


CREATE INDEX [IX_Incidents_ProjectId_SinceNanos] ON [Incidents] ([ProjectId], [SinceNanos]);
GO


CREATE INDEX [IX_Incidents_ProjectId_Status_Id] ON [Incidents] ([ProjectId], [Status], [Id]);
GO


CREATE INDEX [IX_IncidentSubjects_ProjectId_CauseId] ON [IncidentSubjects] ([ProjectId], [CauseId]);
GO


CREATE INDEX [IX_IncidentSubjects_ProjectId_SubjectId_IncidentId] ON [IncidentSubjects] ([ProjectId], [SubjectId], [IncidentId]);
GO


CREATE INDEX [IX_InsightRuns_ProjectId] ON [InsightRuns] ([ProjectId]);
GO


CREATE UNIQUE INDEX [IX_Projects_NameKey] ON [Projects] ([NameKey]);
GO


CREATE INDEX [IX_Releases_ProjectId_FirstNanos] ON [Releases] ([ProjectId], [FirstNanos]);
GO


CREATE INDEX [IX_Releases_ProjectId_Service_Environment_FirstNanos] ON [Releases] ([ProjectId], [Service], [Environment], [FirstNanos]);
GO


CREATE INDEX [IX_RepricingRuns_State] ON [RepricingRuns] ([State]);
GO


CREATE INDEX [IX_SavedViews_IsShared] ON [SavedViews] ([IsShared]);
GO


CREATE UNIQUE INDEX [IX_SavedViews_OwnerId_Page_NameKey] ON [SavedViews] ([OwnerId], [Page], [NameKey]);
GO


CREATE INDEX [IX_Series_ProjectId] ON [Series] ([ProjectId]);
GO


CREATE INDEX [IX_SpanContents_ProjectId_ArrivedNanos] ON [SpanContents] ([ProjectId], [ArrivedNanos]);
GO


CREATE INDEX [IX_SpanLinks_ProjectId_LinkedTraceId] ON [SpanLinks] ([ProjectId], [LinkedTraceId]);
GO


CREATE INDEX [IX_Spans_Charged] ON [Spans] ([ProjectId], [StartNanos]) WHERE [ChargedNanoUsd] IS NOT NULL;
GO


CREATE INDEX [IX_Spans_Likeness] ON [Spans] ([ProjectId], [ChargeLikeness], [StartNanos]) WHERE [ChargeLikeness] IS NOT NULL;
GO


CREATE INDEX [IX_Spans_Response] ON [Spans] ([ProjectId], [ResponseKey], [ChargeRole]) WHERE [ResponseKey] IS NOT NULL;
GO


CREATE INDEX [IX_Traces_Cost] ON [Traces] ([ProjectId], [CostNanoUsd], [Number], [StartNanos]);
GO


CREATE INDEX [IX_Traces_ProjectId_ReceivedNanos] ON [Traces] ([ProjectId], [ReceivedNanos]);
GO


CREATE INDEX [IX_Traces_ProjectId_StartNanos] ON [Traces] ([ProjectId], [StartNanos]);
GO


CREATE UNIQUE INDEX [IX_Traces_ProjectId_TraceId] ON [Traces] ([ProjectId], [TraceId]);
GO


CREATE INDEX [IX_Traces_Session] ON [Traces] ([ProjectId], [SessionKey], [StartNanos]) WHERE "SessionKey" IS NOT NULL;
GO


CREATE INDEX [IX_Traces_User] ON [Traces] ([ProjectId], [UserKey], [StartNanos]) WHERE "UserKey" IS NOT NULL;
GO


CREATE UNIQUE INDEX [IX_Users_EmailKey] ON [Users] ([EmailKey]);
GO

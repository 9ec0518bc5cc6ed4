-- Brings a database of any earlier version, or an empty one, to this version. It can be run again.
-- With sqlcmd use -I: filtered indexes need quoted identifiers.
-- Generated from the model. Do not edit: change the model, add a migration, and run the storage tests with COSTDASHBOARD_WRITE_SCRIPTS=1.

IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;
END;
GO

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    IF (SELECT [is_read_committed_snapshot_on] FROM sys.databases WHERE [database_id] = DB_ID()) = 0 ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [ApiKeys] (
        [Id] int NOT NULL,
        [ProjectId] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Prefix] nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SecretSha256] binary(32) NOT NULL,
        [CreatedAt] bigint NOT NULL,
        [LastUsedAt] bigint NULL,
        [RevokedAt] bigint NULL,
        CONSTRAINT [PK_ApiKeys] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [LabelDays] (
        [ProjectId] int NOT NULL,
        [Day] int NOT NULL,
        [TagKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ValueId] bigint NOT NULL,
        [Value] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
        [InputTokens] bigint NOT NULL,
        [CacheReadTokens] bigint NOT NULL,
        [CacheWrite5mTokens] bigint NOT NULL,
        [CacheWrite1hTokens] bigint NOT NULL,
        [OutputTokens] bigint NOT NULL,
        [ReasoningTokens] bigint NOT NULL,
        CONSTRAINT [PK_LabelDays] PRIMARY KEY ([ProjectId], [Day], [TagKey], [ValueId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [Projects] (
        [Id] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [TagKeys] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Projects] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [Series] (
        [Id] bigint NOT NULL,
        [ProjectId] int NOT NULL,
        [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [Settings] (
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Value] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_Settings] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [SharedParts] (
        [ProjectId] int NOT NULL,
        [Id] bigint NOT NULL,
        [Content] varbinary(max) NOT NULL,
        CONSTRAINT [PK_SharedParts] PRIMARY KEY ([ProjectId], [Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
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
        [TimeToFirstToken] bigint NULL,
        [Tags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [SeriesId] bigint NOT NULL,
        [ChargeRole] tinyint NOT NULL,
        [ChargedNanoUsd] bigint NULL,
        [ChargedUser] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        [ChargedTags] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [ChargedInputTokens] bigint NULL,
        [ChargedCacheReadTokens] bigint NULL,
        [ChargedCacheWrite5mTokens] bigint NULL,
        [ChargedCacheWrite1hTokens] bigint NULL,
        [ChargedOutputTokens] bigint NULL,
        [ChargedReasoningTokens] bigint NULL,
        CONSTRAINT [PK_Spans] PRIMARY KEY ([TraceNumber], [SpanId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [SpendDays] (
        [ProjectId] int NOT NULL,
        [Bucket] bigint NOT NULL,
        [SeriesId] bigint NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [SpendMinutes] (
        [ProjectId] int NOT NULL,
        [Bucket] bigint NOT NULL,
        [SeriesId] bigint NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE TABLE [SpendQuarters] (
        [ProjectId] int NOT NULL,
        [Bucket] bigint NOT NULL,
        [SeriesId] bigint NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
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
        [Customer] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [Feature] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [Environment] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [User] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [Session] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        [SpanCount] int NOT NULL,
        [ErrorCount] int NOT NULL,
        [IsComplete] bit NOT NULL,
        [Calls] int NOT NULL,
        [UnpricedCalls] int NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [InputTokens] bigint NOT NULL,
        [CacheReadTokens] bigint NOT NULL,
        [CacheWrite5mTokens] bigint NOT NULL,
        [CacheWrite1hTokens] bigint NOT NULL,
        [OutputTokens] bigint NOT NULL,
        [ReasoningTokens] bigint NOT NULL,
        [TotalTokens] bigint NOT NULL,
        [Models] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Traces] PRIMARY KEY ([Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE INDEX [IX_ApiKeys_ProjectId] ON [ApiKeys] ([ProjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ApiKeys_SecretSha256] ON [ApiKeys] ([SecretSha256]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Projects_NameKey] ON [Projects] ([NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE INDEX [IX_Series_ProjectId] ON [Series] ([ProjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Spans_Charged] ON [Spans] ([ProjectId], [StartNanos]) WHERE [ChargedNanoUsd] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE INDEX [IX_Traces_ProjectId_StartNanos] ON [Traces] ([ProjectId], [StartNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Traces_ProjectId_TraceId] ON [Traces] ([ProjectId], [TraceId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Users_EmailKey] ON [Users] ([EmailKey]);
END;

COMMIT;
GO

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122114429_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122114429_Initial', N'10.0.14');
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131433_AuditLog'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122131433_AuditLog'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122131433_AuditLog', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133553_Repricing'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133553_Repricing'
)
BEGIN
    CREATE TABLE [RepricingTraces] (
        [RunId] int NOT NULL,
        [TraceNumber] bigint NOT NULL,
        CONSTRAINT [PK_RepricingTraces] PRIMARY KEY ([RunId], [TraceNumber])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133553_Repricing'
)
BEGIN
    CREATE INDEX [IX_RepricingRuns_State] ON [RepricingRuns] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122133553_Repricing'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122133553_Repricing', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122135158_PriceEntries'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122135158_PriceEntries'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122135158_PriceEntries'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122135158_PriceEntries', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122140426_AttributeMapping'
)
BEGIN
    EXEC sp_rename N'[Projects].[TagKeys]', N'Mapping', 'COLUMN';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122140426_AttributeMapping'
)
BEGIN
    EXEC(N'UPDATE [Projects]
    SET [Mapping] = N''{"tags":[{"name":"'' + REPLACE(REPLACE(REPLACE([Mapping], N''\'', N''\\''), N''"'', N''\"''), NCHAR(10), N''"},{"name":"'') + N''"}]}''
    WHERE [Mapping] <> N'''';');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122140426_AttributeMapping'
)
BEGIN
    ALTER TABLE [Spans] ADD [Baggage] nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122140426_AttributeMapping'
)
BEGIN
    ALTER TABLE [Projects] ADD [MappingVersion] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122140426_AttributeMapping'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122140426_AttributeMapping', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122142609_HoursAndSlices'
)
BEGIN
    CREATE TABLE [SpendHours] (
        [ProjectId] int NOT NULL,
        [Bucket] bigint NOT NULL,
        [SeriesId] bigint NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122142609_HoursAndSlices'
)
BEGIN
    CREATE TABLE [SpendSlices] (
        [ProjectId] int NOT NULL,
        [Bucket] bigint NOT NULL,
        [SeriesId] bigint NOT NULL,
        [Grain] tinyint NOT NULL,
        [Slice] tinyint NOT NULL,
        [CostNanoUsd] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [UnpricedCalls] bigint NOT NULL,
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122142609_HoursAndSlices'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122142609_HoursAndSlices', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [Traces] ADD [PartialCalls] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendSlices] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendSlices] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendSlices] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendSlices] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendQuarters] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendQuarters] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendQuarters] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendQuarters] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendMinutes] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendMinutes] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendMinutes] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendMinutes] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendHours] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendHours] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendHours] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendHours] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendDays] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendDays] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendDays] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [SpendDays] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [Spans] ADD [BesideNanoUsd] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [LabelDays] ADD [BesideNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [LabelDays] ADD [ComparedCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [LabelDays] ADD [PartialCalls] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    ALTER TABLE [LabelDays] ADD [ReportedNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122144754_ReportedBesideComputed'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122144754_ReportedBesideComputed', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Traces] ADD [ReceivedNanos] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [ChargeLikeness] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [ChargedSpanId] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [ChargedTraceId] binary(16) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [EmitterId] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [ResponseKey] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [SourceRank] tinyint NOT NULL DEFAULT CAST(0 AS tinyint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Spans_Likeness] ON [Spans] ([ProjectId], [ChargeLikeness], [StartNanos]) WHERE [ChargeLikeness] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Spans_Response] ON [Spans] ([ProjectId], [ResponseKey], [ChargeRole]) WHERE [ResponseKey] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122151851_SameCalls'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122151851_SameCalls', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122163656_Release'
)
BEGIN
    ALTER TABLE [Series] ADD [Release] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122163656_Release'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122163656_Release', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165841_Pipelines'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165841_Pipelines'
)
BEGIN
    CREATE TABLE [Pipelines] (
        [Id] bigint NOT NULL,
        [ProjectId] int NOT NULL,
        [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Root] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Step] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_Pipelines] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122165841_Pipelines'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122165841_Pipelines', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122172042_SavedViews'
)
BEGIN
    CREATE TABLE [SavedViews] (
        [Id] uniqueidentifier NOT NULL,
        [OwnerId] uniqueidentifier NOT NULL,
        [OwnerName] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Query] nvarchar(2000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [IsShared] bit NOT NULL,
        [SavedAt] bigint NOT NULL,
        CONSTRAINT [PK_SavedViews] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122172042_SavedViews'
)
BEGIN
    CREATE INDEX [IX_SavedViews_IsShared] ON [SavedViews] ([IsShared]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122172042_SavedViews'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SavedViews_OwnerId_NameKey] ON [SavedViews] ([OwnerId], [NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122172042_SavedViews'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122172042_SavedViews', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    CREATE TABLE [Releases] (
        [ProjectId] int NOT NULL,
        [Id] bigint NOT NULL,
        [Service] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Environment] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FirstNanos] bigint NOT NULL,
        CONSTRAINT [PK_Releases] PRIMARY KEY ([ProjectId], [Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    CREATE INDEX [IX_Events_ProjectId_AtNanos] ON [Events] ([ProjectId], [AtNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    CREATE INDEX [IX_Events_ProjectId_Service_Name] ON [Events] ([ProjectId], [Service], [Name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    CREATE INDEX [IX_Releases_ProjectId_FirstNanos] ON [Releases] ([ProjectId], [FirstNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    CREATE INDEX [IX_Releases_ProjectId_Service_Environment_FirstNanos] ON [Releases] ([ProjectId], [Service], [Environment], [FirstNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122173537_Events'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122173537_Events', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180203_UnitsOfCalls'
)
BEGIN
    ALTER TABLE [Spans] ADD [StatesUnits] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180203_UnitsOfCalls'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122180203_UnitsOfCalls', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
    CREATE TABLE [InsightSettings] (
        [ProjectId] int NOT NULL,
        [Settings] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_InsightSettings] PRIMARY KEY ([ProjectId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
    CREATE INDEX [IX_InsightRuns_ProjectId] ON [InsightRuns] ([ProjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122180848_Insights'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122180848_Insights', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122181403_FeatureValues'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122181403_FeatureValues'
)
BEGIN
    CREATE INDEX [IX_FeatureValues_ProjectId_LastDay] ON [FeatureValues] ([ProjectId], [LastDay]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122181403_FeatureValues'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122181403_FeatureValues', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200157_SpanLinks'
)
BEGIN
    CREATE TABLE [SpanLinks] (
        [TraceNumber] bigint NOT NULL,
        [SpanId] bigint NOT NULL,
        [LinkedTraceId] binary(16) NOT NULL,
        [LinkedSpanId] bigint NOT NULL,
        [ProjectId] int NOT NULL,
        [Sense] tinyint NOT NULL,
        CONSTRAINT [PK_SpanLinks] PRIMARY KEY ([TraceNumber], [SpanId], [LinkedTraceId], [LinkedSpanId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200157_SpanLinks'
)
BEGIN
    CREATE INDEX [IX_SpanLinks_ProjectId_LinkedTraceId] ON [SpanLinks] ([ProjectId], [LinkedTraceId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122200157_SpanLinks'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122200157_SpanLinks', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122205536_Content'
)
BEGIN
    ALTER TABLE [ApiKeys] ADD [MayReadContent] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122205536_Content'
)
BEGIN
    CREATE TABLE [SpanContents] (
        [TraceNumber] bigint NOT NULL,
        [SpanId] bigint NOT NULL,
        [ProjectId] int NOT NULL,
        [ArrivedNanos] bigint NOT NULL,
        [Content] varbinary(max) NOT NULL,
        CONSTRAINT [PK_SpanContents] PRIMARY KEY ([TraceNumber], [SpanId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122205536_Content'
)
BEGIN
    CREATE INDEX [IX_SpanContents_ProjectId_ArrivedNanos] ON [SpanContents] ([ProjectId], [ArrivedNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122205536_Content'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122205536_Content', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122233102_TracesByCost'
)
BEGIN
    CREATE INDEX [IX_Traces_Cost] ON [Traces] ([ProjectId], [CostNanoUsd], [Number], [StartNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122233102_TracesByCost'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122233102_TracesByCost', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    CREATE TABLE [IncidentSubjects] (
        [IncidentId] int NOT NULL,
        [SubjectId] bigint NOT NULL,
        [ProjectId] int NOT NULL,
        [CauseId] bigint NULL,
        CONSTRAINT [PK_IncidentSubjects] PRIMARY KEY ([IncidentId], [SubjectId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    CREATE INDEX [IX_Incidents_ProjectId_SinceNanos] ON [Incidents] ([ProjectId], [SinceNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    CREATE INDEX [IX_Incidents_ProjectId_Status_Id] ON [Incidents] ([ProjectId], [Status], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    CREATE INDEX [IX_IncidentSubjects_ProjectId_CauseId] ON [IncidentSubjects] ([ProjectId], [CauseId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    CREATE INDEX [IX_IncidentSubjects_ProjectId_SubjectId_IncidentId] ON [IncidentSubjects] ([ProjectId], [SubjectId], [IncidentId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123000104_Incidents'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123000104_Incidents', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    DROP INDEX [IX_SavedViews_OwnerId_NameKey] ON [SavedViews];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    ALTER TABLE [Traces] ADD [SessionKey] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    ALTER TABLE [Traces] ADD [UserKey] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    ALTER TABLE [SavedViews] ADD [Page] tinyint NOT NULL DEFAULT CAST(0 AS tinyint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Traces_Session] ON [Traces] ([ProjectId], [SessionKey], [StartNanos]) WHERE "SessionKey" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Traces_User] ON [Traces] ([ProjectId], [UserKey], [StartNanos]) WHERE "UserKey" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SavedViews_OwnerId_Page_NameKey] ON [SavedViews] ([OwnerId], [Page], [NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123001819_Sessions'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123001819_Sessions', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    ALTER TABLE [Traces] ADD [AgentSteps] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    ALTER TABLE [Traces] ADD [AgentTotals] varbinary(max) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    ALTER TABLE [Traces] ADD [DearestNanoUsd] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    ALTER TABLE [Traces] ADD [MostToolCalls] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    ALTER TABLE [Spans] ADD [CalledAs] nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    CREATE INDEX [IX_Traces_ProjectId_ReceivedNanos] ON [Traces] ([ProjectId], [ReceivedNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123002710_RunTotals'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123002710_RunTotals', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123004348_Outcomes'
)
BEGIN
    ALTER TABLE [Spans] ADD [ChargedOutcome] int NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123004348_Outcomes'
)
BEGIN
    ALTER TABLE [Spans] ADD [Finish] tinyint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123004348_Outcomes'
)
BEGIN
    ALTER TABLE [Spans] ADD [IsUnlimited] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123004348_Outcomes'
)
BEGIN
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
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123004348_Outcomes'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123004348_Outcomes', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE TABLE [JobRuns] (
        [Id] bigint NOT NULL,
        [Job] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [FromNanos] bigint NOT NULL,
        [ToNanos] bigint NOT NULL,
        [Attempt] int NOT NULL,
        [Node] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [StartedNanos] bigint NOT NULL,
        [LeaseUntilNanos] bigint NOT NULL,
        [EndedNanos] bigint NULL,
        [ReadCount] bigint NOT NULL,
        [WrittenCount] bigint NOT NULL,
        [Outcome] int NOT NULL,
        [Reason] nvarchar(1000) COLLATE Latin1_General_100_BIN2 NULL,
        [AskedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_JobRuns] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE TABLE [JobStates] (
        [Job] nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ThroughNanos] bigint NULL,
        [LookedNanos] bigint NULL,
        [AskedNanos] bigint NULL,
        [AskedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL,
        [Failures] int NOT NULL,
        [FailedNanos] bigint NULL,
        CONSTRAINT [PK_JobStates] PRIMARY KEY ([Job])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE UNIQUE INDEX [IX_JobRuns_Job_FromNanos_Attempt] ON [JobRuns] ([Job], [FromNanos], [Attempt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE INDEX [IX_JobRuns_Job_Id] ON [JobRuns] ([Job], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE INDEX [IX_JobRuns_Outcome_Job_Id] ON [JobRuns] ([Outcome], [Job], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    CREATE TABLE QRTZ_JOB_DETAILS (
      SCHED_NAME nvarchar(120) NOT NULL,
      JOB_NAME nvarchar(150) NOT NULL,
      JOB_GROUP nvarchar(150) NOT NULL,
      DESCRIPTION nvarchar(250) NULL,
      JOB_CLASS_NAME nvarchar(250) NOT NULL,
      IS_DURABLE bit NOT NULL,
      IS_NONCONCURRENT bit NOT NULL,
      IS_UPDATE_DATA bit NOT NULL,
      REQUESTS_RECOVERY bit NOT NULL,
      JOB_DATA varbinary(max) NULL,
      CONSTRAINT PK_QRTZ_JOB_DETAILS PRIMARY KEY (SCHED_NAME,JOB_NAME,JOB_GROUP)
    );
    CREATE TABLE QRTZ_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      JOB_NAME nvarchar(150) NOT NULL,
      JOB_GROUP nvarchar(150) NOT NULL,
      DESCRIPTION nvarchar(250) NULL,
      NEXT_FIRE_TIME bigint NULL,
      PREV_FIRE_TIME bigint NULL,
      PRIORITY int NULL,
      TRIGGER_STATE nvarchar(16) NOT NULL,
      TRIGGER_TYPE nvarchar(8) NOT NULL,
      START_TIME bigint NOT NULL,
      END_TIME bigint NULL,
      CALENDAR_NAME nvarchar(200) NULL,
      MISFIRE_INSTR int NULL,
      MISFIRE_ORIG_FIRE_TIME bigint NULL,
      EXECUTION_GROUP nvarchar(200) NULL,
      PREFERRED_NODE nvarchar(200) NULL,
      PREFERRED_NODE_AUTO bit NOT NULL DEFAULT 0,
      RETRY_POLICY nvarchar(250) NULL,
      RETRY_ATTEMPT int NULL,
      CONTINUES_TRIGGER_NAME nvarchar(150) NULL,
      CONTINUES_TRIGGER_GROUP nvarchar(150) NULL,
      CONTINUATION_CONDITION int NULL,
      OVERLAP_POLICY int NULL,
      PAUSE_REASON nvarchar(250) NULL,
      PAUSED_BY nvarchar(200) NULL,
      PAUSED_AT bigint NULL,
      MISFIRE_THRESHOLD bigint NULL,
      FIXED_DELAY bit NULL,
      JOB_DATA varbinary(max) NULL,
      CONSTRAINT PK_QRTZ_TRIGGERS PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP),
      CONSTRAINT FK_QRTZ_TRIGGERS_QRTZ_JOB_DETAILS FOREIGN KEY (SCHED_NAME,JOB_NAME,JOB_GROUP) REFERENCES QRTZ_JOB_DETAILS (SCHED_NAME,JOB_NAME,JOB_GROUP)
    );
    CREATE TABLE QRTZ_SIMPLE_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      REPEAT_COUNT int NOT NULL,
      REPEAT_INTERVAL bigint NOT NULL,
      TIMES_TRIGGERED int NOT NULL,
      CONSTRAINT PK_QRTZ_SIMPLE_TRIGGERS PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP),
      CONSTRAINT FK_QRTZ_SIMPLE_TRIGGERS_QRTZ_TRIGGERS FOREIGN KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) REFERENCES QRTZ_TRIGGERS (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) ON DELETE CASCADE
    );
    CREATE TABLE QRTZ_CRON_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      CRON_EXPRESSION nvarchar(120) NOT NULL,
      TIME_ZONE_ID nvarchar(80),
      CONSTRAINT PK_QRTZ_CRON_TRIGGERS PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP),
      CONSTRAINT FK_QRTZ_CRON_TRIGGERS_QRTZ_TRIGGERS FOREIGN KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) REFERENCES QRTZ_TRIGGERS (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) ON DELETE CASCADE
    );
    CREATE TABLE QRTZ_SIMPROP_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      STR_PROP_1 nvarchar(512) NULL,
      STR_PROP_2 nvarchar(512) NULL,
      STR_PROP_3 nvarchar(512) NULL,
      INT_PROP_1 int NULL,
      INT_PROP_2 int NULL,
      LONG_PROP_1 bigint NULL,
      LONG_PROP_2 bigint NULL,
      DEC_PROP_1 numeric(13,4) NULL,
      DEC_PROP_2 numeric(13,4) NULL,
      BOOL_PROP_1 bit NULL,
      BOOL_PROP_2 bit NULL,
      TIME_ZONE_ID nvarchar(80) NULL,
      CONSTRAINT PK_QRTZ_SIMPROP_TRIGGERS PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP),
      CONSTRAINT FK_QRTZ_SIMPROP_TRIGGERS_QRTZ_TRIGGERS FOREIGN KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) REFERENCES QRTZ_TRIGGERS (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP) ON DELETE CASCADE
    );
    CREATE TABLE QRTZ_BLOB_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      BLOB_DATA varbinary(max) NULL,
      CONSTRAINT PK_QRTZ_BLOB_TRIGGERS PRIMARY KEY (SCHED_NAME,TRIGGER_NAME,TRIGGER_GROUP)
    );
    CREATE TABLE QRTZ_CALENDARS (
      SCHED_NAME nvarchar(120) NOT NULL,
      CALENDAR_NAME nvarchar(200) NOT NULL,
      CALENDAR varbinary(max) NOT NULL,
      CONSTRAINT PK_QRTZ_CALENDARS PRIMARY KEY (SCHED_NAME,CALENDAR_NAME)
    );
    CREATE TABLE QRTZ_PAUSED_TRIGGER_GRPS (
      SCHED_NAME nvarchar(120) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      PAUSE_REASON nvarchar(250) NULL,
      PAUSED_BY nvarchar(200) NULL,
      PAUSED_AT bigint NULL,
      CONSTRAINT PK_QRTZ_PAUSED_TRIGGER_GRPS PRIMARY KEY (SCHED_NAME,TRIGGER_GROUP)
    );
    CREATE TABLE QRTZ_PAUSED_JOB_GRPS (
      SCHED_NAME nvarchar(120) NOT NULL,
      JOB_GROUP nvarchar(150) NOT NULL,
      PAUSE_REASON nvarchar(250) NULL,
      PAUSED_BY nvarchar(200) NULL,
      PAUSED_AT bigint NULL,
      CONSTRAINT PK_QRTZ_PAUSED_JOB_GRPS PRIMARY KEY (SCHED_NAME,JOB_GROUP)
    );
    CREATE TABLE QRTZ_FIRED_TRIGGERS (
      SCHED_NAME nvarchar(120) NOT NULL,
      ENTRY_ID nvarchar(140) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      INSTANCE_NAME nvarchar(200) NOT NULL,
      FIRED_TIME bigint NOT NULL,
      SCHED_TIME bigint NOT NULL,
      PRIORITY int NOT NULL,
      STATE nvarchar(16) NOT NULL,
      JOB_NAME nvarchar(150) NULL,
      JOB_GROUP nvarchar(150) NULL,
      IS_NONCONCURRENT bit NULL,
      REQUESTS_RECOVERY bit NULL,
      EXECUTION_GROUP nvarchar(200) NULL,
      PROGRESS int NULL,
      PROGRESS_MESSAGE nvarchar(250) NULL,
      INTERRUPT_REQUESTED_TIME bigint NULL,
      CONSTRAINT PK_QRTZ_FIRED_TRIGGERS PRIMARY KEY (SCHED_NAME,ENTRY_ID)
    );
    CREATE TABLE QRTZ_SCHEDULER_STATE (
      SCHED_NAME nvarchar(120) NOT NULL,
      INSTANCE_NAME nvarchar(200) NOT NULL,
      LAST_CHECKIN_TIME bigint NOT NULL,
      CHECKIN_INTERVAL bigint NOT NULL,
      QUARTZ_VERSION nvarchar(20) NULL,
      CONSTRAINT PK_QRTZ_SCHEDULER_STATE PRIMARY KEY (SCHED_NAME,INSTANCE_NAME)
    );
    CREATE TABLE QRTZ_LOCKS (
      SCHED_NAME nvarchar(120) NOT NULL,
      LOCK_NAME nvarchar(40) NOT NULL,
      CONSTRAINT PK_QRTZ_LOCKS PRIMARY KEY (SCHED_NAME,LOCK_NAME)
    );
    CREATE TABLE QRTZ_EXECUTION_HISTORY (
      SCHED_NAME nvarchar(120) NOT NULL,
      ENTRY_ID nvarchar(140) NOT NULL,
      INSTANCE_NAME nvarchar(200) NOT NULL,
      JOB_NAME nvarchar(150) NOT NULL,
      JOB_GROUP nvarchar(150) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      FIRED_TIME bigint NOT NULL,
      RUN_TIME bigint NOT NULL,
      SUCCEEDED bit NOT NULL,
      ERROR_MESSAGE nvarchar(1000) NULL,
      RETRY_ATTEMPT int NOT NULL DEFAULT 0,
      RETRY_SCHEDULED bit NOT NULL DEFAULT 0,
      EXECUTION_LOG nvarchar(max) NULL,
      RESULT int NULL,
      SUMMARY nvarchar(1000) NULL,
      METRICS nvarchar(max) NULL,
      MANUAL bit NULL,
      FIRE_INSTANCE_ID nvarchar(140) NULL,
      JOB_INPUT nvarchar(max) NULL,
      JOB_INPUT_TOO_LARGE bit NULL,
      CONSTRAINT PK_QRTZ_EXECUTION_HISTORY PRIMARY KEY (SCHED_NAME,ENTRY_ID)
    );
    CREATE TABLE QRTZ_MISFIRE_HISTORY (
      SCHED_NAME nvarchar(120) NOT NULL,
      ENTRY_ID nvarchar(140) NOT NULL,
      INSTANCE_NAME nvarchar(200) NOT NULL,
      TRIGGER_NAME nvarchar(150) NOT NULL,
      TRIGGER_GROUP nvarchar(150) NOT NULL,
      JOB_NAME nvarchar(150) NULL,
      JOB_GROUP nvarchar(150) NULL,
      MISFIRE_TIME bigint NOT NULL,
      SCHED_TIME bigint NULL,
      REASON int NULL,
      CONSTRAINT PK_QRTZ_MISFIRE_HISTORY PRIMARY KEY (SCHED_NAME,ENTRY_ID)
    );
    CREATE TABLE QRTZ_JOB_STATUS (
      SCHED_NAME nvarchar(120) NOT NULL,
      JOB_GROUP nvarchar(150) NOT NULL,
      JOB_NAME nvarchar(150) NOT NULL,
      FIRST_FIRED_TIME bigint NOT NULL,
      LAST_FIRED_TIME bigint NOT NULL,
      LAST_RESULT int NOT NULL,
      LAST_RUN_TIME bigint NOT NULL,
      LAST_INSTANCE_NAME nvarchar(200) NOT NULL,
      LAST_ENTRY_ID nvarchar(140) NULL,
      LAST_SUMMARY nvarchar(1000) NULL,
      LAST_SUCCESS_TIME bigint NULL,
      LAST_FAILURE_TIME bigint NULL,
      LAST_FAILURE_MESSAGE nvarchar(1000) NULL,
      CONSECUTIVE_FAILURES int NOT NULL DEFAULT 0,
      RUN_COUNT bigint NOT NULL DEFAULT 0,
      FAILURE_COUNT bigint NOT NULL DEFAULT 0,
      CONSTRAINT PK_QRTZ_JOB_STATUS PRIMARY KEY (SCHED_NAME,JOB_GROUP,JOB_NAME)
    );
    CREATE INDEX IDX_QRTZ_J_G_N ON QRTZ_JOB_DETAILS(SCHED_NAME, JOB_GROUP, JOB_NAME);
    CREATE INDEX IDX_QRTZ_T_J ON QRTZ_TRIGGERS(SCHED_NAME, JOB_NAME, JOB_GROUP);
    CREATE INDEX IDX_QRTZ_T_G_N ON QRTZ_TRIGGERS(SCHED_NAME, TRIGGER_GROUP, TRIGGER_NAME);
    CREATE INDEX IDX_QRTZ_T_C ON QRTZ_TRIGGERS(SCHED_NAME, CALENDAR_NAME);
    CREATE INDEX IDX_QRTZ_T_NFT_ST ON QRTZ_TRIGGERS(SCHED_NAME, TRIGGER_STATE, NEXT_FIRE_TIME ASC, PRIORITY DESC, MISFIRE_INSTR);
    CREATE INDEX IDX_QRTZ_FT_INST_JOB_REQ_RCVRY ON QRTZ_FIRED_TRIGGERS(SCHED_NAME, INSTANCE_NAME, REQUESTS_RECOVERY);
    CREATE INDEX IDX_QRTZ_FT_J_G ON QRTZ_FIRED_TRIGGERS(SCHED_NAME, JOB_NAME, JOB_GROUP);
    CREATE INDEX IDX_QRTZ_FT_T_G ON QRTZ_FIRED_TRIGGERS(SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP);
    CREATE INDEX IDX_QRTZ_EH_FIRED_TIME ON QRTZ_EXECUTION_HISTORY(SCHED_NAME, FIRED_TIME);
    CREATE INDEX IDX_QRTZ_EH_INST ON QRTZ_EXECUTION_HISTORY(SCHED_NAME, INSTANCE_NAME);
    CREATE INDEX IDX_QRTZ_MH_MISFIRE_TIME ON QRTZ_MISFIRE_HISTORY(SCHED_NAME, MISFIRE_TIME);
    CREATE INDEX IDX_QRTZ_MH_INST ON QRTZ_MISFIRE_HISTORY(SCHED_NAME, INSTANCE_NAME);
    CREATE INDEX IDX_QRTZ_EH_JOB_TIME ON QRTZ_EXECUTION_HISTORY(SCHED_NAME, JOB_GROUP, JOB_NAME, FIRED_TIME);
    CREATE INDEX IDX_QRTZ_EH_FIRE_INST ON QRTZ_EXECUTION_HISTORY(SCHED_NAME, FIRE_INSTANCE_ID);
    CREATE INDEX IDX_QRTZ_EH_TRIG_TIME ON QRTZ_EXECUTION_HISTORY(SCHED_NAME, TRIGGER_GROUP, TRIGGER_NAME, FIRED_TIME);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123023644_Jobs'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123023644_Jobs', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123030022_Budgets'
)
BEGIN
    CREATE TABLE [Budgets] (
        [Id] int NOT NULL,
        [ProjectId] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Dimension] tinyint NULL,
        [TagKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
        [Value] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AmountNanoUsd] bigint NOT NULL,
        [Period] tinyint NOT NULL,
        [Thresholds] nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [CarriesOver] bit NOT NULL,
        [SinceDay] int NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_Budgets] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123030022_Budgets'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Budgets_ProjectId_NameKey] ON [Budgets] ([ProjectId], [NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123030022_Budgets'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123030022_Budgets', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123031001_AlertRules'
)
BEGIN
    CREATE TABLE [AlertRules] (
        [Id] int NOT NULL,
        [ProjectId] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [NameKey] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [SinceNanos] bigint NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_AlertRules] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123031001_AlertRules'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AlertRules_ProjectId_NameKey] ON [AlertRules] ([ProjectId], [NameKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123031001_AlertRules'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123031001_AlertRules', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE TABLE [DeliveryAttempts] (
        [MessageId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [At] bigint NOT NULL,
        [Outcome] tinyint NOT NULL,
        [Detail] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Nanoseconds] bigint NULL,
        CONSTRAINT [PK_DeliveryAttempts] PRIMARY KEY ([MessageId], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE TABLE [DeliveryMessages] (
        [Id] uniqueidentifier NOT NULL,
        [ProjectId] int NOT NULL,
        [RouteId] int NOT NULL,
        [Recipient] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Form] tinyint NOT NULL,
        [Group] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [State] tinyint NOT NULL,
        [PlannedAt] bigint NOT NULL,
        [TieBreak] bigint NOT NULL,
        [DueAt] bigint NOT NULL,
        [LeaseUntil] bigint NOT NULL,
        [Node] uniqueidentifier NULL,
        [Notices] int NOT NULL,
        [Attempts] int NOT NULL,
        [Tries] int NOT NULL,
        [EndedAt] bigint NULL,
        [LastError] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
        CONSTRAINT [PK_DeliveryMessages] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE TABLE [DeliveryNotices] (
        [MessageId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [RouteId] int NOT NULL,
        [Recipient] nvarchar(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [ChangeKey] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Content] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_DeliveryNotices] PRIMARY KEY ([MessageId], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE TABLE [DeliveryRoutes] (
        [Id] int NOT NULL,
        [ProjectId] int NOT NULL,
        [Name] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Settings] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] int NOT NULL,
        CONSTRAINT [PK_DeliveryRoutes] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE INDEX [IX_DeliveryMessages_ProjectId_PlannedAt] ON [DeliveryMessages] ([ProjectId], [PlannedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE UNIQUE INDEX [IX_DeliveryMessages_RouteId_Recipient_Group] ON [DeliveryMessages] ([RouteId], [Recipient], [Group]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE INDEX [IX_DeliveryMessages_State_DueAt] ON [DeliveryMessages] ([State], [DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE UNIQUE INDEX [IX_DeliveryNotices_RouteId_Recipient_ChangeKey] ON [DeliveryNotices] ([RouteId], [Recipient], [ChangeKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    CREATE INDEX [IX_DeliveryRoutes_ProjectId] ON [DeliveryRoutes] ([ProjectId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123034535_Delivery'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123034535_Delivery', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    ALTER TABLE [DeliveryMessages] ADD [DismissedAt] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    ALTER TABLE [DeliveryMessages] ADD [DismissedBy] nvarchar(254) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    ALTER TABLE [DeliveryMessages] ADD [DismissedWhy] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    CREATE TABLE [SourceHours] (
        [ProjectId] int NOT NULL,
        [HourNanos] bigint NOT NULL,
        [Door] tinyint NOT NULL,
        [Client] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Requests] bigint NOT NULL,
        [Spans] bigint NOT NULL,
        [Calls] bigint NOT NULL,
        [Unpriced] bigint NOT NULL,
        [WithoutCustomer] bigint NOT NULL,
        [WithoutFeature] bigint NOT NULL,
        [Rejected] bigint NOT NULL,
        [Unreadable] bigint NOT NULL,
        [Late] bigint NOT NULL,
        [LatestNanos] bigint NOT NULL,
        [Ahead] bigint NOT NULL,
        [FurthestAheadNanos] bigint NOT NULL,
        [LastNanos] bigint NOT NULL,
        CONSTRAINT [PK_SourceHours] PRIMARY KEY ([ProjectId], [HourNanos], [Door], [Client], [Version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    CREATE TABLE [SourceRejections] (
        [Id] uniqueidentifier NOT NULL,
        [ProjectId] int NOT NULL,
        [At] bigint NOT NULL,
        [Door] tinyint NOT NULL,
        [Client] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Version] nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Span] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Reason] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Field] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Remedy] nvarchar(500) COLLATE Latin1_General_100_BIN2 NOT NULL,
        CONSTRAINT [PK_SourceRejections] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    CREATE INDEX [IX_SourceRejections_ProjectId_At] ON [SourceRejections] ([ProjectId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123055625_SourcesAndDismissals'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123055625_SourcesAndDismissals', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123095705_IgnoredRecords'
)
BEGIN
    ALTER TABLE [SourceHours] ADD [Ignored] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123095705_IgnoredRecords'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123095705_IgnoredRecords', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101243_RouteHoursAndKeyRights'
)
BEGIN
    ALTER TABLE [ApiKeys] ADD [MayChangeRules] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101243_RouteHoursAndKeyRights'
)
BEGIN
    CREATE INDEX [IX_DeliveryMessages_RouteId_EndedAt] ON [DeliveryMessages] ([RouteId], [EndedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101243_RouteHoursAndKeyRights'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123101243_RouteHoursAndKeyRights', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE TABLE [Annotations] (
        [ProjectId] int NOT NULL,
        [Number] bigint NOT NULL,
        [Id] nvarchar(800) COLLATE Latin1_General_100_BIN2 NULL,
        [TraceId] binary(16) NOT NULL,
        [SpanId] bigint NULL,
        [Name] nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Kind] tinyint NOT NULL,
        [Value] float NULL,
        [Text] nvarchar(500) COLLATE Latin1_General_100_BIN2 NULL,
        [Comment] nvarchar(4000) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [Source] nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [AtNanos] bigint NOT NULL,
        CONSTRAINT [PK_Annotations] PRIMARY KEY ([ProjectId], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE TABLE [LangfuseEvents] (
        [ProjectId] int NOT NULL,
        [Entity] bigint NOT NULL,
        [Id] bigint NOT NULL,
        [Trace] bigint NULL,
        [FirstNanos] bigint NOT NULL,
        [LastNanos] bigint NOT NULL,
        [ArrivedNanos] bigint NOT NULL,
        [UnsettledNanos] bigint NULL,
        [Json] varbinary(max) NOT NULL,
        CONSTRAINT [PK_LangfuseEvents] PRIMARY KEY ([ProjectId], [Entity], [Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE INDEX [IX_Annotations_ProjectId_TraceId_AtNanos] ON [Annotations] ([ProjectId], [TraceId], [AtNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE INDEX [IX_LangfuseEvents_ArrivedNanos] ON [LangfuseEvents] ([ArrivedNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE INDEX [IX_LangfuseEvents_ProjectId_Trace_FirstNanos] ON [LangfuseEvents] ([ProjectId], [Trace], [FirstNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    CREATE INDEX [IX_LangfuseEvents_ProjectId_Trace_LastNanos] ON [LangfuseEvents] ([ProjectId], [Trace], [LastNanos]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_LangfuseEvents_UnsettledNanos] ON [LangfuseEvents] ([UnsettledNanos]) WHERE "UnsettledNanos" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261123101923_LangfuseEventsAndAnnotations'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261123101923_LangfuseEventsAndAnnotations', N'10.0.14');
END;

COMMIT;
GO

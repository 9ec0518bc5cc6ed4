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

-- Columnstore for history. Optional; it pays where a single question reads tens of millions of spend rows or spans (see SIZING.md).
--
-- The design: the tables stay row stores, because commits look rows up by key and change them; beside each stands a nonclustered columnstore
-- that the optimizer takes for large scans. COMPRESSION_DELAY keeps what still changes (late spans, open minutes) in its row-store part for
-- two days, so that commits do not pay for compressing rows that are about to change; what is older is compressed in the background.
--
-- Run it after partitioning.sql where that is used: an index without a place of its own follows its table's partitions, and a day's
-- row groups then belong to that day. Names of the schema stand in square brackets, names of this script do not.

IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'CX_SpendQuarters')
    CREATE NONCLUSTERED COLUMNSTORE INDEX CX_SpendQuarters ON [SpendQuarters] (
        [ProjectId], [Bucket], [SeriesId], [CostNanoUsd], [Calls], [UnpricedCalls], [InputTokens], [CacheReadTokens], [CacheWrite5mTokens],
        [CacheWrite1hTokens], [OutputTokens], [ReasoningTokens], [Spans], [Errors], [Traces])
    WITH (COMPRESSION_DELAY = 2880);
GO

-- For questions to spans themselves that no total answers, asked with SQL: who called which model from where, over a year.
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = N'CX_Spans')
    CREATE NONCLUSTERED COLUMNSTORE INDEX CX_Spans ON [Spans] (
        [TraceNumber], [ProjectId], [StartNanos], [EndNanos], [Kind], [IsError], [ApiKeyId], [InputTokens], [CacheReadTokens], [CacheWrite5mTokens],
        [CacheWrite1hTokens], [OutputTokens], [ReasoningTokens], [PriceState], [OwnNanoUsd], [TimeToFirstToken], [SeriesId], [ChargeRole],
        [ChargedNanoUsd])
    WITH (COMPRESSION_DELAY = 2880);
GO

-- Days that are closed can be compressed harder, at the price of slower reading: once, partition by partition, for what is asked rarely.
-- ALTER INDEX CX_Spans ON Spans REBUILD PARTITION = 17 WITH (DATA_COMPRESSION = COLUMNSTORE_ARCHIVE);

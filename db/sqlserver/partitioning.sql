-- Partitions the large tables by day. Optional: the product runs the same without it. It pays from about 100 million spans on (see SIZING.md).
-- Run it once, in a quiet hour, on a database whose schema is up to date, and then call KeepPartitions every day (SQL Server Agent, an
-- elastic job, or any scheduler): it makes the coming days' partitions before they are needed.
--
-- Times are nanoseconds since 1970-01-01, and the number of a trace is such a time, so one function cuts them all at the beginnings of UTC days:
-- Spans by TraceNumber, spend by Bucket. Traces and Series are not partitioned: a trace is found by its id, which is unique over all days.
--
-- Names of the schema stand in square brackets, names of this script do not.

IF NOT EXISTS (SELECT 1 FROM sys.partition_functions WHERE name = N'PF_Nanos')
BEGIN
    -- One boundary to begin with; KeepPartitions adds the others. RIGHT: a day begins with its boundary.
    DECLARE @today bigint = CAST(DATEDIFF(DAY, '19700101', SYSUTCDATETIME()) AS bigint) * 86400000000000;
    DECLARE @create nvarchar(max) = N'CREATE PARTITION FUNCTION PF_Nanos (bigint) AS RANGE RIGHT FOR VALUES (' + CAST(@today AS nvarchar(20)) + N');';
    EXEC sys.sp_executesql @create;
    CREATE PARTITION SCHEME PS_Nanos AS PARTITION PF_Nanos ALL TO ("PRIMARY");
END;
GO

-- Makes the boundaries of the days from @from to @daysAhead days from now. Splitting an empty partition is a change of metadata only,
-- so it has to happen before the day begins.
CREATE OR ALTER PROCEDURE dbo.KeepPartitions @from date = NULL, @daysAhead int = 14
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @day date = COALESCE(@from, CAST(SYSUTCDATETIME() AS date));
    DECLARE @last date = DATEADD(DAY, @daysAhead, CAST(SYSUTCDATETIME() AS date));
    WHILE @day <= @last
    BEGIN
        DECLARE @boundary bigint = CAST(DATEDIFF(DAY, '19700101', @day) AS bigint) * 86400000000000;
        IF NOT EXISTS (
            SELECT 1
            FROM sys.partition_range_values AS v
            INNER JOIN sys.partition_functions AS f ON f.function_id = v.function_id
            WHERE f.name = N'PF_Nanos' AND CAST(v.value AS bigint) = @boundary)
        BEGIN
            ALTER PARTITION SCHEME PS_Nanos NEXT USED "PRIMARY";
            ALTER PARTITION FUNCTION PF_Nanos() SPLIT RANGE (@boundary);
        END;

        SET @day = DATEADD(DAY, 1, @day);
    END;
END;
GO

-- Days that hold spans already get their boundaries before the tables are moved, so that nothing has to be split afterwards.
DECLARE @first date = (SELECT DATEADD(DAY, CAST(MIN([Number]) / 86400000000000 AS int), '19700101') FROM [Traces]);
EXEC dbo.KeepPartitions @from = @first;
GO

-- The tables move onto the scheme by building their keys anew. Pages are compressed: rows of spans shrink to about a half.
CREATE UNIQUE CLUSTERED INDEX [PK_Spans] ON [Spans] ([TraceNumber], [SpanId])
    WITH (DROP_EXISTING = ON, DATA_COMPRESSION = PAGE) ON PS_Nanos ([TraceNumber]);
GO

-- Aligned: a partition can be split, rebuilt or compressed by itself only if every index of the table is cut the same way.
CREATE NONCLUSTERED INDEX [IX_Spans_Charged] ON [Spans] ([ProjectId], [StartNanos]) WHERE [ChargedNanoUsd] IS NOT NULL
    WITH (DROP_EXISTING = ON, DATA_COMPRESSION = PAGE) ON PS_Nanos ([TraceNumber]);
GO

-- [IX_Spans_Response] and [IX_Spans_Likeness] stay whole: every commit looks calls up in them by a key that knows no day, and would have to
-- look into each partition.

CREATE UNIQUE CLUSTERED INDEX [PK_SpendMinutes] ON [SpendMinutes] ([ProjectId], [Bucket], [SeriesId])
    WITH (DROP_EXISTING = ON, DATA_COMPRESSION = PAGE) ON PS_Nanos ([Bucket]);
GO

CREATE UNIQUE CLUSTERED INDEX [PK_SpendQuarters] ON [SpendQuarters] ([ProjectId], [Bucket], [SeriesId])
    WITH (DROP_EXISTING = ON, DATA_COMPRESSION = PAGE) ON PS_Nanos ([Bucket]);
GO

-- Locks escalate to a day, not to the whole table.
ALTER TABLE [Spans] SET (LOCK_ESCALATION = AUTO);
ALTER TABLE [SpendMinutes] SET (LOCK_ESCALATION = AUTO);
ALTER TABLE [SpendQuarters] SET (LOCK_ESCALATION = AUTO);
GO

-- Nothing here drops a day, on purpose: the ledger is proved from the spans minute by minute, and questions about the edges of a period are
-- answered from minutes. A day without its spans or its minutes would no longer tie out.

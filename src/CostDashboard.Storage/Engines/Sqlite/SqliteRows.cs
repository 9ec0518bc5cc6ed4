using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>Rows to and from the statements of <see cref="SqliteText"/>, column by column in their order.</summary>
internal static class SqliteRows
{
    public static void Write(SqliteStatement upsert, SpanRow row)
    {
        upsert
            .Bind(row.TraceNumber)
            .Bind(row.SpanId)
            .Bind(row.ParentId)
            .Bind(row.Name)
            .Bind((long)row.Kind)
            .Bind(row.StartNanos)
            .Bind(row.EndNanos)
            .Bind(row.IsError)
            .Bind(row.Service)
            .Bind(row.ServiceVersion)
            .Bind(row.Customer)
            .Bind(row.Feature)
            .Bind(row.Environment)
            .Bind(row.User)
            .Bind(row.Session)
            .Bind(row.IsWrapperByName)
            .Bind(row.ApiKeyId)
            .Bind(row.Provider)
            .Bind(row.Model)
            .Bind(row.InputTokens)
            .Bind(row.CacheReadTokens)
            .Bind(row.CacheWrite5mTokens)
            .Bind(row.CacheWrite1hTokens)
            .Bind(row.OutputTokens)
            .Bind(row.ReasoningTokens)
            .Bind((long)row.PriceState)
            .Bind(row.OwnNanoUsd)
            .Bind(row.BesideNanoUsd)
            .Bind(row.TimeToFirstToken)
            .Bind(row.Tags)
            .Bind(row.Baggage)
            .Bind(row.ResponseKey)
            .Bind(row.EmitterId)
            .Bind(row.SourceRank)
            .Bind(row.StatesUnits)
            .Bind((long?)row.Finish)
            .Bind(row.IsUnlimited)
            .Bind(row.ProjectId);
        BindCharge(upsert, row)
            .Bind(row.OriginId)
            .Bind(row.PriceId)
            .Bind(row.Details)
            .Bind(row.CalledAs)
            .Run();
    }

    public static void Recharge(SqliteStatement update, SpanRow row) => BindCharge(update, row).Bind(row.TraceNumber).Bind(row.SpanId).Run();

    public static void WriteFinish(SqliteStatement update, SpanRow row) =>
        update.Bind((long?)row.Finish).Bind(row.IsUnlimited).Bind(row.TraceNumber).Bind(row.SpanId).Run();

    public static void Write(SqliteStatement upsert, SpanContentRow row) =>
        upsert.Bind(row.TraceNumber).Bind(row.SpanId).Bind(row.ProjectId).Bind(row.ArrivedNanos).Bind(row.Content).Run();

    public static void Write(SqliteStatement upsert, TraceRow row) => upsert
            .Bind(row.Number)
            .Bind(row.ProjectId)
            .Bind(row.TraceId)
            .Bind(row.Name)
            .Bind(row.SearchName)
            .Bind(row.Service)
            .Bind(row.StartNanos)
            .Bind(row.EndNanos)
            .Bind(row.DurationNanos)
            .Bind(row.ReceivedNanos)
            .Bind(row.Customer)
            .Bind(row.Feature)
            .Bind(row.Environment)
            .Bind(row.User)
            .Bind(row.Session)
            .Bind(row.SessionKey)
            .Bind(row.UserKey)
            .Bind(row.SpanCount)
            .Bind(row.ErrorCount)
            .Bind(row.IsComplete)
            .Bind(row.Calls)
            .Bind(row.UnpricedCalls)
            .Bind(row.PartialCalls)
            .Bind(row.CostNanoUsd)
            .Bind(row.InputTokens)
            .Bind(row.CacheReadTokens)
            .Bind(row.CacheWrite5mTokens)
            .Bind(row.CacheWrite1hTokens)
            .Bind(row.OutputTokens)
            .Bind(row.ReasoningTokens)
            .Bind(row.TotalTokens)
            .Bind(row.Models)
            .Bind(row.AgentSteps)
            .Bind(row.MostToolCalls)
            .Bind(row.DearestNanoUsd)
            .Bind(row.AgentTotals)
            .Run();

    public static void Write(SqliteStatement insert, SpanLinkRow row) => insert
            .Bind(row.TraceNumber)
            .Bind(row.SpanId)
            .Bind(row.LinkedTraceId)
            .Bind(row.LinkedSpanId)
            .Bind(row.ProjectId)
            .Bind((long)row.Sense)
            .Run();

    /// <summary>Writes a series the first time it is seen; the second time its values must be the same.</summary>
    /// <exception cref="InvalidDataException">Another series has this number.</exception>
    public static void Write(SqliteWriter writer, long id, SpendKey series)
    {
        var project = series.Project.Value;
        if (writer.IsKnown(project, id))
        {
            return;
        }

        var ask = writer[SqliteText.SeriesById].Bind(id);
        if (ask.Read())
        {
            var stored = ReadSeries(ask);
            ask.Reset();
            SameContent.Demand(stored, series, id);
        }
        else
        {
            writer[SqliteText.InsertSeries]
                .Bind(id)
                .Bind(project)
                .Bind(series.Environment)
                .Bind(series.Service)
                .Bind(series.Release)
                .Bind(series.Step)
                .Bind((long)series.Kind)
                .Bind(series.Provider)
                .Bind(series.Model)
                .Bind(series.Feature)
                .Bind(series.Customer)
                .Bind(series.ApiKeyId)
                .Bind((long)series.PriceState)
                .Run();
        }

        writer.Know(project, id);
    }

    /// <summary>Writes a shared part the first time it is seen; the second time its content must be the same.</summary>
    /// <exception cref="InvalidDataException">Another part has this number.</exception>
    public static void Write(SqliteWriter writer, int project, long id, byte[] content)
    {
        if (writer.IsKnown(project, KnownIds.OfPart(id)))
        {
            return;
        }

        var ask = writer[SqliteText.SharedPart].Bind(project).Bind(id);
        if (ask.Read())
        {
            var stored = ask.Blob(0).ToArray();
            ask.Reset();
            SameContent.Demand(stored, content, id);
        }
        else
        {
            writer[SqliteText.InsertSharedPart].Bind(project).Bind(id).Bind(content).Run();
        }

        writer.Know(project, KnownIds.OfPart(id));
    }

    public static SpanColumns ReadColumns(SqliteStatement row) => new()
    {
        SpanId = row.Long(0),
        ParentId = row.LongOrNull(1),
        Name = row.Text(2),
        Kind = (OperationKind)row.Int(3),
        StartNanos = row.Long(4),
        EndNanos = row.Long(5),
        IsError = row.Bool(6),
        Service = row.Text(7),
        ServiceVersion = row.TextOrNull(8),
        Customer = row.TextOrNull(9),
        Feature = row.TextOrNull(10),
        Environment = row.TextOrNull(11),
        User = row.TextOrNull(12),
        Session = row.TextOrNull(13),
        IsWrapperByName = row.Bool(14),
        ApiKeyId = row.Int(15),
        Provider = row.Text(16),
        Model = row.Text(17),
        InputTokens = row.Long(18),
        CacheReadTokens = row.Long(19),
        CacheWrite5mTokens = row.Long(20),
        CacheWrite1hTokens = row.Long(21),
        OutputTokens = row.Long(22),
        ReasoningTokens = row.Long(23),
        PriceState = (PriceState)row.Int(24),
        OwnNanoUsd = row.Long(25),
        TimeToFirstToken = row.LongOrNull(26),
        Tags = row.TextOrNull(27),
        Baggage = row.TextOrNull(28),
        BesideNanoUsd = row.LongOrNull(29),
        ResponseKey = row.LongOrNull(30),
        EmitterId = row.Int(31),
        SourceRank = (byte)row.Int(32),
        StatesUnits = row.Bool(33),
        ChargedTraceId = row.IsNull(34) ? null : row.Blob(34).ToArray(),
        ChargedSpanId = row.LongOrNull(35),
        TraceNumber = row.Long(36),
        CalledAs = row.TextOrNull(37),
        Finish = (FinishReason?)row.LongOrNull(38),
        IsUnlimited = row.Bool(39),
    };

    private static SpendKey ReadSeries(SqliteStatement row) => new(
        new(row.Int(0)),
        row.Text(1),
        row.Text(2),
        row.Text(3),
        row.Text(4),
        (OperationKind)row.Int(5),
        row.Text(6),
        row.Text(7),
        row.Text(8),
        row.Text(9),
        row.Int(10),
        (PriceState)row.Int(11));

    private static SqliteStatement BindCharge(SqliteStatement statement, SpanRow row) => statement
        .Bind(row.SeriesId)
        .Bind((long)row.ChargeRole)
        .Bind(row.ChargeLikeness)
        .Bind(row.ChargedTraceId)
        .Bind(row.ChargedSpanId)
        .Bind(row.ChargedNanoUsd)
        .Bind(row.ChargedUser)
        .Bind(row.ChargedTags)
        .Bind(row.ChargedInputTokens)
        .Bind(row.ChargedCacheReadTokens)
        .Bind(row.ChargedCacheWrite5mTokens)
        .Bind(row.ChargedCacheWrite1hTokens)
        .Bind(row.ChargedOutputTokens)
        .Bind(row.ChargedReasoningTokens)
        .Bind(row.ChargedOutcome);
}

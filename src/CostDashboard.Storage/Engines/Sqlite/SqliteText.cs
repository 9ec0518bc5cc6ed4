namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>The writer's statements. Parameters are bound by position, in the order in which the columns stand here.</summary>
internal static class SqliteText
{
    public const string Setting = "SELECT Value FROM Settings WHERE Name = ?";

    public const string TraceNumber = "SELECT Number, ReceivedNanos FROM Traces WHERE ProjectId = ? AND TraceId = ?";

    public const string IsNumberTaken = "SELECT 1 FROM Traces WHERE Number = ?";

    private const string FactColumns = """
        SpanId, ParentId, Name, Kind, StartNanos, EndNanos, IsError, Service, ServiceVersion, Customer, Feature, Environment, "User",
            Session, IsWrapperByName, ApiKeyId, Provider, Model, InputTokens, CacheReadTokens, CacheWrite5mTokens, CacheWrite1hTokens,
            OutputTokens, ReasoningTokens, PriceState, OwnNanoUsd, TimeToFirstToken, Tags, Baggage, BesideNanoUsd, ResponseKey,
            EmitterId, SourceRank, StatesUnits, ChargedTraceId, ChargedSpanId, TraceNumber, CalledAs, Finish, IsUnlimited
        """;

    public const string SpansOfTrace = "SELECT " + FactColumns + " FROM Spans WHERE TraceNumber = ?";

    // Reading ends where enough is read. A bound LIMIT would make SQLite plan the statement anew for each value that is bound.
    public const string ClaimsOfResponse =
        "SELECT " + FactColumns + " FROM Spans WHERE ProjectId = ? AND ResponseKey = ? AND ChargeRole IN (1, 4)";

    public const string ClaimsOfLikeness =
        "SELECT " + FactColumns + " FROM Spans WHERE ProjectId = ? AND ChargeLikeness = ? AND StartNanos >= ? AND StartNanos < ?";

    public const string TraceOfNumber = "SELECT TraceId FROM Traces WHERE Number = ?";

    public const string UpsertSpan = """
        INSERT INTO Spans (TraceNumber, SpanId, ParentId, Name, Kind, StartNanos, EndNanos, IsError, Service, ServiceVersion, Customer, Feature,
            Environment, "User", Session, IsWrapperByName, ApiKeyId, Provider, Model, InputTokens, CacheReadTokens, CacheWrite5mTokens,
            CacheWrite1hTokens, OutputTokens, ReasoningTokens, PriceState, OwnNanoUsd, BesideNanoUsd, TimeToFirstToken, Tags, Baggage,
            ResponseKey, EmitterId, SourceRank, StatesUnits, Finish, IsUnlimited, ProjectId, SeriesId, ChargeRole, ChargeLikeness, ChargedTraceId, ChargedSpanId, ChargedNanoUsd,
            ChargedUser, ChargedTags, ChargedInputTokens, ChargedCacheReadTokens, ChargedCacheWrite5mTokens, ChargedCacheWrite1hTokens,
            ChargedOutputTokens, ChargedReasoningTokens, ChargedOutcome, OriginId, PriceId, Details, CalledAs)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (TraceNumber, SpanId) DO UPDATE SET
            ParentId = excluded.ParentId, Name = excluded.Name, Kind = excluded.Kind, StartNanos = excluded.StartNanos,
            EndNanos = excluded.EndNanos, IsError = excluded.IsError, Service = excluded.Service, ServiceVersion = excluded.ServiceVersion,
            Customer = excluded.Customer, Feature = excluded.Feature, Environment = excluded.Environment, "User" = excluded."User",
            Session = excluded.Session, IsWrapperByName = excluded.IsWrapperByName, ApiKeyId = excluded.ApiKeyId,
            Provider = excluded.Provider, Model = excluded.Model, InputTokens = excluded.InputTokens,
            CacheReadTokens = excluded.CacheReadTokens, CacheWrite5mTokens = excluded.CacheWrite5mTokens,
            CacheWrite1hTokens = excluded.CacheWrite1hTokens, OutputTokens = excluded.OutputTokens,
            ReasoningTokens = excluded.ReasoningTokens, PriceState = excluded.PriceState, OwnNanoUsd = excluded.OwnNanoUsd,
            BesideNanoUsd = excluded.BesideNanoUsd, TimeToFirstToken = excluded.TimeToFirstToken, Tags = excluded.Tags, Baggage = excluded.Baggage, ResponseKey = excluded.ResponseKey,
            EmitterId = excluded.EmitterId, SourceRank = excluded.SourceRank, StatesUnits = excluded.StatesUnits, Finish = excluded.Finish, IsUnlimited = excluded.IsUnlimited, ProjectId = excluded.ProjectId, SeriesId = excluded.SeriesId,
            ChargeRole = excluded.ChargeRole, ChargeLikeness = excluded.ChargeLikeness, ChargedTraceId = excluded.ChargedTraceId,
            ChargedSpanId = excluded.ChargedSpanId, ChargedNanoUsd = excluded.ChargedNanoUsd, ChargedUser = excluded.ChargedUser,
            ChargedTags = excluded.ChargedTags, ChargedInputTokens = excluded.ChargedInputTokens,
            ChargedCacheReadTokens = excluded.ChargedCacheReadTokens, ChargedCacheWrite5mTokens = excluded.ChargedCacheWrite5mTokens,
            ChargedCacheWrite1hTokens = excluded.ChargedCacheWrite1hTokens, ChargedOutputTokens = excluded.ChargedOutputTokens,
            ChargedReasoningTokens = excluded.ChargedReasoningTokens, ChargedOutcome = excluded.ChargedOutcome, OriginId = excluded.OriginId, PriceId = excluded.PriceId, Details = excluded.Details,
            CalledAs = excluded.CalledAs
        """;

    public const string UpsertContent = """
        INSERT INTO SpanContents (TraceNumber, SpanId, ProjectId, ArrivedNanos, Content) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (TraceNumber, SpanId) DO UPDATE SET ProjectId = excluded.ProjectId, ArrivedNanos = excluded.ArrivedNanos, Content = excluded.Content
        """;

    public const string RechargeSpan = """
        UPDATE Spans SET
            SeriesId = ?, ChargeRole = ?, ChargeLikeness = ?, ChargedTraceId = ?, ChargedSpanId = ?, ChargedNanoUsd = ?, ChargedUser = ?, ChargedTags = ?, ChargedInputTokens = ?,
            ChargedCacheReadTokens = ?, ChargedCacheWrite5mTokens = ?, ChargedCacheWrite1hTokens = ?, ChargedOutputTokens = ?,
            ChargedReasoningTokens = ?, ChargedOutcome = ?
        WHERE TraceNumber = ? AND SpanId = ?
        """;

    public const string FinishSpan = "UPDATE Spans SET Finish = ?, IsUnlimited = ? WHERE TraceNumber = ? AND SpanId = ?";

    public const string DeleteLinks = "DELETE FROM SpanLinks WHERE TraceNumber = ? AND SpanId = ?";

    public const string InsertLink =
        "INSERT INTO SpanLinks (TraceNumber, SpanId, LinkedTraceId, LinkedSpanId, ProjectId, Sense) VALUES (?, ?, ?, ?, ?, ?)";

    public const string UpsertTrace = """
        INSERT INTO Traces (Number, ProjectId, TraceId, Name, SearchName, Service, StartNanos, EndNanos, DurationNanos, ReceivedNanos, Customer, Feature, Environment,
            "User", Session, SessionKey, UserKey, SpanCount, ErrorCount, IsComplete, Calls, UnpricedCalls, PartialCalls, CostNanoUsd, InputTokens, CacheReadTokens,
            CacheWrite5mTokens, CacheWrite1hTokens, OutputTokens, ReasoningTokens, TotalTokens, Models, AgentSteps, MostToolCalls,
            DearestNanoUsd, AgentTotals)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (Number) DO UPDATE SET
            ProjectId = excluded.ProjectId, TraceId = excluded.TraceId, Name = excluded.Name, SearchName = excluded.SearchName,
            Service = excluded.Service, StartNanos = excluded.StartNanos, EndNanos = excluded.EndNanos,
            DurationNanos = excluded.DurationNanos, ReceivedNanos = excluded.ReceivedNanos, Customer = excluded.Customer, Feature = excluded.Feature,
            Environment = excluded.Environment, "User" = excluded."User", Session = excluded.Session, SessionKey = excluded.SessionKey, UserKey = excluded.UserKey, SpanCount = excluded.SpanCount,
            ErrorCount = excluded.ErrorCount, IsComplete = excluded.IsComplete, Calls = excluded.Calls,
            UnpricedCalls = excluded.UnpricedCalls, PartialCalls = excluded.PartialCalls, CostNanoUsd = excluded.CostNanoUsd, InputTokens = excluded.InputTokens,
            CacheReadTokens = excluded.CacheReadTokens, CacheWrite5mTokens = excluded.CacheWrite5mTokens,
            CacheWrite1hTokens = excluded.CacheWrite1hTokens, OutputTokens = excluded.OutputTokens,
            ReasoningTokens = excluded.ReasoningTokens, TotalTokens = excluded.TotalTokens, Models = excluded.Models,
            AgentSteps = excluded.AgentSteps, MostToolCalls = excluded.MostToolCalls, DearestNanoUsd = excluded.DearestNanoUsd,
            AgentTotals = excluded.AgentTotals
        """;

    public const string SeriesById = "SELECT ProjectId, Environment, Service, Release, Step, Kind, Provider, Model, Feature, Customer, ApiKeyId, PriceState FROM Series WHERE Id = ?";

    public const string InsertSeries = """
        INSERT INTO Series (Id, ProjectId, Environment, Service, Release, Step, Kind, Provider, Model, Feature, Customer, ApiKeyId, PriceState)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    public const string SharedPart = "SELECT Content FROM SharedParts WHERE ProjectId = ? AND Id = ?";

    public const string InsertSharedPart = "INSERT INTO SharedParts (ProjectId, Id, Content) VALUES (?, ?, ?)";
}

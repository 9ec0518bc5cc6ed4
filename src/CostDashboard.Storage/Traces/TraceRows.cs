using CostDashboard.Core.Spans;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Storage.Guardrails;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>Between a trace's summary and its row.</summary>
internal static class TraceRows
{
    /// <param name="received">When spans of it came last, in Unix nanoseconds.</param>
    public static TraceRow Of(long number, TraceSummary summary, long received) => new()
    {
        Number = number,
        ProjectId = summary.Key.Project.Value,
        TraceId = summary.Key.Trace.ToBytes(),
        Name = summary.Name,
        SearchName = summary.Name.ToLowerInvariant(),
        Service = summary.Service,
        StartNanos = summary.Start.Value,
        EndNanos = summary.End.Value,
        DurationNanos = summary.Duration,
        ReceivedNanos = received,
        Customer = summary.Attribution.Customer,
        Feature = summary.Attribution.Feature,
        Environment = summary.Attribution.Environment,
        User = summary.Attribution.User,
        Session = summary.Attribution.Session,
        SessionKey = KeyOf(summary.Attribution.Session),
        UserKey = KeyOf(summary.Attribution.User),
        SpanCount = summary.SpanCount,
        ErrorCount = summary.ErrorCount,
        IsComplete = summary.IsComplete,
        Calls = summary.Calls,
        UnpricedCalls = summary.UnpricedCalls,
        PartialCalls = summary.PartialCalls,
        CostNanoUsd = summary.CostNanoUsd,
        InputTokens = summary.Usage.Input,
        CacheReadTokens = summary.Usage.CacheRead,
        CacheWrite5mTokens = summary.Usage.CacheWrite5m,
        CacheWrite1hTokens = summary.Usage.CacheWrite1h,
        OutputTokens = summary.Usage.Output,
        ReasoningTokens = summary.Usage.Reasoning,
        TotalTokens = summary.Usage.Total,
        Models = summary.Models.Count == 0 ? null : string.Join('\n', summary.Models),
        AgentSteps = summary.Runs.Steps,
        MostToolCalls = summary.Runs.MostToolCalls,
        DearestNanoUsd = summary.Runs.DearestNanoUsd,
        AgentTotals = RunTotalsCode.Write(summary.Runs.Agents),
    };

    /// <summary>Whether a row says what it would if the summary were written now.</summary>
    public static bool Says(TraceRow row, TraceSummary summary) =>
        ToSummary(row) == summary && row.SessionKey == KeyOf(summary.Attribution.Session) && row.UserKey == KeyOf(summary.Attribution.User);

    public static TraceSummary ToSummary(TraceRow row) => new(
        KeyOf(row),
        row.Name,
        row.Service,
        new(row.StartNanos),
        new(row.EndNanos),
        new(row.Customer, row.Feature, row.Environment, row.User, row.Session),
        row.SpanCount,
        row.ErrorCount,
        row.IsComplete,
        row.Calls,
        row.UnpricedCalls,
        row.PartialCalls,
        row.CostNanoUsd,
        new(row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.CacheWrite1hTokens, row.OutputTokens, row.ReasoningTokens),
        row.Models?.Split('\n') ?? [])
    {
        Runs = new(row.AgentSteps, row.MostToolCalls, row.DearestNanoUsd, RunTotalsCode.Read(row.AgentTotals)),
    };

    public static TraceKey KeyOf(TraceRow row) => new(new(row.ProjectId), Core.Units.TraceId.FromBytes(row.TraceId));

    private static long? KeyOf(string? text) => string.IsNullOrEmpty(text) ? null : TextKey.Of(text).Value;
}

using System.Linq.Expressions;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.SameCalls;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Traces;

/// <summary>Between a span as Core sees it and its row.</summary>
internal static class SpanRows
{
    public static SpanRow Of(long traceNumber, int projectId, SpanFacts facts, SpanCharge charge, long seriesId)
    {
        var row = new SpanRow
        {
            TraceNumber = traceNumber,
            SpanId = facts.Id.ToInt64(),
            ProjectId = projectId,
            ParentId = facts.Parent?.ToInt64(),
            Name = facts.Name,
            Kind = facts.Kind,
            StartNanos = facts.Start.Value,
            EndNanos = facts.End.Value,
            IsError = facts.IsError,
            Service = facts.Service,
            ServiceVersion = facts.ServiceVersion,
            Customer = facts.Attribution.Customer,
            Feature = facts.Attribution.Feature,
            Environment = facts.Attribution.Environment,
            User = facts.Attribution.User,
            Session = facts.Attribution.Session,
            IsWrapperByName = facts.IsWrapperByName,
            ApiKeyId = facts.ApiKeyId,
            Provider = facts.Provider,
            Model = facts.Model,
            InputTokens = facts.Usage.Input,
            CacheReadTokens = facts.Usage.CacheRead,
            CacheWrite5mTokens = facts.Usage.CacheWrite5m,
            CacheWrite1hTokens = facts.Usage.CacheWrite1h,
            OutputTokens = facts.Usage.Output,
            ReasoningTokens = facts.Usage.Reasoning,
            PriceState = facts.PriceState,
            OwnNanoUsd = facts.OwnCostNanoUsd,
            BesideNanoUsd = facts.BesideNanoUsd,
            TimeToFirstToken = facts.TimeToFirstToken,
            ResponseKey = facts.Identity.ResponseKey,
            EmitterId = facts.Identity.EmitterId,
            SourceRank = facts.Identity.Rank,
            StatesUnits = facts.StatesUnits,
            CalledAs = facts.CalledAs,
            Finish = facts.Finish,
            IsUnlimited = facts.IsUnlimited,
            Tags = TagText.Of(facts.Tags),
            Baggage = BaggageText.Of(facts.Baggage),
        };
        Charge(row, facts, charge, seriesId);
        return row;
    }

    /// <summary>Only the key and the charge.</summary>
    public static SpanRow Recharged(long traceNumber, SpanFacts facts, SpanCharge charge, long seriesId)
    {
        var row = new SpanRow { TraceNumber = traceNumber, SpanId = facts.Id.ToInt64() };
        Charge(row, facts, charge, seriesId);
        return row;
    }

    /// <summary>The columns without the details, as a query reads them.</summary>
    public static Expression<Func<SpanRow, SpanColumns>> Columns { get; } = row => new SpanColumns
    {
        TraceNumber = row.TraceNumber,
        SpanId = row.SpanId,
        ParentId = row.ParentId,
        Name = row.Name,
        Kind = row.Kind,
        StartNanos = row.StartNanos,
        EndNanos = row.EndNanos,
        IsError = row.IsError,
        Service = row.Service,
        ServiceVersion = row.ServiceVersion,
        Customer = row.Customer,
        Feature = row.Feature,
        Environment = row.Environment,
        User = row.User,
        Session = row.Session,
        IsWrapperByName = row.IsWrapperByName,
        ApiKeyId = row.ApiKeyId,
        Provider = row.Provider,
        Model = row.Model,
        InputTokens = row.InputTokens,
        CacheReadTokens = row.CacheReadTokens,
        CacheWrite5mTokens = row.CacheWrite5mTokens,
        CacheWrite1hTokens = row.CacheWrite1hTokens,
        OutputTokens = row.OutputTokens,
        ReasoningTokens = row.ReasoningTokens,
        PriceState = row.PriceState,
        OwnNanoUsd = row.OwnNanoUsd,
        BesideNanoUsd = row.BesideNanoUsd,
        TimeToFirstToken = row.TimeToFirstToken,
        ResponseKey = row.ResponseKey,
        EmitterId = row.EmitterId,
        SourceRank = row.SourceRank,
        StatesUnits = row.StatesUnits,
        CalledAs = row.CalledAs,
        Finish = row.Finish,
        IsUnlimited = row.IsUnlimited,
        Tags = row.Tags,
        Baggage = row.Baggage,
        SeriesId = row.SeriesId,
        ChargeRole = row.ChargeRole,
        ChargeLikeness = row.ChargeLikeness,
        ChargedTraceId = row.ChargedTraceId,
        ChargedSpanId = row.ChargedSpanId,
        ChargedNanoUsd = row.ChargedNanoUsd,
        ChargedUser = row.ChargedUser,
        ChargedTags = row.ChargedTags,
        ChargedInputTokens = row.ChargedInputTokens,
        ChargedCacheReadTokens = row.ChargedCacheReadTokens,
        ChargedCacheWrite5mTokens = row.ChargedCacheWrite5mTokens,
        ChargedCacheWrite1hTokens = row.ChargedCacheWrite1hTokens,
        ChargedOutputTokens = row.ChargedOutputTokens,
        ChargedReasoningTokens = row.ChargedReasoningTokens,
        ChargedOutcome = row.ChargedOutcome,
    };

    /// <summary>Of <see cref="Columns"/> those that facts are made of. Fifty thousand rows are read in a page's time: what nobody asks for stays in the database.</summary>
    public static Expression<Func<SpanRow, SpanColumns>> FactColumns { get; } = ColumnsWithout(
        nameof(SpanColumns.TraceNumber), nameof(SpanColumns.SeriesId), nameof(SpanColumns.ChargeLikeness), nameof(SpanColumns.ChargedNanoUsd),
        nameof(SpanColumns.ChargedUser), nameof(SpanColumns.ChargedTags), nameof(SpanColumns.ChargedInputTokens), nameof(SpanColumns.ChargedCacheReadTokens),
        nameof(SpanColumns.ChargedCacheWrite5mTokens), nameof(SpanColumns.ChargedCacheWrite1hTokens), nameof(SpanColumns.ChargedOutputTokens),
        nameof(SpanColumns.ChargedReasoningTokens), nameof(SpanColumns.ChargedOutcome));

    private static Expression<Func<SpanRow, SpanColumns>> ColumnsWithout(params string[] names)
    {
        var all = (MemberInitExpression)Columns.Body;
        return Columns.Update(all.Update(all.NewExpression, all.Bindings.Where(binding => !names.Contains(binding.Member.Name))), Columns.Parameters);
    }

    private static void Charge(SpanRow row, SpanFacts facts, SpanCharge charge, long seriesId)
    {
        row.SeriesId = seriesId;
        row.ChargeRole = charge.Role;
        row.ChargeLikeness = charge.Role is ChargeRole.Charged or ChargeRole.SameCall ? CallLikeness.Of(facts) : null;
        row.ChargedTraceId = charge.ChargedInstead?.Trace.ToBytes();
        row.ChargedSpanId = charge.ChargedInstead?.Span.ToInt64();
        if (!charge.IsCharged)
        {
            return;
        }

        row.ChargedNanoUsd = charge.CostNanoUsd;
        row.ChargedUser = charge.User;
        row.ChargedTags = TagText.Of(charge.Tags);
        row.ChargedOutcome = charge.Outcome?.Code;
        if (charge.Role is ChargeRole.Ambiguous)
        {
            row.ChargedInputTokens = charge.Usage.Input;
            row.ChargedCacheReadTokens = charge.Usage.CacheRead;
            row.ChargedCacheWrite5mTokens = charge.Usage.CacheWrite5m;
            row.ChargedCacheWrite1hTokens = charge.Usage.CacheWrite1h;
            row.ChargedOutputTokens = charge.Usage.Output;
            row.ChargedReasoningTokens = charge.Usage.Reasoning;
        }
    }
}

using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>Why a period cost more or less than usual: the report of the spike page in short.</summary>
internal sealed class GetSpikeTool(ISpendQueries spend, ITraceQueries traces, IAccessStore access, OrganisationCalendar calendar, TimeProvider clock)
    : DashboardTool(Properties)
{
    /// <summary>Longer periods have no cause that a report could name; the page's limit too.</summary>
    private const int MostDays = 92;

    private const int MostMoves = 5;
    private const int MostTraces = 3;

    private const string Properties = $$"""
        {{Schemas.Period}},
        {{Schemas.Filters}}
        """;

    internal override string Name => "get_spike";

    internal override string Title => "Why cost changed";

    internal override string Description =>
        "Explains what a period cost against what is usual for it: the difference split exactly into volume, mix, tokens per call and price per token; "
        + "the dimension values that explain it; steps whose cost per call moved; the dearest traces; and what to do. "
        + "Use it when cost rose or fell, with the period of the change (an hour to 92 days). Filters on user and tag cannot be explained.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var now = UnixNanos.From(clock.GetUtcNow()).Floor(UnixNanos.PerMinute);
        var (from, to) = SpendReading.Period(given.Text("from"), given.Text("to"), Grain.Minute, calendar, now);
        var period = new Period(from, to > now && now > from ? now : to);
        if (period.Length > MostDays * UnixNanos.PerDay)
        {
            throw new QueryMistake("from", $"A report explains at most {MostDays} days: choose a later beginning.");
        }

        var filters = await FilterArguments.ReadAsync(given, caller.Project, access, cancellationToken);
        var extent = await spend.GetExtentAsync(caller.Project, cancellationToken);
        var baseline = SpikeBaseline.For(period, extent?.First, calendar);
        var report = SpikeReport.Of(period, baseline, await spend.CompareAsync(new(caller.Project, period, baseline.Periods, filters), cancellationToken));
        var focus = filters.Concat(report.Focus.Values.Select(value => new SpendFilter(value.Dimension, [value.Value]))).ToList();
        var dearest = await traces.GetFirstAsync(Question(caller, period, focus) with { Sort = TraceSort.Cost, Limit = MostTraces }, cancellationToken);
        var names = report.Focus.Values.Any(value => value.Dimension is Dimension.ApiKey) || report.Causes.Causes.Any(cause => cause.Values.Any(value => value.Dimension is Dimension.ApiKey))
            ? (await access.GetKeysAsync(caller.Project, cancellationToken)).ToDictionary(FilterArguments.NumberOf, key => key.Name, StringComparer.Ordinal)
            : [];
        return new SpikeAnswer(
            AnswerText.Minute(period.From, calendar),
            AnswerText.Minute(period.To, calendar),
            AnswerText.Usd(report.NowNanoUsd),
            report.IsCompared ? AnswerText.Usd(report.UsualNanoUsd) : null,
            Usual(baseline),
            report.IsCompared ? Difference.Of(report.Drivers) : null,
            [.. report.Causes.Causes.Select(cause => new SpikeCauseLine(
                ValuesOf(cause.Values, names), AnswerText.Usd(cause.ExcessNanoUsd), Share(report.Causes.ShareOf(cause)), cause.IsNew))],
            report.IsCompared ? AnswerText.Usd(report.Causes.CommonNanoUsd) : null,
            [.. report.Moves.Take(MostMoves).Select(move => new UnitCostLine(move.Step, Rounded(move.UsualPerCallNanoUsd), Rounded(move.NowPerCallNanoUsd), AnswerText.Usd(move.NanoUsd)))],
            [.. dearest.Select(trace => TraceLine.Of(trace, caller))],
            report.IsCompared ? await ActionAsync(report, focus, NameOf(report.Focus, names), caller, cancellationToken) : null,
            report.UnpricedCalls,
            report.PartialCalls,
            Note.ForeignNames,
            PageLinks.Asked(caller, "spend/spike", period.From, period.To, filters));
    }

    private async Task<SpikeActionLine> ActionAsync(SpikeReport report, IReadOnlyList<SpendFilter> focus, string name, McpCaller caller, CancellationToken cancellationToken)
    {
        var end = report.Period.To;
        var day = await spend.AskAsync(new(caller.Project, calendar.AddDays(end, -1), end, Grain.Total, [], focus, WithDistributions: false), cancellationToken);
        var action = SpikeAction.For(
            report.Focus, name, await CallsPerTraceAsync(report, focus, caller, cancellationToken), SpikeAction.PeriodsPerDay(report.Focus, report.Period, day.Total.Calls));
        return new(
            action.What,
            action.NanoUsdPerDay is { } saving ? AnswerText.Usd(saving) : null,
            action.Assumption.Length > 0 ? action.Assumption : null);
    }

    // Only asked where the calls themselves are more: in other cases nothing follows from it.
    private async Task<(decimal Now, decimal Usual)?> CallsPerTraceAsync(SpikeReport report, IReadOnlyList<SpendFilter> focus, McpCaller caller, CancellationToken cancellationToken)
    {
        if (report.Focus.Factor is not SpikeFactor.Volume || report.Drivers.DifferenceNanoUsd <= 0 || report.ComparedWith.Periods is not [var latest, ..])
        {
            return null;
        }

        return (
            TraceName.CallsPerTrace(await traces.GetNamesAsync(Question(caller, report.Period, focus), cancellationToken)),
            TraceName.CallsPerTrace(await traces.GetNamesAsync(Question(caller, latest, focus), cancellationToken)));
    }

    private static TraceQuestion Question(McpCaller caller, Period period, IReadOnlyList<SpendFilter> filters) =>
        new(caller.Project, period.From, period.To, filters, Basis: TraceBasis.Spent);

    private static string Usual(SpikeBaseline baseline) => baseline.Kind switch
    {
        BaselineKind.Weeks => $"the mean of the same hours of {baseline.Periods.Count} weeks before",
        BaselineKind.Days => $"the mean of the same hours of {baseline.Periods.Count} days before",
        BaselineKind.Before => $"the mean of {baseline.Periods.Count} periods of this length right before",
        _ => "nothing: no spans were recorded before this period",
    };

    // In quotes, so that a name cannot read as a part of the advice.
    private static string NameOf(SpikePart part, Dictionary<string, string> names) =>
        part.Values.Count == 0 ? "all traffic" : string.Join(" with ", ValuesOf(part.Values, names).Select(value => $"{value.Key} '{value.Value}'"));

    private static Dictionary<string, ForeignText> ValuesOf(IReadOnlyList<DimensionValue> values, Dictionary<string, string> names) => values.ToDictionary(
        value => DimensionNames.Of(value.Dimension),
        value => new ForeignText(value.Dimension is Dimension.ApiKey ? names.GetValueOrDefault(value.Value, "") : DimensionNames.Said(value.Dimension, value.Value)),
        StringComparer.Ordinal);

    private static string Rounded(decimal nanos) => AnswerText.Usd(decimal.ToInt64(decimal.Round(nanos, 0, MidpointRounding.ToEven)));

    private static decimal Share(decimal share) => decimal.Round(share, 3);
}

/// <param name="UsualUsd">Null where there is nothing to compare with.</param>
/// <param name="CommonUsd">What everything else grew or shrank by; with the causes' parts it adds up to the difference.</param>
internal sealed record SpikeAnswer(
    string From,
    string To,
    string CostUsd,
    string? UsualUsd,
    string ComparedWith,
    Difference? Difference,
    IReadOnlyList<SpikeCauseLine> Causes,
    string? CommonUsd,
    IReadOnlyList<UnitCostLine> StepsWhoseCallsMoved,
    IReadOnlyList<TraceLine> DearestTraces,
    SpikeActionLine? Advice,
    long UnpricedCalls,
    long PartialCalls,
    string Note,
    string Link);

/// <summary>The four parts add up to the whole, to the nano-dollar.</summary>
internal sealed record Difference(string Usd, string VolumeUsd, string MixUsd, string TokensPerCallUsd, string PricePerTokenUsd, string MainFactor)
{
    internal static Difference Of(SpikeDrivers drivers) => new(
        AnswerText.Usd(drivers.DifferenceNanoUsd),
        AnswerText.Usd(drivers.VolumeNanoUsd),
        AnswerText.Usd(drivers.MixNanoUsd),
        AnswerText.Usd(drivers.TokensPerCallNanoUsd),
        AnswerText.Usd(drivers.PricePerTokenNanoUsd),
        AnswerText.CodeOf(drivers.Main));
}

/// <param name="ShareOfDifference">1 is all of it.</param>
internal sealed record SpikeCauseLine(Dictionary<string, ForeignText> Values, string ExcessUsd, decimal ShareOfDifference, bool IsNew);

internal sealed record UnitCostLine(ForeignText Step, string UsualUsdPerCall, string UsdPerCall, string MovedUsd);

internal sealed record SpikeActionLine(ForeignSentence What, string? SavesUsdPerDay, string? Assuming);

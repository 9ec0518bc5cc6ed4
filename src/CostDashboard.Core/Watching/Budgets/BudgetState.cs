using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Forecasts;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Budgets;

/// <summary>What is spent, and how much of it is known.</summary>
/// <param name="NanoUsd">Charged; of <paramref name="UnpricedCalls"/> nothing is in it, of <paramref name="PartialCalls"/> a part.</param>
public readonly record struct BudgetSpend(long NanoUsd, long UnpricedCalls, long PartialCalls)
{
    /// <summary>More was spent than is known.</summary>
    public bool IsLowerBound => UnpricedCalls + PartialCalls > 0;

    /// <exception cref="OverflowException">More than 9.2 billion dollars.</exception>
    internal BudgetSpend Plus(SpendMeasures measures) =>
        checked(new(NanoUsd + measures.CostNanoUsd, UnpricedCalls + measures.UnpricedCalls, PartialCalls + measures.PartialCalls));
}

/// <summary>Whether a budget lasts until the end of its period; a greater one is worse.</summary>
public enum BudgetOutlook : byte
{
    /// <summary>Too few days are recorded to say.</summary>
    Unknown = 0,

    /// <summary>Also the upper end of the forecast's band is below the amount.</summary>
    Lasts = 1,

    /// <summary>It is expected to last, but the band reaches beyond the amount.</summary>
    MayRunOut = 2,

    /// <summary>It is expected not to last.</summary>
    RunsOut = 3,

    /// <summary>All of it is spent.</summary>
    Spent = 4,
}

/// <summary>Whether something may still be spent: what a gateway asks before a call.</summary>
/// <param name="RemainingNanoUsd">Before what is asked for; negative where too much was spent.</param>
/// <param name="IsLowerBound">Calls without a known price are in the period: what remains is at most this.</param>
public readonly record struct BudgetCheck(bool IsWithin, long RemainingNanoUsd, bool IsLowerBound);

/// <summary>Where a budget stands in the period in which a moment lies.</summary>
/// <param name="Spent">The charges of the spans that began in the period and have the budget's value: what Spend says of the same days and filter, to the nano-dollar.</param>
/// <param name="CarriedNanoUsd">From the period before, as <see cref="Budget.CarriesOver"/> says.</param>
/// <param name="IsCarriedUpperBound">The period before has calls without a known price: less was left of it than is carried.</param>
/// <param name="Forecast">Null where too few days are recorded.</param>
public sealed record BudgetState(
    Budget Budget, BudgetDays Days, BudgetSpend Spent, long CarriedNanoUsd, bool IsCarriedUpperBound, PeriodForecast? Forecast)
{
    /// <summary>What may be spent in this period.</summary>
    public long AllowedNanoUsd => checked(Budget.AmountNanoUsd + CarriedNanoUsd);

    /// <summary>Negative where too much was spent.</summary>
    public long RemainingNanoUsd => AllowedNanoUsd - Spent.NanoUsd;

    /// <summary>Of what may be spent; 1 is all of it.</summary>
    public double Share => (double)Spent.NanoUsd / AllowedNanoUsd;

    /// <summary>The highest threshold that is reached, in per cent; null for none.</summary>
    public int? Reached => Budget.Thresholds.Where(IsReached).Select(percent => (int?)percent).LastOrDefault();

    public BudgetOutlook Outlook => this switch
    {
        { RemainingNanoUsd: <= 0 } => BudgetOutlook.Spent,
        { Forecast: null } => BudgetOutlook.Unknown,
        _ when Forecast.NanoUsd >= AllowedNanoUsd => BudgetOutlook.RunsOut,
        _ when Forecast.HighNanoUsd >= AllowedNanoUsd => BudgetOutlook.MayRunOut,
        _ => BudgetOutlook.Lasts,
    };

    /// <summary>The day on which all of it is expected to be spent; null where it is spent, or is expected to last.</summary>
    public DateOnly? RunsOutOn => Outlook is BudgetOutlook.RunsOut ? Forecast!.ReachedOn(AllowedNanoUsd) : null;

    /// <summary>
    /// It is expected not to last, with enough behind it to tell somebody: where there are too few days to know by how much forecasts are off, only when it would
    /// not last if every day were as cheap as the cheapest.
    /// </summary>
    public bool IsForecastToRunOut => Outlook is BudgetOutlook.RunsOut && (Forecast!.Source is BandSource.PastErrors || Forecast.LowNanoUsd >= AllowedNanoUsd);

    /// <summary>Whether so much more may be spent: what is asked for fits into what remains, and something remains.</summary>
    /// <param name="nextNanoUsd">What is to be spent, at least; 0 where it is not known before.</param>
    public BudgetCheck Check(long nextNanoUsd = 0) =>
        new(RemainingNanoUsd > 0 && nextNanoUsd <= RemainingNanoUsd, RemainingNanoUsd, Spent.IsLowerBound);

    /// <summary>Whether so much per cent of what may be spent is spent.</summary>
    public bool IsReached(int percent) => (Int128)Spent.NanoUsd * 100 >= (Int128)AllowedNanoUsd * percent;

    /// <summary>Where a budget stands, from the totals of its value.</summary>
    /// <param name="first">When the project's records begin; null before the first span.</param>
    /// <param name="days">By day, from <see cref="BeginOf"/> until the end of the period; of several rows of a day the sum counts.</param>
    /// <param name="hours">By hour, for the forecast of today (<see cref="SpendHistory.BeginOfHours"/>); empty where there are none.</param>
    public static BudgetState Of(
        Budget budget, UnixNanos now, OrganisationCalendar calendar, UnixNanos? first, IReadOnlyList<SpendRow> days, IReadOnlyList<SpendRow> hours)
    {
        var period = BudgetDays.Of(budget.Period, calendar.DayOf(now));
        var (spent, before) = (new BudgetSpend(), new BudgetSpend());
        var previous = PreviousOf(budget, period);
        foreach (var row in days)
        {
            var day = calendar.DayOf(row.Start);
            spent = period.Contains(day) ? spent.Plus(row.Measures) : spent;
            before = previous?.Contains(day) is true ? before.Plus(row.Measures) : before;
        }

        var carried = previous is null ? 0 : Math.Max(0, budget.AmountNanoUsd - before.NanoUsd);
        var forecast = first is { } begin
            ? PeriodForecast.Of(SpendHistory.Of(begin, now, calendar, days, hours), spent.NanoUsd, period.Next)
            : null;
        return new(budget, period, spent, carried, carried > 0 && before.IsLowerBound, forecast);
    }

    /// <summary>The first moment that has to be known to say where a budget stands.</summary>
    public static UnixNanos BeginOf(Budget budget, UnixNanos now, OrganisationCalendar calendar)
    {
        var period = BudgetDays.Of(budget.Period, calendar.DayOf(now));
        var begin = (PreviousOf(budget, period) ?? period).From(calendar);
        var history = SpendHistory.BeginOf(now, calendar);
        return begin < history ? begin : history;
    }

    private static BudgetDays? PreviousOf(Budget budget, BudgetDays period) =>
        budget.CarriesOver && period.Before(budget.Period) is var previous && previous.Next > budget.Since ? previous : null;
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Environments;

/// <summary>A night or a weekend, as far as it lies in the period, and what was spent outside production then.</summary>
/// <param name="To">Exclusive.</param>
public sealed record IdleStretch(UnixNanos From, UnixNanos To, long CostNanoUsd, long UnpricedCalls, long PartialCalls);

/// <summary>Spend outside production while nobody works: what a schedule that stops it would have saved.</summary>
/// <param name="IdleNanos">How long nobody works in the period.</param>
/// <param name="IdleNanosPerMonth">And in a month, by the rules' week.</param>
/// <param name="Stretches">In the order of time; only those with spend. They add up to the total.</param>
/// <param name="ByEnvironment">Nano-dollars of each environment in idle hours, dearest first; they add up to the total.</param>
public sealed record IdleHours(
    long IdleNanos,
    long IdleNanosPerMonth,
    long CostNanoUsd,
    long UnpricedCalls,
    long PartialCalls,
    IReadOnlyList<IdleStretch> Stretches,
    IReadOnlyList<KeyValuePair<string, long>> ByEnvironment)
{
    // A month is the twelfth part of a year of 365.25 days.
    private const decimal WeeksOfMonth = 365.25m / 12m / 7m;

    /// <summary>
    /// Nano-dollars per month: <c>spend in idle hours ÷ idle hours of the period × idle hours of a month</c>, so that a weekend is not taken for a
    /// whole week. It assumes that the period is like the months to come, that nothing that ran then is needed, and that nothing of it moves into
    /// working hours.
    /// </summary>
    public long PerMonthNanoUsd => IdleNanos == 0 ? 0 : (long)decimal.Round((decimal)CostNanoUsd / IdleNanos * IdleNanosPerMonth);

    /// <param name="answer">By environment, at grain hour.</param>
    public static IdleHours Of(EnvironmentRules rules, SpendAnswer answer, UnixNanos from, UnixNanos to, OrganisationCalendar calendar)
    {
        var hours = new SortedDictionary<UnixNanos, SpendMeasures>();
        var environments = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in answer.Rows)
        {
            if (rules.IsProduction(row.Values[0]) || !IsIdle(row.Start))
            {
                continue;
            }

            if (!hours.TryGetValue(row.Start, out var hour))
            {
                hours[row.Start] = hour = new();
            }

            hour.Add(row.Measures);
            environments[row.Values[0]] = checked(environments.GetValueOrDefault(row.Values[0]) + row.Measures.CostNanoUsd);
        }

        var all = Stretches().ToList();
        var stretches = all.Where(stretch => stretch.CostNanoUsd != 0 || stretch.UnpricedCalls + stretch.PartialCalls != 0).ToList();
        return new(
            all.Sum(stretch => stretch.To - stretch.From),
            (long)(rules.IdleHoursOfWeek * WeeksOfMonth * UnixNanos.PerHour),
            stretches.Sum(stretch => stretch.CostNanoUsd),
            stretches.Sum(stretch => stretch.UnpricedCalls),
            stretches.Sum(stretch => stretch.PartialCalls),
            stretches,
            [.. environments.Where(pair => pair.Value != 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)]);

        bool IsIdle(UnixNanos time) => rules.IsIdle(TimeZoneInfo.ConvertTime(time.ToDateTimeOffset(), calendar.Zone).DateTime);

        // One walk over the hours of the period; an hour of the zone lies on one side of the working hours' edges as a whole.
        IEnumerable<IdleStretch> Stretches()
        {
            IdleStretch? open = null;
            for (var at = calendar.Floor(from, Grain.Hour); at < to; at = calendar.Next(at, Grain.Hour))
            {
                if (!IsIdle(at))
                {
                    if (open is not null)
                    {
                        yield return open with { To = at };
                    }

                    open = null;
                    continue;
                }

                open ??= new(at < from ? from : at, to, 0, 0, 0);
                if (hours.TryGetValue(at, out var sum))
                {
                    open = open with
                    {
                        CostNanoUsd = open.CostNanoUsd + sum.CostNanoUsd,
                        UnpricedCalls = open.UnpricedCalls + sum.UnpricedCalls,
                        PartialCalls = open.PartialCalls + sum.PartialCalls,
                    };
                }
            }

            if (open is not null)
            {
                yield return open;
            }
        }
    }
}

using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;

namespace CostDashboard.Storage.Spend;

/// <summary>Which questions the totals can answer exactly. Every refusal says what to ask instead.</summary>
internal static class SpendRules
{
    /// <summary>Whether the question is for the daily totals of users or tags.</summary>
    public static bool IsOfDays(SpendQuestion question) =>
        question.By.Any(d => !SeriesFilters.IsOfSeries(d)) || question.Filters.Any(f => !SeriesFilters.IsOfSeries(f.Dimension));

    /// <exception cref="UnanswerableException">It cannot be answered.</exception>
    public static void Demand(SpendQuestion question)
    {
        if (question.To <= question.From)
        {
            throw new UnanswerableException("The period ends before it begins. Ask with 'to' after 'from'.");
        }

        if (question.By.Count > SpendQuestion.MostDimensions)
        {
            throw new UnanswerableException($"Spend is grouped by at most {SpendQuestion.MostDimensions} dimensions at once. Ask for fewer.");
        }

        if (!IsOnMinute(question.From) || !IsOnMinute(question.To))
        {
            throw new UnanswerableException("Totals are kept by the minute. Ask from and to whole minutes.");
        }

        if (IsOfDays(question))
        {
            DemandOneDailyDimension(question);
        }
    }

    public static bool IsOnMinute(UnixNanos time) => time.Floor(UnixNanos.PerMinute) == time;

    private static void DemandOneDailyDimension(SpendQuestion question)
    {
        var daily = question.By.FirstOrDefault(d => !SeriesFilters.IsOfSeries(d));
        daily = daily == default ? question.Filters.First(f => !SeriesFilters.IsOfSeries(f.Dimension)).Dimension : daily;
        if (question.By.Any(d => d != daily) || question.By.Count > 1 || question.Filters.Any(f => f.Dimension != daily))
        {
            throw new UnanswerableException(
                "Users and tags are totalled by themselves, not together with another dimension. Ask for users or for one tag alone, or open the list of traces, which filters by all of them.");
        }

        if (daily is Dimension.Tag)
        {
            var keys = question.Filters.Select(f => f.TagKey).Append(question.TagKey ?? (question.Filters is [var first, ..] ? first.TagKey : null)).Distinct().ToList();
            if (keys is not [{ Length: > 0 }])
            {
                throw new UnanswerableException("A question about tags is about one tag. Name its key.");
            }
        }

        if (question.Grain is not (Grain.Total or Grain.Day or Grain.Month))
        {
            throw new UnanswerableException("Users and tags are totalled by the day. Ask by the day, the month or in total.");
        }
    }
}

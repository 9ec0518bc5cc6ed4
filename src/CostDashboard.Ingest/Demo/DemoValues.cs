using CostDashboard.Core.Units;
using CostDashboard.Core.Value;

namespace CostDashboard.Ingest.Demo;

/// <summary>What the features of the demo bring, week by week, growing as their traffic does. The same end gives the same values.</summary>
public static class DemoValues
{
    private const int DaysPerWeek = 7;

    /// <summary>Whole weeks from the demo's first whole day on.</summary>
    public static IReadOnlyList<FeatureValue> Of(DateTimeOffset until)
    {
        var first = DateOnly.FromDateTime(DemoData.StartOf(until).ToDateTimeOffset().UtcDateTime).AddDays(1);
        return [.. DemoData.Scenarios.SelectMany(scenario =>
            from value in scenario.Figures.Brings ?? []
            from week in Enumerable.Range(0, (DemoData.Days - 1) / DaysPerWeek)
            select Week(scenario.Figures.Feature, value, first, week * DaysPerWeek))];
    }

    private static FeatureValue Week(string feature, ValueFigures value, DateOnly first, int days)
    {
        var one = value.Unit.Length == 0 ? Usd.NanosPerDollar : FeatureValue.PerUnit;
        var count = value.PerDay * (long)DaysPerWeek * (1000 + (days * DemoFigures.Shared.GrowthPerDayPerMille)) / 1000;
        return new(new(feature, new(first.AddDays(days), first.AddDays(days + DaysPerWeek - 1)), value.Unit), count * one);
    }
}

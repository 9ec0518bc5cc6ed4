using CostDashboard.Core.Spend;

namespace CostDashboard.Storage.Tests.Contracts;

internal static class Zones
{
    public static OrganisationCalendar Kolkata { get; } = new(TimeZoneInfo.CreateCustomTimeZone("five and a half ahead", new(5, 30, 0), null, null));

    /// <summary>Its clocks go back by half an hour at midnight between the 7th and the 8th of August, in the middle of the tests' spans.</summary>
    public static OrganisationCalendar Shifting { get; } = new(TimeZoneInfo.CreateCustomTimeZone(
        "shifting",
        TimeSpan.FromHours(-3),
        null,
        null,
        null,
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new DateTime(2000, 1, 1),
                new DateTime(2100, 12, 31),
                TimeSpan.FromMinutes(30),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(default, 3, 1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(default, 8, 8)),
        ]));

    public static OrganisationCalendar Of(string name) => name switch
    {
        "UTC" => OrganisationCalendar.Utc,
        "Kolkata" => Kolkata,
        _ => Shifting,
    };
}

using CostDashboard.Core.Units;

namespace CostDashboard.Core.Spend;

/// <summary>Days of the organisation's zone for moments that mostly lie close together, as those of a trace's spans do: every zone's day is made of whole quarters.</summary>
internal struct DayNumbers(OrganisationCalendar calendar)
{
    private UnixNanos? _quarter;
    private int _day;

    /// <summary>Days since 1970-01-01.</summary>
    public int Of(UnixNanos time)
    {
        var quarter = time.Floor(UnixNanos.PerQuarter);
        if (_quarter != quarter)
        {
            (_quarter, _day) = (quarter, calendar.DayNumberOf(time));
        }

        return _day;
    }
}

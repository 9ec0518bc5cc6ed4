using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Storage.Access;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;

namespace CostDashboard.Storage.Spend;

/// <summary>
/// What the stored totals were made with: the rules of charging and the organisation's zone. A node that has others may not add to them,
/// for what it adds would not be what a rebuild finds.
/// </summary>
internal static class LedgerSettings
{
    public const string Rules = "ledger.rules";
    public const string Zone = "ledger.zone";

    /// <summary>Changes whenever other totals are kept of the same charges: another grain, another slice, another figure, the moments of releases, another column of a trace, what agents came to.</summary>
    private const int TotalsVersion = 9;

    public static string RulesNow { get; } = string.Create(CultureInfo.InvariantCulture, $"{TraceRollup.RulesVersion}.{TotalsVersion}");

    public static async Task<bool> AreOfNowAsync(CostDb db, OrganisationCalendar calendar, CancellationToken cancellationToken) =>
        await Settings.GetAsync(db, Rules, cancellationToken) == RulesNow && await Settings.GetAsync(db, Zone, cancellationToken) == calendar.Zone.Id;

    /// <summary>Says that the totals are of now: at the end of a rebuild, in its transaction.</summary>
    public static async Task SetAsync(CostDb db, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        await Settings.SetAsync(db, Rules, RulesNow, cancellationToken);
        await Settings.SetAsync(db, Zone, calendar.Zone.Id, cancellationToken);
    }

    /// <exception cref="StoreUnavailableException">Another node has rebuilt the ledger with other rules or for another zone: this one must not write.</exception>
    public static async Task DemandAsync(IWriteSession session, OrganisationCalendar calendar, CancellationToken cancellationToken)
    {
        var (rules, zone) = (await session.GetSettingAsync(Rules, cancellationToken), await session.GetSettingAsync(Zone, cancellationToken));
        if (rules != RulesNow || zone != calendar.Zone.Id)
        {
            throw new StoreUnavailableException(
                $"The totals are kept by rules {rules} for the zone {zone}, this node has rules {RulesNow} and the zone {calendar.Zone.Id}. "
                + "Nothing was written. Run the same version with the same zone on all nodes, and start this one again.");
        }
    }
}

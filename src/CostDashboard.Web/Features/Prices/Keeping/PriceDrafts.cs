using CostDashboard.Core.Pricing;

namespace CostDashboard.Web.Features.Prices.Keeping;

/// <summary>A price of the organisation's own, as somebody writes it.</summary>
/// <param name="PriceJson">An object as in a price file: perMillion, tiers, serviceTiers, perUnit …</param>
/// <param name="From">First UTC day; null from the beginning.</param>
/// <param name="To">Last UTC day, inclusive; null without end.</param>
/// <param name="Mode">What the model does, where the book does not know it.</param>
internal sealed record OverrideDraft(
    string Provider, string Model, string PriceJson, DateOnly? From = null, DateOnly? To = null, string Note = "", string Mode = "chat");

/// <summary>A discount, as somebody writes it; the names may be any that the book knows.</summary>
internal sealed record DiscountDraft(string? Provider, string? Model, decimal Factor, DateOnly? From = null, DateOnly? To = null, string Note = "");

/// <summary>An alias, as somebody writes it.</summary>
/// <param name="Provider">As spans name it: null for any, empty for spans that name none.</param>
internal sealed record AliasDraft(
    string? Provider, string Name, string TargetProvider, string TargetModel, DateOnly? From = null, DateOnly? To = null, string Note = "");

/// <summary>What became of a change.</summary>
internal abstract record PriceChange
{
    private PriceChange()
    {
    }

    /// <summary>It is recorded, and in force on this node. Spans that are stored keep their cost until they are priced again.</summary>
    internal sealed record Done(IReadOnlyList<PriceEntry> Entries) : PriceChange;

    /// <summary>Nothing was changed, for a reason that a person can mend.</summary>
    internal sealed record Refused(string Reason) : PriceChange;
}

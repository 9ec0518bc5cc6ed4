using CostDashboard.Core.Spend.Views;
using CostDashboard.Web.Features.Spend;
using CostDashboard.Web.Features.Traces;

namespace CostDashboard.Web.Features.Views;

/// <summary>A page whose addresses can be saved.</summary>
/// <param name="Keys">Of its address, beside what all pages share: what a view keeps.</param>
internal sealed record ViewedPage(ViewPage Page, string Path, IReadOnlyList<string> Keys)
{
    public static ViewedPage Spend { get; } = new(ViewPage.Spend, "/spend", SpendView.Keys);

    public static ViewedPage Traces { get; } = new(ViewPage.Traces, "/traces", TracesView.Keys);

    /// <summary>The page that an address, or a path, is of; the first one for an address of none.</summary>
    public static ViewedPage Of(string? address) =>
        address is not null && (address == Traces.Path || address.StartsWith(Traces.Path + "?", StringComparison.Ordinal)) ? Traces : Spend;
}

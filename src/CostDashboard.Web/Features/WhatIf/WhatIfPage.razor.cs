using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.WhatIf;

/// <summary>What a trace, or a step over a period, would cost with other models and other tokens.</summary>
public sealed partial class WhatIfPage
{
    private static readonly string[] s_ownFields = ["with", "of", "cut", "cap", "cached"];

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    private WhatIfView View => WhatIfView.From(Context.Query);

    private IEnumerable<string> Offered => Prices.Book.Models.Where(model => model.Mode == "chat").Select(WhatIfView.NameOf);

    private string TraceHref(Core.Units.TraceId trace) => Traces.TraceLink.To(new TraceKey(Context.ProjectId, trace), Context);
}

using CostDashboard.Core.Insights;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.WhatIf;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.WhatIf;

/// <summary>What the calls cost, and what they would have cost.</summary>
/// <param name="Own">With each call's own model and the assumptions; null where nothing is assumed.</param>
/// <param name="Unknown">Names of models that the book does not know.</param>
public sealed record WhatIfSight(
    IReadOnlyList<WhatIfCalls> Calls, WhatIfAnswer? Own, IReadOnlyList<WhatIfAnswer> Others, IReadOnlyList<string> Unknown)
{
    public long CallCount => Calls.Sum(c => c.Calls);

    public long Incomplete => Calls.Sum(c => c.IncompleteCalls);

    public long CostNanoUsd => Calls.Sum(c => c.CostNanoUsd);

    public IEnumerable<(string Provider, string Model)> Models => Calls.Select(c => (c.Provider, c.Model)).Distinct().Order();
}

/// <summary>Prices the calls of a trace or of a period with other models and other tokens.</summary>
public sealed partial class WhatIfPanel
{
    /// <summary>Charged models offered to change alone.</summary>
    private const int MostChoices = 8;

    [Parameter, EditorRequired]
    public WhatIfView View { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private ITraceQueries Traces { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    protected override async Task<Load<WhatIfSight>> AskAsync(CancellationToken cancellationToken)
    {
        var reader = new WhatIfCallsReader(Spend, Traces);
        var calls = View.Trace is { } trace
            ? await reader.OfTraceAsync(new(Context.ProjectId, trace), cancellationToken)
            : await reader.OfPeriodAsync(Context, cancellationToken);
        if (calls is null)
        {
            return new Load<WhatIfSight>.Missing("There is no such trace in this project. It may have passed its retention.");
        }

        if (calls.Count == 0)
        {
            return new Load<WhatIfSight>.Missing(View.Trace is null ? "No chat call was charged in this period that the filters keep." : "No chat call was charged in this trace.");
        }

        var book = Prices.Book;
        var pricer = new WhatIfPricer(book, Context.Now);
        var of = calls.Select(c => (c.Provider, c.Model)).Where(c => WhatIfView.NameOf(c.Provider, c.Model) == View.Of).Select(c => ((string, string)?)c).FirstOrDefault();
        if (View.Of is not null && of is null)
        {
            return new Load<WhatIfSight>.Missing($"No chat call of {View.Of} was charged here: choose all calls, or another model.");
        }

        var found = View.Models.Select(name => (Name: name, Model: WhatIfView.Find(book, name))).ToList();
        var models = View.Models.Count == 0
            ? CheaperModels.Of(book, calls.Where(c => of is null || of == (c.Provider, c.Model)).Select(c => (c.Provider, c.Model)), Context.Now, WhatIfView.MostModels)
            : [.. found.Select(f => f.Model).OfType<ModelPrices>().Distinct()];
        return new Load<WhatIfSight>.Ready(new(
            calls,
            View.Assumptions.IsNone ? null : pricer.Price(calls, View.Assumptions, null, of),
            [.. models.Select(model => pricer.Price(calls, View.Assumptions, model, of))],
            [.. found.Where(f => f.Model is null).Select(f => f.Name)]));
    }
}

using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>A provider that no price list knows, but that states the cost of every call. Tells the story of the price change: same model, same tokens, half as much again.</summary>
internal sealed class Translation() : DemoScenario("translation")
{
    internal override void Play(DemoTrace trace)
    {
        var step = this["translate"];
        using var root = Root(trace, "translate_message");
        trace.Pass(step.Millis);

        // The provider charges what holds when it is called, also where the trace began before the change.
        var rates = trace.Now >= UnixNanos.From(trace.Stories.PriceChange) ? Figures.NewUsdPerMillion : Figures.UsdPerMillion;
        DemoCall.Plain(trace, "llm.translate", step.Model, Tokens(trace, "translate"), rates);
    }
}

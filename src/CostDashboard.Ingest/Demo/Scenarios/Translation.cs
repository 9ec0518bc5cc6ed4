namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>A provider that no price list knows, but that states the cost of every call.</summary>
internal sealed class Translation() : DemoScenario("translation")
{
    internal override void Play(DemoTrace trace)
    {
        var step = this["translate"];
        using var root = Root(trace, "translate_message");
        trace.Pass(step.Millis);
        DemoCall.Plain(trace, "llm.translate", step.Model, Tokens(trace, "translate"), Figures.UsdPerMillion);
    }
}

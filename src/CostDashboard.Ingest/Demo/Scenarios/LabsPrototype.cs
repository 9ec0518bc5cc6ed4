namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>A model of our own without a price: what it costs is unknown, and every total has to say so.</summary>
internal sealed class LabsPrototype() : DemoScenario("labs-prototype")
{
    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "assist");
        foreach (var step in (ReadOnlySpan<string>)["plan", "answer"])
        {
            using var span = trace.Open(step);
            trace.Pass(this[step].Millis);
            DemoCall.Chat(trace, this[step].Model, Tokens(trace, step));
        }
    }
}

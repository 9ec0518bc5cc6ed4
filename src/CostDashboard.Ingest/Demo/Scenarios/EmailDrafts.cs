using CostDashboard.Core.Units;

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>Drafts of mails, instrumented by hand. Tells the story of the model switch: same tokens, three times the price.</summary>
internal sealed class EmailDrafts() : DemoScenario("email-drafts")
{
    internal override void Play(DemoTrace trace)
    {
        using var root = Root(trace, "compose_reply");
        using (trace.Open("load_thread"))
        {
            trace.Pass(this["load_thread"].Millis);
        }

        var step = trace.Start >= UnixNanos.From(trace.Stories.ModelSwitch) ? "draft_after_switch" : "draft";
        using var draft = trace.Open("draft_reply");
        trace.Pass(this[step].Millis);
        DemoCall.Plain(trace, "llm.chat", this[step].Model, Tokens(trace, step));
    }
}

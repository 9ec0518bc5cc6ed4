namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>
/// Sub-agents in traces of their own, in the two directions in which agents link them: the fraud check's root names the tool call that started
/// it, and the fraud check's span names the root of the document check that it starts. They go on after what started them has ended.
/// </summary>
internal static class FraudCheck
{
    private static readonly SubAgentFigures s_figures = SeedFile.Read<SubAgentFigures>("fraud-check");

    /// <summary>Begins a check in the background of the open span, of so many refunds out of a thousand as its count says.</summary>
    internal static void MayStart(DemoTrace from)
    {
        var caller = from.Current;
        if (from.Begin(s_figures, "fraud-check") is not { } trace)
        {
            return;
        }

        using var agent = Begin(trace, from, "fraud-check", "agent.think").Link(from.Id, caller.Id);
        var think = s_figures.Steps["agent.think"];
        var context = trace.Random.In(think.Input);
        var turns = trace.Random.In(think.Count);
        for (var turn = 0; turn < turns; turn++)
        {
            var output = trace.Random.In(think.Output);
            DemoCall.Chat(trace, think.Model, new(context, output));
            DemoCall.Tool(trace, "score_transaction", s_figures.Steps["score_transaction"], $$"""{"customer":"{{trace.Customer.Name}}","part":{{turn}}}""");
            context += output + trace.Random.In(s_figures.Steps["score_transaction"].Tokens);
        }

        MayReadDocuments(trace, agent);
        DemoCall.Chat(trace, think.Model, new(context, trace.Random.In(think.Output)));
    }

    private static void MayReadDocuments(DemoTrace from, DemoSpan caller)
    {
        if (from.Begin(s_figures, "document-check") is not { } trace)
        {
            return;
        }

        using var agent = Begin(trace, from, "document-check", "document-check");
        caller.Link(trace.Id, agent.Id);
        var read = s_figures.Steps["document-check"];
        DemoCall.Tool(trace, "fetch_document", s_figures.Steps["fetch_document"], $$"""{"customer":"{{trace.Customer.Name}}"}""");
        DemoCall.Chat(trace, read.Model, new(trace.Random.In(read.Input), trace.Random.In(read.Output)), maxTokens: 512);
    }

    // For whom and for what it is, a sub-agent says as the one that started it does.
    private static DemoSpan Begin(DemoTrace trace, DemoTrace from, string name, string step)
    {
        var agent = RefundAgent.BeginAgent(trace, name, s_figures.Steps[step].Model);
        foreach (var key in (string[])["feature", "customer_id", "user.id", "session.id"])
        {
            if (from.Root.Text(key) is { } value)
            {
                agent.Set(key, value);
            }
        }

        return agent;
    }
}

/// <summary>Agents that others start; <c>db/seed/fraud-check.json</c>.</summary>
/// <param name="Steps">Of an agent the count says of how many occasions out of a thousand it is started, and the time how long that takes.</param>
internal sealed record SubAgentFigures(
    string About, string Service, string Version, string Scope, string ScopeVersion, string Language, Dictionary<string, StepFigures> Steps);

namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>The refund agent out of control: the same search again and again, the context growing by every answer.</summary>
internal static class RunawayAgent
{
    private static readonly string[] s_queries =
    [
        "refund policy partial shipment", "refund policy for partial shipments", "partial shipment refund rules",
        "policy refund partially shipped order", "how to refund a partial shipment",
    ];

    internal static RunawayFigures Figures { get; } = SeedFile.Read<RunawayFigures>("runaway-agent");

    internal static void Play(DemoTrace trace, string feature, int turns)
    {
        var think = Figures.Steps["agent.think"];
        var search = Figures.Steps["search_knowledge_base"];
        using var root = trace.Open("agent.run")
            .Set("feature", feature)
            .Set("customer_id", trace.Customer.Name)
            .Set("user.id", $"{trace.Customer.Name}-u007")
            .Set("session.id", "s5ca1ab1e0ff1")
            .Set("agent.stop_reason", "context_limit");
        using var agent = RefundAgent.BeginAgent(trace, "refund-agent", think.Model);
        var context = trace.Random.In(think.Input);
        var sum = default(CallTokens);
        for (var turn = 0; turn < turns; turn++)
        {
            var output = trace.Random.In(think.Output);
            sum += RefundAgent.Think(trace, think, new(context, output));
            var query = s_queries[turn % s_queries.Length];
            DemoCall.Tool(trace, "search_knowledge_base", search, $$"""{"query":"{{query}}"}""");
            context += output + trace.Random.In(search.Tokens);
        }

        DemoCall.SetUsage(agent, sum);
        root.Fail("agent_stopped", "The agent reached its context limit without an answer");
    }
}

/// <summary><c>db/seed/runaway-agent.json</c>.</summary>
internal sealed record RunawayFigures(string About, string Customer, List<RunawayRun> Runs, Dictionary<string, StepFigures> Steps);

internal sealed record RunawayRun(int MinutesAfter, int Turns);

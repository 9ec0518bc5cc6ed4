using CostDashboard.Core.Guardrails;
using CostDashboard.Storage.Details;

namespace CostDashboard.Storage.Guardrails;

/// <summary>What the agents of a trace came to, as a column holds it: tens of bytes for an agent and its tools.</summary>
internal static class RunTotalsCode
{
    private const byte Version = 1;

    /// <summary>Null for none.</summary>
    public static byte[]? Write(IReadOnlyList<AgentTotal> agents)
    {
        if (agents.Count == 0)
        {
            return null;
        }

        var writer = new ByteWriter();
        writer.Byte(Version);
        writer.Count(agents.Count);
        foreach (var agent in agents)
        {
            writer.Text(agent.Agent);
            writer.Count(agent.Steps);
            writer.Signed(agent.CostNanoUsd);
            writer.Signed(agent.InputTokens);
            writer.Signed(agent.DearestNanoUsd);
            writer.Signed((long)agent.OtherToolCalls);
            writer.Count(agent.Tools.Count);
            foreach (var (tool, calls) in agent.Tools)
            {
                writer.Text(tool);
                writer.Count(calls);
            }
        }

        return writer.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">It was written by a later version, or is damaged.</exception>
    public static IReadOnlyList<AgentTotal> Read(byte[]? stored)
    {
        if (stored is null)
        {
            return [];
        }

        var reader = new ByteReader(stored);
        if (reader.Byte() is not Version)
        {
            throw new InvalidDataException("The stored totals of a trace's agents were written by a later version.");
        }

        var agents = new AgentTotal[reader.Count()];
        for (var i = 0; i < agents.Length; i++)
        {
            agents[i] = ReadAgent(ref reader);
        }

        return agents;
    }

    private static AgentTotal ReadAgent(ref ByteReader reader)
    {
        var (name, steps) = (reader.Text(), (int)reader.Varint());
        var (cost, tokens, dearest, others) = (reader.Signed(), reader.Signed(), reader.Signed(), (int)reader.Signed());
        var tools = new ToolCalls[reader.Count()];
        for (var i = 0; i < tools.Length; i++)
        {
            tools[i] = new(reader.Text(), (int)reader.Varint());
        }

        return new(name, steps, tools, others, cost, tokens, dearest);
    }
}

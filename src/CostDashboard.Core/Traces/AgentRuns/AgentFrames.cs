using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Traces.AgentRuns;

/// <summary>Within what the turns of an agent lie: the agent, a tool that is one, or the top of a trace that names no agent.</summary>
/// <param name="Head">The node that opens it; -1 for spans whose parent is missing.</param>
/// <param name="Around">Index of the frame that the head lies in; -1 for none.</param>
/// <param name="IsRun">Turns lie directly within it.</param>
internal sealed record AgentFrame(int Index, int Head, int Around, bool IsRun);

/// <summary>
/// Whose turn each span of a trace is part of. A span belongs to the nearest agent, tool or search around it, else to the top of the trace.
/// <list type="bullet">
/// <item>An agent is a run. One that uses no tool itself, beside another of its name, in something that uses tools, is no agent but a step of that
/// (LangGraph's node "agent", seen once for each turn).</item>
/// <item>So is, where no agent is around it, a wrapper that itself asks a model more than once and uses a tool (the AI SDK's <c>generateText</c>).</item>
/// <item>A tool, a search, and the top of a trace, are runs where a model is asked and a tool used directly within them.</item>
/// <item>Spans whose parent is missing lie in one frame where it is the same one: the agent's own span is often the last to come.</item>
/// </list>
/// Time grows with the number of spans.
/// </summary>
internal sealed class AgentFrames
{
    internal const int None = -1;

    private readonly int[] _frameOf;
    private readonly int[] _inside;

    private AgentFrames(int[] frameOf, int[] inside, IReadOnlyList<AgentFrame> all) => (_frameOf, _inside, All) = (frameOf, inside, all);

    internal IReadOnlyList<AgentFrame> All { get; }

    /// <summary>The frame that a span lies in: of one that opens a frame, the one around it; <see cref="None"/> never.</summary>
    internal int FrameOf(int node) => _frameOf[node];

    /// <summary>The run that a span is a part of, as <see cref="FrameOf"/> has it; <see cref="None"/> for what no agent did.</summary>
    internal int RunOf(int node) => All[_frameOf[node]].IsRun ? _frameOf[node] : None;

    /// <summary>What lies within the span is in a frame of its own.</summary>
    internal bool OpensFrame(int node) => _inside[node] != _frameOf[node];

    internal static AgentFrames Of(TraceTree tree)
    {
        var nodes = tree.Nodes;
        var steps = StepsOf(tree, ToolsWithin(tree));
        var (frameOf, inside) = (new int[nodes.Count], new int[nodes.Count]);
        var (heads, tops) = (new List<(int Head, int Around)>(), new Dictionary<SpanId, int>());
        var hasAgent = new bool[nodes.Count];
        foreach (var node in nodes)
        {
            frameOf[node.Index] = inside[node.Index] = !node.IsRoot ? inside[node.Parent] : TopOf(node, heads, tops);
            hasAgent[node.Index] = (!node.IsRoot && hasAgent[node.Parent]) || node.Span.Kind is OperationKind.Agent;
            if (!steps[node.Index]
                && (node.Span.Kind is OperationKind.Agent or OperationKind.Tool or OperationKind.Retrieval || (!hasAgent[node.Index] && IsAgentByItsCalls(tree, node))))
            {
                inside[node.Index] = heads.Count;
                heads.Add((node.Index, frameOf[node.Index]));
            }
        }

        var (asks, uses) = (new bool[heads.Count], new bool[heads.Count]);
        foreach (var node in nodes)
        {
            asks[frameOf[node.Index]] |= node.Span.Kind is OperationKind.Chat;
            uses[frameOf[node.Index]] |= node.Span.Kind is OperationKind.Tool;
        }

        return new(frameOf, inside, [.. heads.Select((head, i) => new AgentFrame(i, head.Head, head.Around, IsRun(head.Head, i)))]);

        bool IsRun(int head, int frame) =>
            (head >= 0 && frameOf[head] != frame && nodes[head].Span.Kind is OperationKind.Agent) || (asks[frame] && uses[frame]);
    }

    private static bool IsAgentByItsCalls(TraceTree tree, TraceNode node) =>
        node.Span is { Kind: OperationKind.Workflow, IsWrapperByName: true }
        && node.Children.Any(child => tree.Nodes[child].Span.Kind is OperationKind.Tool)
        && node.Children.Where(child => tree.Nodes[child].Span.Kind is OperationKind.Chat).Skip(1).Any();

    private static int TopOf(TraceNode root, List<(int Head, int Around)> heads, Dictionary<SpanId, int> tops)
    {
        var missing = root.IsOrphan ? root.Span.Parent : null;
        if (missing is { } parent && tops.TryGetValue(parent, out var top))
        {
            return top;
        }

        heads.Add((missing is null ? root.Index : None, None));
        if (missing is { } first)
        {
            tops[first] = heads.Count - 1;
        }

        return heads.Count - 1;
    }

    // A tool is used directly within a span, or within what is neither an agent nor a tool below it.
    private static bool[] ToolsWithin(TraceTree tree)
    {
        var within = new bool[tree.Nodes.Count];
        for (var i = tree.Nodes.Count - 1; i >= 0; i--)
        {
            if (tree.Nodes[i] is { IsRoot: false } node)
            {
                within[node.Parent] |= node.Span.Kind is OperationKind.Tool || (node.Span.Kind is not OperationKind.Agent && within[i]);
            }
        }

        return within;
    }

    private static bool[] StepsOf(TraceTree tree, bool[] usesTools)
    {
        var steps = new bool[tree.Nodes.Count];
        foreach (var around in tree.Nodes)
        {
            if (!usesTools[around.Index])
            {
                continue;
            }

            foreach (var alike in around.Children
                .Where(child => tree.Nodes[child].Span.Kind is OperationKind.Agent && !usesTools[child])
                .GroupBy(child => tree.Nodes[child].Span.Name, StringComparer.Ordinal)
                .Where(alike => alike.Skip(1).Any()))
            {
                foreach (var step in alike)
                {
                    steps[step] = true;
                }
            }
        }

        return steps;
    }
}

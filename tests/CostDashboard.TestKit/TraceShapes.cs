using CostDashboard.Core.Spans;

namespace CostDashboard.TestKit;

/// <summary>
/// The shapes of traces that everything which lays out a trace is tested with, by name: a theory names them all, a fact one of them.
/// Of each, times are milliseconds after <see cref="A.Noon"/>.
/// </summary>
public static class TraceShapes
{
    /// <summary>Spans of the shape "fifty thousand".</summary>
    public const int Many = 50_000;

    /// <summary>Levels of the shape "deep".</summary>
    public const int DeepLevels = 40;

    private static readonly Dictionary<string, Func<PricedSpan[]>> s_shapes = new(StringComparer.Ordinal)
    {
        ["sequential"] = () => [A.Span("root", duration: 300), Call("a", "root", 0, 100), Call("b", "root", 100, 100), Call("c", "root", 200, 100)],
        ["overlapping"] = () => [A.Span("root", duration: 300), Call("a", "root", 0, 200), Call("b", "root", 150, 150)],
        ["parallel fan-out"] = () => [A.Span("root", duration: 100), .. Enumerable.Range(0, 8).Select(i => Call($"part {i}", "root", 5, 40 + (5 * i)))],
        ["child outlives parent"] = () => [A.Span("root", duration: 100), A.Span("job", "root", start: 20, duration: 30), Call("late", "job", 30, 270)],
        ["several roots"] = () => [A.Span("one", duration: 50), Call("a", "one", 10, 20), A.Span("two", start: 100, duration: 50), Call("b", "two", 110, 20), A.Span("torn", "never came", start: 200, duration: 20)],
        ["zero-length"] = () => [A.Span("root", duration: 0), A.Span("instant", "root", duration: 0), Call("call", "root", 0, 0)],
        ["skewed"] = () => [A.Span("root", duration: 200, service: "web"), A.Span("serve", "root", start: -500, duration: 100, service: "model-gateway"), Call("call", "serve", -480, 60)],
        ["deep"] = () => [.. Enumerable.Range(0, DeepLevels).Select(i => i < DeepLevels - 1 ? A.Span($"level {i}", i == 0 ? null : $"level {i - 1}", start: i, duration: 100 - (2 * i)) : Call($"level {i}", $"level {i - 1}", i, 100 - (2 * i)))],
        ["fifty thousand"] = FiftyThousand,
    };

    public static IEnumerable<string> Names => s_shapes.Keys;

    /// <summary>The spans of a shape, parents before their children.</summary>
    public static PricedSpan[] Of(string name) => s_shapes[name]();

    // An agent of 500 steps, each with 98 calls and a tool that they go through; every tenth step has a failed call.
    private static PricedSpan[] FiftyThousand()
    {
        var spans = new List<PricedSpan>(Many) { A.Span("root", duration: 50_000) };
        for (var step = 0; spans.Count < Many; step++)
        {
            spans.Add(A.Span($"step {step}", "root", name: "agent.step", start: step * 100, duration: 100, kind: OperationKind.Agent));
            for (var call = 0; call < 99 && spans.Count < Many; call++)
            {
                spans.Add(call == 98
                    ? A.Span($"tool {step}", $"step {step}", name: "search", start: (step * 100) + call, duration: 1, kind: OperationKind.Tool)
                    : Call($"call {step}.{call}", $"step {step}", (step * 100) + call, 1, isError: step % 10 == 0 && call == 7));
            }
        }

        return [.. spans];
    }

    private static PricedSpan Call(string id, string parent, double start, double duration, bool isError = false) =>
        A.Span(id, parent, name: "chat gpt-4o", start: start, duration: duration, tokens: new Usage(900, 0, 0, 0, 100), usd: 0.00325m, model: "gpt-4o", isError: isError);
}

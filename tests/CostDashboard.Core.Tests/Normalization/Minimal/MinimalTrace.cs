using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Normalization.Minimal;

/// <summary>The smallest trace that shows a vocabulary whole, in its raw shape: what stands around calls, a plain call, and one with cached tokens.</summary>
/// <param name="Dialect">Name of the dialect's file, without the word.</param>
/// <param name="Scope">The instrumentation scope that its emitter writes.</param>
/// <param name="Spans">Each span of <see cref="Around"/> stands below the one before it, and calls below the last of these.</param>
internal sealed record MinimalTrace(string Dialect, string Scope, params IReadOnlyList<MinimalSpan> Spans)
{
    internal const string NoCache = "input as stated (no cached tokens)";
    internal const string Includes = "input includes cache (OpenTelemetry ≥ 1.40)";
    internal const string ExcludesByTotal = "input excludes cache (total = input + output + cache)";
    internal const string Raw = "input excludes cache (this instrumentation passes the provider's raw counts on)";
    internal const string OldVercel = "input excludes cache (AI SDK up to version 5 with Anthropic or Bedrock)";
    internal const string Stated = "uncached input as stated (noCacheTokens)";
    internal const string LangfuseIsDisjoint = "input excludes cache (Langfuse usage is disjoint)";
    internal const string ClaudeCode = "input excludes cache (Claude Code counts each class apart)";

    /// <summary>A span that is charged nothing, whatever it states.</summary>
    internal static MinimalSpan Around(string name, params (string Key, object Value)[] attributes) => new(name, attributes, null);

    /// <summary>A span that is charged what it used.</summary>
    internal static MinimalSpan Call(string name, Usage usage, string rule, params (string Key, object Value)[] attributes) => new(name, attributes, new(name, usage, rule));

    /// <summary>The spans as the pipeline has them when they are to be stored, without prices.</summary>
    internal IEnumerable<PricedSpan> Read()
    {
        string? above = null;
        for (var i = 0; i < Spans.Count; i++)
        {
            var span = Spans[i];
            var source = A.Span($"s{i}", above, name: span.Name, start: i).Span.Source;
            source = source with { Attributes = Reading.Attributes(span.Attributes), Origin = source.Origin with { ScopeName = Scope } };
            var normalized = Reading.Of(source);
            yield return new(normalized, normalized.Call is null ? SpanCost.NotACall.Instance : new SpanCost.Unpriced("no price book in this test"));
            above = span.Expected is null ? $"s{i}" : above;
        }
    }
}

/// <summary>One span of such a trace.</summary>
/// <param name="Expected">Null where nothing is charged.</param>
internal sealed record MinimalSpan(string Name, (string Key, object Value)[] Attributes, ExpectedCall? Expected);

/// <summary>What is charged, and the rule that made classes of the emitter's counts.</summary>
internal sealed record ExpectedCall(string Name, Usage Usage, string? Rule);

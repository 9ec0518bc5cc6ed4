using System.Globalization;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>What guardrails say, in sentences that a program, an agent or a manager can read.</summary>
public static class GuardrailText
{
    private const int LongestName = 80;

    /// <summary>steps per trace.</summary>
    public static string NameOf(GuardrailKind kind) => kind switch
    {
        GuardrailKind.StepsPerTrace => "steps per trace",
        GuardrailKind.CallsOfOneTool => "calls of one tool",
        GuardrailKind.CostPerTrace => "cost per trace",
        GuardrailKind.CostPerSpan => "cost per span",
        GuardrailKind.InputTokensPerTrace => "input tokens per trace",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such guardrail."),
    };

    /// <summary>Whether amounts of the kind are nano-dollars.</summary>
    public static bool IsMoney(GuardrailKind kind) => kind is GuardrailKind.CostPerTrace or GuardrailKind.CostPerSpan;

    /// <summary>50,000 · $0.50.</summary>
    public static string Amount(GuardrailKind kind, long amount) => IsMoney(kind)
        ? UsdText.Exact(amount)
        : amount.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>11 steps in the trace, over the limit of 10.</summary>
    public static string Broken(GuardrailState state) =>
        $"{Reached(state)}, over the limit of {Amount(state.Guardrail.Kind, state.Guardrail.Most)}{OfAgent(state.Guardrail)}";

    /// <summary>Stop: 4 calls of 'search', over the limit of 3. · Go: within all limits; closest is steps per trace, 8 of 10.</summary>
    public static string Reason(Verdict verdict)
    {
        var unpriced = verdict.UnpricedCalls > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {verdict.UnpricedCalls} of {verdict.Trace!.Calls} calls have no known price: the cost is more than what is counted.")
            : "";
        if (verdict.IsStop)
        {
            return $"Stop: {string.Join("; ", verdict.Broken.Select(Broken))}.{unpriced}";
        }

        if (verdict.States.Count == 0)
        {
            return "Go: no limit is on in this project." + unpriced;
        }

        if (verdict.Trace is null)
        {
            return "Go: no span of this trace has arrived yet, so nothing is counted.";
        }

        var closest = verdict.States.MaxBy(state => (decimal)state.Reached / state.Guardrail.Most)!;
        return $"Go: within all limits; closest is {NameOf(closest.Guardrail.Kind)}{OfAgent(closest.Guardrail)}, {Amount(closest.Guardrail.Kind, closest.Reached)} of {Amount(closest.Guardrail.Kind, closest.Guardrail.Most)}{(closest.Tool.Length > 0 ? $" ({Quoted(closest.Tool)})" : "")}.{unpriced}";
    }

    /// <summary>A name that came from outside, cut and in quotes, so that it cannot be taken for words of ours.</summary>
    public static string Quoted(string name)
    {
        var shown = name.Length <= LongestName ? name : name[..LongestName] + "…";
        return "'" + new string([.. shown.Select(letter => char.IsControl(letter) || letter is '\'' or '\u2028' or '\u2029' ? ' ' : letter)]) + "'";
    }

    private static string Reached(GuardrailState state) => state.Guardrail.Kind switch
    {
        GuardrailKind.StepsPerTrace => Amount(state.Guardrail.Kind, state.Reached) + " steps in the trace",
        GuardrailKind.CallsOfOneTool => $"{Amount(state.Guardrail.Kind, state.Reached)} calls of {Quoted(state.Tool)}",
        GuardrailKind.CostPerTrace => Amount(state.Guardrail.Kind, state.Reached) + " for the trace",
        GuardrailKind.CostPerSpan => Amount(state.Guardrail.Kind, state.Reached) + " for one span",
        GuardrailKind.InputTokensPerTrace => Amount(state.Guardrail.Kind, state.Reached) + " tokens read in all",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string OfAgent(Guardrail guardrail) => guardrail.Agent.Length > 0 ? $" of the agent {Quoted(guardrail.Agent)}" : "";
}

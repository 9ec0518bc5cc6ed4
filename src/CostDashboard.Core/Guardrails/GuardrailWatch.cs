using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>
/// Counts along a trace and tells which guardrails it breaks, and at which span. It is given spans one after the other. Unknown cost counts nothing:
/// what is reached is then a lower bound. <see cref="Verdict"/> says the same of the totals, without the spans.
/// </summary>
public sealed class GuardrailWatch(GuardrailSettings settings)
{
    private readonly Dictionary<(Guardrail Guardrail, string Tool), long> _reached = [];
    private readonly Dictionary<(Guardrail Guardrail, string Tool), int> _at = [];
    private readonly List<GuardrailBreach> _breaches = [];

    /// <summary>In the order in which they were broken.</summary>
    public IReadOnlyList<GuardrailBreach> Breaches => _breaches;

    /// <summary>Takes the next span of the trace.</summary>
    /// <param name="agent">Whose span it is; empty for what no agent did.</param>
    /// <param name="isStep">It is the call of an agent's turn.</param>
    /// <param name="tool">The tool that an agent called with it; null for none.</param>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void See(SpanId span, string agent, bool isStep, string? tool, SpanCharge charge)
    {
        foreach (var kind in GuardrailSettings.Kinds)
        {
            var added = kind switch
            {
                GuardrailKind.StepsPerTrace => isStep ? 1 : 0,
                GuardrailKind.CallsOfOneTool => tool is null ? 0 : 1,
                GuardrailKind.CostPerTrace or GuardrailKind.CostPerSpan => charge.CostNanoUsd,
                GuardrailKind.InputTokensPerTrace => charge.IsCharged ? charge.Usage.TotalInput : 0,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (added == 0 || settings.For(kind, agent) is not { } guardrail)
            {
                continue;
            }

            var counted = (guardrail, kind is GuardrailKind.CallsOfOneTool ? tool! : "");
            var reached = kind is GuardrailKind.CostPerSpan ? added : _reached[counted] = checked(_reached.GetValueOrDefault(counted) + added);
            if (guardrail.IsBrokenBy(reached))
            {
                Note(counted, reached, span);
            }
        }
    }

    private void Note((Guardrail Guardrail, string Tool) broken, long reached, SpanId span)
    {
        if (!_at.TryGetValue(broken, out var at))
        {
            _at[broken] = _breaches.Count;
            _breaches.Add(new(broken.Guardrail, reached, span, broken.Tool));
        }
        else if (reached > _breaches[at].Reached)
        {
            _breaches[at] = _breaches[at] with { Reached = reached, At = broken.Guardrail.Kind is GuardrailKind.CostPerSpan ? span : _breaches[at].At };
        }
    }
}

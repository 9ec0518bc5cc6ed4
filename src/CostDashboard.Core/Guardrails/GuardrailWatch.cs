using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Guardrails;

/// <summary>
/// Counts along a trace and tells which guardrails it breaks. It is given spans one after the other, so that it can also be asked while a trace is
/// under way. Unknown cost counts nothing: what is reached is then a lower bound.
/// </summary>
public sealed class GuardrailWatch(IReadOnlyList<Guardrail> guardrails)
{
    private readonly Dictionary<string, long> _callsOf = new(StringComparer.Ordinal);
    private readonly List<GuardrailBreach> _breaches = [];
    private readonly Dictionary<(Guardrail Guardrail, string Tool), int> _at = [];
    private long _steps;
    private long _cost;
    private long _tokens;

    /// <summary>In the order in which they were broken.</summary>
    public IReadOnlyList<GuardrailBreach> Breaches => _breaches;

    /// <summary>Takes the next span of the trace.</summary>
    /// <param name="isStep">It is the call of an agent's turn.</param>
    /// <param name="tool">The tool that an agent called with it; null for none.</param>
    /// <exception cref="OverflowException">A sum is more than 64 bits hold.</exception>
    public void See(SpanId span, bool isStep, string? tool, SpanCharge charge)
    {
        _steps += isStep ? 1 : 0;
        _cost = checked(_cost + charge.CostNanoUsd);
        _tokens = checked(_tokens + (charge.IsCharged ? charge.Usage.TotalInput : 0));
        if (tool is not null)
        {
            _callsOf[tool] = _callsOf.GetValueOrDefault(tool) + 1;
        }

        foreach (var guardrail in guardrails)
        {
            var reached = guardrail.Kind switch
            {
                GuardrailKind.StepsPerTrace => _steps,
                GuardrailKind.CallsOfOneTool => tool is null ? 0 : _callsOf[tool],
                GuardrailKind.CostPerTrace => _cost,
                GuardrailKind.CostPerSpan => charge.CostNanoUsd,
                GuardrailKind.InputTokensPerTrace => _tokens,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (reached > guardrail.Most)
            {
                Note(guardrail, reached, span, guardrail.Kind is GuardrailKind.CallsOfOneTool ? tool! : "");
            }
        }
    }

    private void Note(Guardrail guardrail, long reached, SpanId span, string tool)
    {
        if (!_at.TryGetValue((guardrail, tool), out var at))
        {
            _at[(guardrail, tool)] = _breaches.Count;
            _breaches.Add(new(guardrail, reached, span, tool));
        }
        else if (reached > _breaches[at].Reached)
        {
            _breaches[at] = _breaches[at] with { Reached = reached, At = guardrail.Kind is GuardrailKind.CostPerSpan ? span : _breaches[at].At };
        }
    }
}

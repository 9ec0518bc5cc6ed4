using System.Collections.Frozen;
using System.Globalization;
using CostDashboard.Core.Spend;

namespace CostDashboard.Core.Guardrails;

/// <summary>A limit as it is set: for the project, or for one agent.</summary>
/// <param name="Most">The most that keeps it, in the unit of its kind.</param>
/// <param name="IsOn">One that is off is not looked at; an agent's that is off takes the agent out of the project's.</param>
/// <param name="Agent">As a run's agent is called; empty for the project's.</param>
public sealed record GuardrailLimit(GuardrailKind Kind, long Most, bool IsOn = true, string Agent = "");

/// <summary>
/// The limits of a project. Each kind has one limit for the project, and an agent may have its own: what that agent does is then counted against
/// its own limit and not against the project's, so that one agent that may take more steps does not loosen the limit of the others.
/// </summary>
public sealed record GuardrailSettings
{
    /// <summary>Limits of agents that a project can have.</summary>
    public const int MostAgentLimits = 100;

    private static readonly FrozenDictionary<GuardrailKind, long> s_largest = new Dictionary<GuardrailKind, long>
    {
        [GuardrailKind.StepsPerTrace] = 100_000,
        [GuardrailKind.CallsOfOneTool] = 100_000,
        [GuardrailKind.CostPerTrace] = 1_000_000_000_000_000,
        [GuardrailKind.CostPerSpan] = 1_000_000_000_000_000,
        [GuardrailKind.InputTokensPerTrace] = 10_000_000_000,
    }.ToFrozenDictionary();

    private readonly IReadOnlyList<GuardrailLimit> _limits = [];
    private FrozenDictionary<(GuardrailKind Kind, string Agent), GuardrailLimit> _byScope = FrozenDictionary<(GuardrailKind, string), GuardrailLimit>.Empty;

    /// <summary>Those that hold where nobody set others.</summary>
    public static GuardrailSettings Usual { get; } = new()
    {
        Limits =
        [
            new(GuardrailKind.StepsPerTrace, 10),
            new(GuardrailKind.CallsOfOneTool, 3),
            new(GuardrailKind.CostPerTrace, 500_000_000),
            new(GuardrailKind.CostPerSpan, 100_000_000),
            new(GuardrailKind.InputTokensPerTrace, 50_000),
        ],
    };

    /// <summary>All kinds, in the order in which they are looked at and told.</summary>
    public static IReadOnlyList<GuardrailKind> Kinds { get; } = Enum.GetValues<GuardrailKind>();

    /// <summary>The project's and the agents'. A kind without a limit is off.</summary>
    public required IReadOnlyList<GuardrailLimit> Limits
    {
        get => _limits;
        init
        {
            _limits = value;
            _byScope = value.GroupBy(limit => (limit.Kind, limit.Agent)).ToFrozenDictionary(same => same.Key, same => same.First());
        }
    }

    /// <summary>The guardrails that are on: by kind, the project's first, then by agent.</summary>
    public IEnumerable<Guardrail> On =>
        _limits.Where(limit => limit.IsOn)
            .OrderBy(limit => limit.Kind)
            .ThenBy(limit => limit.Agent, StringComparer.Ordinal)
            .Select(limit => new Guardrail(limit.Kind, limit.Most, limit.Agent));

    /// <summary>The largest limit of a kind that can be set.</summary>
    public static long LargestOf(GuardrailKind kind) => s_largest[kind];

    /// <summary>The project's own limit of a kind; the usual one, off, where it has none.</summary>
    public GuardrailLimit OfProject(GuardrailKind kind) =>
        _byScope.GetValueOrDefault((kind, "")) ?? Usual._byScope[(kind, "")] with { IsOn = false };

    /// <summary>The guardrail that what an agent does is counted against; null where none is on.</summary>
    /// <param name="agent">Empty for what no agent did.</param>
    public Guardrail? For(GuardrailKind kind, string agent)
    {
        var limit = (agent.Length > 0 ? _byScope.GetValueOrDefault((kind, agent)) : null) ?? _byScope.GetValueOrDefault((kind, ""));
        return limit is { IsOn: true } ? new(limit.Kind, limit.Most, limit.Agent) : null;
    }

    /// <summary>The lowest limit of a kind that is on: a trace that comes to no more keeps all of that kind. Null where none is on.</summary>
    public long? LowestOf(GuardrailKind kind) => _limits.Where(limit => limit.IsOn && limit.Kind == kind).Select(limit => (long?)limit.Most).Min();

    /// <summary>What is wrong with it, in a sentence that says what to do; null for nothing.</summary>
    public string? FindMistake()
    {
        foreach (var limit in _limits)
        {
            if (!Enum.IsDefined(limit.Kind))
            {
                return "There is no such limit. Choose one of the list.";
            }

            if (limit.Most < 1 || limit.Most > LargestOf(limit.Kind))
            {
                var name = GuardrailText.NameOf(limit.Kind);
                return $"{char.ToUpperInvariant(name[0])}{name[1..]}: a limit is from {GuardrailText.Amount(limit.Kind, 1)} to {GuardrailText.Amount(limit.Kind, LargestOf(limit.Kind))}. Turn it off to have none.";
            }

            if (limit.Agent.Length > SpendKey.LongestValue)
            {
                return string.Create(CultureInfo.InvariantCulture, $"The name of an agent has at most {SpendKey.LongestValue} characters.");
            }
        }

        if (_limits.Count(limit => limit.Agent.Length > 0) is var own && own > MostAgentLimits)
        {
            return string.Create(CultureInfo.InvariantCulture, $"A project has at most {MostAgentLimits} limits of agents, not {own}.");
        }

        return _limits.Count == _byScope.Count ? null : "An agent has two limits of one kind. Keep one of them.";
    }

    public bool Equals(GuardrailSettings? other) => other is not null && _limits.SequenceEqual(other._limits);

    public override int GetHashCode() => _limits.Count;
}

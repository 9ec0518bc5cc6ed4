using CostDashboard.Core.Spend.Spikes;

namespace CostDashboard.TestKit;

/// <summary>Something that is planted in the traffic of <see cref="SpikeScenario"/>, and what a report on it has to say.</summary>
/// <param name="Causes">
/// The causes in any order, each as "Dimension=value", two values with "&amp;"; names of the same calls side by side with "|". One is the single
/// cause; none means that there is no single cause.
/// </param>
/// <param name="Factor">Which factor moved, of the single cause or of everything.</param>
public sealed record SpikeStory(SpikeScenario.Planting Plant, SpikeFactor Factor, params IReadOnlyList<string> Causes)
{
    public static IReadOnlyDictionary<string, SpikeStory> All { get; } = new Dictionary<string, SpikeStory>
    {
        ["a step reads forty times the tokens"] = new((ref t) => t.Tokens *= t.Step == "classify_intent" ? 40 : 1, SpikeFactor.TokensPerCall, "Step=classify_intent"),
        ["a step's prompt doubles"] = new((ref t) => t.Tokens *= t.Step == "generate_answer" ? 2 : 1, SpikeFactor.TokensPerCall, "Step=generate_answer"),
        ["a customer asks five times as much"] = new((ref t) => t.Calls *= t.Customer == "customer-02" ? 5 : 1, SpikeFactor.Volume, "Customer=customer-02"),
        ["a small customer asks fifty times as much"] = new((ref t) => t.Calls *= t.Customer == "customer-19" ? 50 : 1, SpikeFactor.Volume, "Customer=customer-19"),
        ["a customer's prompts are three times as long"] = new((ref t) => t.Tokens *= t.Customer == "customer-01" ? 3 : 1, SpikeFactor.TokensPerCall, "Customer=customer-01"),
        ["a customer leaves"] = new((ref t) => t.Calls *= t.Customer == "customer-01" ? 0 : 1, SpikeFactor.Volume, "Customer=customer-01"),
        ["a feature becomes popular"] = new((ref t) => t.Calls *= t.Feature == "mail" ? 2.5 : 1, SpikeFactor.Volume, "Feature=mail"),
        ["staging runs a load test"] = new((ref t) => t.Calls *= t.Environment == "staging" ? 8 : 1, SpikeFactor.Volume, "Environment=staging"),
        ["a model becomes dearer"] = new((ref t) => t.NanoPerToken *= t.Model == "gpt-4o-mini" ? 8 : 1, SpikeFactor.PricePerToken, "Model=gpt-4o-mini"),
        ["a step moves to a dearer model"] = new(
            (ref t) => (t.Model, t.NanoPerToken) = t.Step == "check_answer" ? ("claude-opus-4-1", 20_000) : (t.Model, t.NanoPerToken),
            SpikeFactor.Mix,
            "Model=claude-opus-4-1|Step=check_answer"),
        ["most calls of a step move to a dear model that others use"] = new(
            (ref t) => (t.Model, t.NanoPerToken) = t is { Step: "check_answer", Feature: not "search" } ? ("gpt-4o", 14_000) : (t.Model, t.NanoPerToken),
            SpikeFactor.Mix,
            "Step=check_answer|Step=check_answer&Model=gpt-4o"),
        ["a slow ramp of one step"] = new((ref t) => t.Tokens *= t.Step == "summarise" ? 2.5 : 1, SpikeFactor.TokensPerCall, "Step=summarise"),
        ["one step of one customer"] = new(
            (ref t) => t.Tokens *= t is { Step: "generate_answer", Customer: "customer-03" } ? 9 : 1, SpikeFactor.TokensPerCall, "Step=generate_answer&Customer=customer-03"),
        ["one step of one feature"] = new(
            (ref t) => t.Tokens *= t is { Step: "generate_answer", Feature: "mail" } ? 4 : 1, SpikeFactor.TokensPerCall, "Step=generate_answer&Feature=mail"),
        ["one feature in staging"] = new(
            (ref t) => t.Calls *= t is { Feature: "search", Environment: "staging" } ? 25 : 1, SpikeFactor.Volume, "Feature=search&Environment=staging"),
        ["a customer's mails"] = new(
            (ref t) => t.Calls *= t is { Feature: "mail", Customer: "customer-01" } ? 6 : 1, SpikeFactor.Volume, "Customer=customer-01&Feature=mail"),
        ["a customer loud while all grew by a third"] = new(
            (ref t) => t.Calls *= (t.Customer == "customer-04" ? 12 : 1) * 1.33, SpikeFactor.Volume, "Customer=customer-04"),
        ["a step was switched off"] = new((ref t) => t.Calls *= t.Step == "summarise" ? 0 : 1, SpikeFactor.Volume, "Step=summarise"),
        ["two causes at once"] = new(
            (ref t) =>
            {
                t.Calls *= t.Customer == "customer-05" ? 8 : 1;
                t.Tokens *= t.Step == "summarise" && t.Customer != "customer-05" ? 2.5 : 1;
            },
            SpikeFactor.Volume,
            "Customer=customer-05",
            "Step=summarise"),
        ["everything is called more"] = new((ref t) => t.Calls *= 1.8, SpikeFactor.Volume),
        ["everything is dearer"] = new((ref t) => t.NanoPerToken *= 1.5, SpikeFactor.PricePerToken),
        ["every prompt is longer"] = new((ref t) => t.Tokens *= 1.7, SpikeFactor.TokensPerCall),
    };

    /// <summary>The stories that have one cause.</summary>
    public static IEnumerable<string> Single => All.Where(story => story.Value.Causes.Count == 1).Select(story => story.Key);

    /// <summary>Whether a report's causes are those that were planted.</summary>
    public bool IsToldBy(SpikeCauses causes) => Causes switch
    {
        [] => causes.Single is null,
        [var one] => causes.Single is { } single && IsNamed(one, single),
        _ => causes.Causes.Count == Causes.Count && Causes.All(planted => causes.Causes.Any(cause => IsNamed(planted, cause))),
    };

    /// <summary>A report's causes as <see cref="Causes"/> would name them.</summary>
    public static string Names(SpikeCauses causes) => string.Join("; ", causes.Causes.Select(Name));

    private static bool IsNamed(string planted, SpikeCause cause) => planted.Split('|').Any(name => name.Split('&').Order().SequenceEqual(Name(cause).Split('&').Order()));

    private static string Name(SpikeCause cause) => string.Join('&', cause.Values.Select(value => $"{value.Dimension}={value.Value}"));
}

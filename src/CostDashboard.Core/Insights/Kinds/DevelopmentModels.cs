namespace CostDashboard.Core.Insights.Kinds;

/// <summary>
/// Development on premium models. In environments whose name says that they are not for customers, with S the threshold:
/// <code>saving = Σ over calls that the cheaper model of the family would have answered for at least S percent less of charge − price with that model</code>
/// </summary>
internal sealed class DevelopmentModels : InsightRule
{
    private static readonly string[] s_names =
        ["dev", "develop", "development", "local", "localhost", "test", "testing", "qa", "ci", "stage", "staging", "sandbox", "preview", "uat", "integration"];

    public override InsightKind Kind => InsightKind.DevelopmentModels;

    public override string Name => "Development on premium models";

    public override InsightThreshold Threshold { get; } = new("A model is premium where a cheaper one costs at least so much less", "%", 50, 1, 99);

    public override string Advice => "Use the cheaper model outside production, and the large one for the last check before a release.";

    public override string Seen(InsightFinding finding, decimal threshold) =>
        $"{Count(finding.Calls, "call", "calls")} of this environment used a model that {Number(threshold)} % or more could be saved on.";

    public override string Assumption(InsightFinding finding, decimal threshold) =>
        $"{finding.Subject.Instead}, of the same provider and family, serves outside production with the same tokens. Priced by the book at the time of each call.";

    internal override IEnumerable<InsightObservation> Of(InsightTrace trace, decimal threshold, InsightPrices prices)
    {
        foreach (var call in trace.Calls.Where(call => IsDevelopment(call.Series.Environment)))
        {
            if (prices.Cheaper(call) is var (model, saving) && saving * 100m >= threshold * call.CostNanoUsd)
            {
                var subject = InsightSubject.Of(call) with { Environment = call.Series.Environment, Instead = model.Model };
                yield return InsightObservation.Of(call, subject, call.Usage.Total, saving);
            }
        }
    }

    // dev, dev-3, eu.staging: one of its words is such a name.
    private static bool IsDevelopment(string environment) =>
        environment.Split(['-', '_', '.', ' ', '/'], StringSplitOptions.RemoveEmptyEntries).Any(word => s_names.Contains(word, StringComparer.OrdinalIgnoreCase));
}

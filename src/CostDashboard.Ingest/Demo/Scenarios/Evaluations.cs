namespace CostDashboard.Ingest.Demo.Scenarios;

/// <summary>A set of cases runs against the prompts and a model judges each: spend of development, with no customer behind it.</summary>
internal sealed class Evaluations() : DemoScenario("evaluations")
{
    internal override void Play(DemoTrace trace)
    {
        using var root = trace.Open("evaluate_prompts")
            .Set("feature", Figures.Feature)
            .Set("user.id", trace.Random.Pick<string>(["ci", "ci", "ci", "mira", "jonas"]))
            .Set("vcs.ref.head.revision", $"{trace.Random.Next():x16}"[..9]);
        var cases = (int)trace.Random.In(this["run_case"].Count);
        for (var i = 0; i < cases; i++)
        {
            using var span = trace.Open("run_case").Set("evaluation.case", i);
            Ask(trace, "run_case");
            Ask(trace, "judge");
        }
    }

    private void Ask(DemoTrace trace, string step)
    {
        using var span = trace.Open(step == "judge" ? "judge" : "answer");
        trace.Pass(this[step].Millis);
        DemoCall.Chat(trace, this[step].Model, Tokens(trace, step));
    }
}

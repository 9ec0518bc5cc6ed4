using CostDashboard.Core.Spans;

namespace CostDashboard.Ingest.Demo;

/// <summary>One kind of trace. Its figures are <c>db/seed/&lt;name&gt;.json</c>; what it does with them is its own file in <c>Scenarios/</c>.</summary>
internal abstract class DemoScenario(string name)
{
    internal string Name { get; } = name;

    internal ScenarioFigures Figures { get; } = SeedFile.Read<ScenarioFigures>(name);

    internal Season Season => DemoFigures.Shared.Seasons[Figures.Season];

    protected StepFigures this[string step] => Figures.Steps[step];

    /// <summary>Plays one trace, from opening its root to closing it.</summary>
    internal abstract void Play(DemoTrace trace);

    /// <summary>The version of the service that answers at that moment.</summary>
    internal virtual string VersionAt(Core.Units.UnixNanos time, DemoStories stories) => Figures.Version;

    /// <summary>Opens the root, which says for whom and for what the trace is.</summary>
    protected DemoSpan Root(DemoTrace trace, string name, OtelSpanKind kind = OtelSpanKind.Server)
    {
        var user = trace.Random.Between(1, trace.Customer.Users);

        // Somebody's day is one session, but now and then they begin anew.
        var begun = trace.Random.Chance(125) ? trace.Start : trace.Start.Floor(Core.Units.UnixNanos.PerDay);
        return trace.Open(name, kind)
            .Set("feature", Figures.Feature)
            .Set("customer_id", trace.Customer.Name)
            .Set("user.id", $"{trace.Customer.Name}-u{user:D3}")
            .Set("session.id", $"s{DemoRandom.Seed(trace.Customer.Name, user, begun.Value):x16}"[..13]);
    }

    /// <summary>Tokens of a step's call; longer for customers that bring longer texts.</summary>
    protected CallTokens Tokens(DemoTrace trace, string step, long extraInput = 0)
    {
        var figures = this[step];
        var input = (trace.Random.In(figures.Input) * trace.Customer.InputPercent / 100) + extraInput;
        var cached = figures.Cached.Most > 0 && trace.Random.Chance(700) ? Math.Min(input, trace.Random.In(figures.Cached)) : 0;
        return new(input, trace.Random.In(figures.Output), cached, Reasoning: trace.Random.In(figures.Reasoning));
    }
}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>Says a finding as a person would.</summary>
public static class StepReport
{
    /// <param name="cause">Of an incident that several findings share; null for one of its own.</param>
    public static IncidentReport Of(ProjectId project, StepFinding finding, string? cause, StepCause why, IReadOnlyList<TraceId> traces, OrganisationCalendar calendar)
    {
        var end = finding.End;
        if (finding.IsOver)
        {
            return IncidentReport.Over(project, finding.Measure.Kind(), finding.Subject, end);
        }

        return new(project, finding.Measure.Kind(), finding.Subject, finding.Severity, Sentence(finding, why, calendar), finding.Since, end)
        {
            Cause = cause,
            MoneyPerHour = finding.MoneyOnAverage,
            MoneySoFar = finding.MoneySoFar,
            Evidence = [.. Evidence(finding, why)],
            Traces = traces,
            Scope = [.. Scope(finding, why).Distinct()],
            Series = new(finding.Measure.Name(), finding.Measure.Unit(), finding.IsSlow ? UnixNanos.PerDay : UnixNanos.PerHour, finding.Points),
        };
    }

    private static string Sentence(StepFinding finding, StepCause why, OrganisationCalendar calendar)
    {
        var since = TimeZoneInfo.ConvertTime(finding.Since.ToDateTimeOffset(), calendar.Zone).ToString("d MMMM HH:mm", CultureInfo.InvariantCulture);
        var release = why.Release is { } deploy ? $", after release {NameOf(deploy)}" : "";
        var model = why.Model is { } moved ? $", when it began to call {moved}" : "";
        var price = why.PriceTimes is { } times && finding.Measure is not WatchedMeasure.CostPerToken ? $", because a token costs {Times((double)times)} the usual" : "";
        var money = !finding.Measure.IsMoney() ? "" : finding.MoneyOnAverage is { } risk ? $"; {UsdText.Of(risk)} an hour more than expected" : "; what it costs is not known as a whole";
        var whose = why.Whose is { Count: > 0 } values ? $"; {Percent(why.Share)} of it from {string.Join(" with ", values.Select(NameOf))}" : "";
        return $"{Says(finding)} since {since}{release}{model}{price}{money}{whose}.";
    }

    private static string Says(StepFinding finding)
    {
        var step = finding.Step is null ? "The project" : finding.Step.Length == 0 ? "What is called without a step" : finding.Step;
        var name = finding.Beside is { } part ? $"{step} for {NameOf(part)}" : step;
        var times = double.IsFinite(finding.Ratio) ? $"{Times(finding.Ratio)} the usual" : "more than the usual";
        if (finding.IsSlow)
        {
            return $"{name} takes {Times(finding.Ratio)} the {finding.Measure.Name()} of four weeks before and has risen every week";
        }

        return finding.Measure switch
        {
            WatchedMeasure.CostPerCall => $"A call of {name} costs {times}",
            WatchedMeasure.CostPerToken => $"A token of {name} costs {times}",
            WatchedMeasure.Calls => double.IsFinite(finding.Ratio) ? $"{name} is called {Times(finding.Ratio)} as often as usual" : $"{name} is called more often than usual",
            WatchedMeasure.Spend => $"{name} spends {times}",
            WatchedMeasure.Latency => $"A call of {name} takes {times} time ({WatchedText.Of(finding.Measure, finding.Actual)} instead of {WatchedText.Of(finding.Measure, finding.Expected)})",
            WatchedMeasure.TimeToFirstToken => $"{name} takes {times} time to its first token ({WatchedText.Of(finding.Measure, finding.Actual)} instead of {WatchedText.Of(finding.Measure, finding.Expected)})",
            WatchedMeasure.ErrorRate => $"{WatchedText.Of(finding.Measure, finding.Actual)} of {name} fails, usually {WatchedText.Of(finding.Measure, finding.Expected)},",
            WatchedMeasure.InputPerCall => $"{name} takes {times} uncached input tokens per call",
            WatchedMeasure.CacheReadPerCall => $"{name} takes {times} cached input tokens per call",
            WatchedMeasure.CacheWritePerCall => $"{name} writes {times} tokens to the cache per call",
            WatchedMeasure.OutputPerCall => $"{name} produces {times} output tokens per call",
            _ => $"{name} takes {times} tokens per call",
        };
    }

    private static IEnumerable<IncidentEvidence> Evidence(StepFinding finding, StepCause why)
    {
        if (finding.IsSlow)
        {
            yield return new($"{finding.Measure.Name()} in the last seven days", WatchedText.Of(finding.Measure, finding.Actual));
            yield return new("four weeks before", WatchedText.Of(finding.Measure, finding.Expected));
            yield break;
        }

        yield return new($"{finding.Measure.Name()} in the {(finding.End < finding.Hour + UnixNanos.PerHour ? "hour so far" : "last hour")}", WatchedText.Of(finding.Measure, finding.Actual));
        yield return new("expected for this hour of the week", WatchedText.Of(finding.Measure, finding.Expected));
        yield return new("expected from", string.Create(CultureInfo.InvariantCulture, $"{finding.Learned:#,0} hours with calls"));
        if (finding.Measure.IsMoney() && finding.MoneySoFar is { } money)
        {
            yield return new("more than expected since it began", UsdText.Of(money));
        }

        if (why.Release is { } release)
        {
            yield return new("release before it began", NameOf(release));
        }

        if (why.Model is { } model)
        {
            yield return new("model that was not called before", model);
        }

        if (why.Whose is { Count: > 0 } values)
        {
            yield return new(string.Join(" with ", values.Select(NameOf)), $"{Percent(why.Share)} of the difference when it began");
        }

        foreach (var (factor, nanos) in Parts(why.Drivers))
        {
            yield return new($"of the difference when it began, by {factor}", WatchedText.Signed(nanos));
        }
    }

    private static IEnumerable<(string Factor, long Nanos)> Parts(SpikeDrivers? drivers) => drivers is null
        ? []
        : new[]
        {
            ("more or fewer calls", drivers.VolumeNanoUsd),
            ("tokens per call", drivers.TokensPerCallNanoUsd),
            ("the price of a token", drivers.PricePerTokenNanoUsd),
            ("the mix of models and steps", drivers.MixNanoUsd),
        }.Where(part => Math.Abs(part.Item2) * 20 >= Math.Abs(drivers.DifferenceNanoUsd));

    private static IEnumerable<IncidentScope> Scope(StepFinding finding, StepCause why)
    {
        if (finding.Step is { } step)
        {
            yield return new(Dimension.Step, step);
        }

        if (finding.Beside is { } part)
        {
            yield return new(part.Dimension, part.Value);
        }

        foreach (var value in why.Whose ?? [])
        {
            yield return new(value.Dimension, value.Value);
        }
    }

    private static string NameOf(ProjectEvent deploy) => deploy.Service.Length == 0 ? deploy.Name : $"{deploy.Name} of {deploy.Service}";

    private static string NameOf(DimensionValue value) => $"{value.Dimension.ToString().ToLowerInvariant()} {value.Value}";

    private static string Times(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio:0.#} times");

    private static string Percent(decimal share) => share.ToString("0 %", CultureInfo.InvariantCulture);
}

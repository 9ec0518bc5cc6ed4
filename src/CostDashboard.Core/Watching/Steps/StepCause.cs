using CostDashboard.Core.Events;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Spikes;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Watching.Steps;

/// <summary>Why a step takes more, as its spike report for the time in which it began tells it.</summary>
/// <param name="Release">The deploy before it began; null where there was none, or where the step does not run in it.</param>
/// <param name="Model">One that the step did not call before; null where there is none.</param>
/// <param name="PriceTimes">How many times the usual a token costs, where that is what moved; else null.</param>
/// <param name="Whose">The part of the step's calls that made it, without the step itself: a customer, or a customer with a model. Empty where no part stands out.</param>
/// <param name="Share">The part's share of the difference, of 1.</param>
/// <param name="Drivers">What the difference is made of; null where there is nothing to compare with.</param>
public sealed record StepCause(
    ProjectEvent? Release = null,
    string? Model = null,
    decimal? PriceTimes = null,
    IReadOnlyList<DimensionValue>? Whose = null,
    decimal Share = 0,
    SpikeDrivers? Drivers = null)
{
    /// <summary>Nanoseconds before the beginning within which a deploy may be the reason.</summary>
    public const long ReleaseWithin = 2 * UnixNanos.PerHour;

    /// <summary>Nanoseconds from the beginning on that are compared with what was usual: later hours are of the same cause.</summary>
    public const long ComparesFor = UnixNanos.PerDay;

    /// <param name="report">Of the step's calls from its beginning on.</param>
    /// <param name="hasReleases">Whether these calls tell in which version they were made: then a deploy of which they are not is not the reason.</param>
    /// <param name="deploys">Those shortly before it began.</param>
    public static StepCause Of(SpikeReport report, bool hasReleases, IReadOnlyList<ProjectEvent> deploys)
    {
        var (releases, models) = (Novelties(Dimension.Release), Novelties(Dimension.Model));
        var after = deploys.Where(deploy => !hasReleases || releases.Contains(deploy.Name, StringComparer.Ordinal)).MaxBy(deploy => deploy.At.Value);
        if (!report.IsCompared || report.Drivers.DifferenceNanoUsd <= 0)
        {
            return new(after);
        }

        // A model, a release or the step itself is told of in other words.
        var single = report.Causes.Single;
        List<DimensionValue> whose = [.. (single?.Values ?? []).Where(value =>
            value.Value.Length > 0 && value.Dimension is (Dimension.Customer or Dimension.Feature or Dimension.Model)
            && !(value.Dimension is Dimension.Model && models.Count > 0))];
        return new(
            after,
            models.FirstOrDefault(),
            report.All.Factor is SpikeFactor.PricePerToken && models.Count == 0 ? report.All.TimesUsual(SpikeFactor.PricePerToken) : null,
            whose,
            whose.Count > 0 ? Math.Min(1, report.Causes.ShareOf(single!)) : 0,
            report.Drivers);

        List<string> Novelties(Dimension dimension) => [.. report.All.Novelties.Where(one => one.Value.Dimension == dimension).Select(one => one.Value.Value)];
    }}

using System.Globalization;
using CostDashboard.Core.Access;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.Unpriced;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;

namespace CostDashboard.Core.Watching.Arrivals;

/// <summary>Models that are called and whose price nobody knows: one incident each. What they cost is unknown, and never nothing.</summary>
public static class UnpricedModelFinding
{
    /// <summary>Days whose calls are counted.</summary>
    public const int Days = 30;

    /// <summary>Models of a project that have an incident, those with the most calls.</summary>
    public const int MostModels = 50;

    /// <summary>Of what a project's calls had no price for, that which still has none and was called since <paramref name="calledSince"/>.</summary>
    public static IEnumerable<UnpricedTraffic> Of(IEnumerable<UnpricedTraffic> traffic, PriceBook book, UnixNanos calledSince) => traffic
        .Where(model => model.State is PriceState.Unpriced && model.LastSeen >= calledSince && UnpricedReason.Of(model, book).PricedBy is null)
        .Take(MostModels);

    /// <summary>The incident's subject: the same for a model in every window.</summary>
    public static string SubjectOf(UnpricedTraffic model) => string.Create(CultureInfo.InvariantCulture, $"{model.Provider.Length} {model.Provider} {model.Model}");

    public static IncidentReport ToReport(
        ProjectId project, UnpricedTraffic model, PriceBook book, IReadOnlyList<TraceId> traces, UnixNanos at, OrganisationCalendar calendar)
    {
        var day = calendar.DayOf(model.FirstSeen).ToString("d MMMM", CultureInfo.InvariantCulture);
        var calls = model.Calls.ToString("#,##0", CultureInfo.InvariantCulture);
        var name = model.Model.Length == 0 ? "A model that spans do not name" : $"The model {model.Model}";
        var of = model.Provider.Length == 0 ? "" : $" of {model.Provider}";
        return new(
            project,
            IncidentKind.UnpricedModel,
            SubjectOf(model),
            IncidentSeverity.Warning,
            $"{name}{of} has no price: {calls} {(model.Calls == 1 ? "call" : "calls")} since {day}, whose cost is unknown.",
            model.FirstSeen,
            at)
        {
            Evidence =
            [
                new("calls without a price", calls),
                new("input tokens, output tokens", string.Create(CultureInfo.InvariantCulture, $"{model.Usage.TotalInput:#,##0}, {model.Usage.Output:#,##0}")),
                new("why", UnpricedReason.Of(model, book).Text),
                new("what to do", "add a price under Prices, Unknown models, and price these calls again"),
            ],
            Traces = traces,
            Scope = [new(Dimension.Model, model.Model)],
        };
    }
}

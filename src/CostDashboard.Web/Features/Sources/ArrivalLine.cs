using CostDashboard.Core.Sources;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Traces;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Sources;

/// <summary>A span that arrived, as a line shows it: the same on the page and in what follows.</summary>
/// <param name="Link">Opens the span in its trace.</param>
/// <param name="For">Customer and feature, as far as the span says them itself.</param>
public sealed record ArrivalLine(string Time, string Source, string Name, string Link, string Service, string Model, string Cost, string Took, string For, bool IsError)
{
    internal static ArrivalLine Of(ArrivedSpan span, OrganisationCalendar calendar) => new(
        TimeText.Text(span.ReceivedAt, calendar, "HH:mm:ss"),
        $"{SourceText.NameOf(span.Source.Door)}, {SourceText.NameOf(span.Source.Client)}",
        span.Name,
        TraceLink.Bare(span.Key.TraceKey, span.Key.Span).ToString(),
        span.Service,
        span.Model ?? "",
        span.State switch
        {
            PriceState.NotACall => "",
            PriceState.Unpriced => "unpriced",
            _ => MoneyText.Of(span.CostNanoUsd ?? 0),
        },
        NumberText.Duration(span.Nanoseconds),
        string.Join(" · ", new[] { span.Customer, span.Feature }.Where(value => !string.IsNullOrEmpty(value))),
        span.IsError);
}

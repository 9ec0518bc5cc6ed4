using System.Globalization;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Flames;
using CostDashboard.Web.Ui;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Flame;

/// <summary>The words of a flame graph: short on a frame, with exact figures in what is shown and read out of it.</summary>
internal static class FlameText
{
    public static string NameOf(TraceWaterfall waterfall, FlameGraph graph, FlameFrame frame) => frame.Kind switch
    {
        FlameKind.Span => NameOf(waterfall.Rows[frame.Row]),
        FlameKind.Own => "itself",
        FlameKind.Trace => "whole trace",
        _ => $"{NumberText.Count(frame.Spans)} spans",
    };

    public static string NameOf(WaterfallRow row) => row.Name.Length == 0 ? "(no name)" : row.Name;

    /// <summary>What is written on the frame behind its name.</summary>
    public static string FigureOf(TraceWaterfall waterfall, FlameGraph graph, FlameFrame frame) =>
        frame.Kind is FlameKind.Span && graph.Measure is FlameMeasure.Cost ? MoneyText.Of(frame.Length) + MarkOf(waterfall.Rows[frame.Row])
        : graph.Measure is FlameMeasure.Cost ? MoneyText.Of(frame.Length)
        : frame.Kind is FlameKind.Span ? NumberText.Duration(frame.Length)
        : "";

    /// <summary>All of a frame's figures to the nano-second and the nano-dollar, part by part.</summary>
    public static IEnumerable<string> PartsOf(TraceWaterfall waterfall, FlameGraph graph, FlameFrame frame)
    {
        // What is written on the frame comes first: whoever speaks to the page names what they see.
        yield return $"{NameOf(waterfall, graph, frame)} {FigureOf(waterfall, graph, frame)}".TrimEnd();
        var rows = waterfall.Rows;
        var share = graph.Length <= 0 ? "" : $", {NumberText.Percent((double)frame.Length / graph.Length)} of what is shown";
        switch (frame.Kind)
        {
            case FlameKind.Own:
                yield return $"what {NameOf(rows[frame.Row])} is charged itself";
                yield return MoneyText.Exact(frame.Length) + share;
                break;
            case FlameKind.Trace:
                yield return MoneyText.Exact(frame.Length);
                break;
            case FlameKind.Rest when graph.Measure is FlameMeasure.Cost:
                yield return $"each under {MoneyText.Exact(graph.Least)} with all below it";
                yield return $"together {MoneyText.Exact(frame.Length)}{share}";
                break;
            case FlameKind.Rest:
                yield return $"each shorter than {NumberText.Duration(graph.Least)}";
                yield return $"{Start(frame.From)} to {Start(frame.To)}";
                break;
            default:
                foreach (var part in PartsOf(rows[frame.Row], graph, share))
                {
                    yield return part;
                }

                if (frame.Spans > 1)
                {
                    yield return frame.Spans == 2 ? "1 narrower span below it is not drawn" : $"{NumberText.Count(frame.Spans - 1)} narrower spans below it are not drawn";
                }

                break;
        }
    }

    /// <summary>The same as one line.</summary>
    public static string Of(TraceWaterfall waterfall, FlameGraph graph, FlameFrame frame) => string.Join(" · ", PartsOf(waterfall, graph, frame));

    /// <summary>Nano-seconds of the trace's clock, exact: 1,190,345,678 ns.</summary>
    public static string Start(long nanos) => string.Create(CultureInfo.InvariantCulture, $"{NumberText.Duration(nanos)} ({NumberText.Count(nanos)} ns)");

    private static IEnumerable<string> PartsOf(WaterfallRow row, FlameGraph graph, string share)
    {
        yield return WaterfallHue.NameOf(row.Kind) + (row.Model.Length > 0 ? " " + row.Model : "");
        yield return Start(row.Duration) + (graph.Measure is FlameMeasure.Time ? share : "");
        yield return $"after {Start(row.StartOffset)}";
        if (row.InclusiveCalls > 0)
        {
            yield return row.InclusiveCostNanoUsd == 0 && row.InclusiveUnpricedCalls > 0
                ? "cost not known"
                : MoneyText.Exact(row.InclusiveCostNanoUsd) + " with all below it" + (graph.Measure is FlameMeasure.Cost ? share : "");
            yield return row.Role switch
            {
                ChargeRole.None => "no call itself",
                ChargeRole.Wrapper => "wrapper, charged nothing itself",
                ChargeRole.SameCall => "same call as another span, charged there",
                _ when row.IsUnpriced => "itself unpriced",
                _ => MoneyText.Exact(row.CostNanoUsd) + " itself",
            };
            yield return $"{NumberText.Count(row.InclusiveCalls)} model {(row.InclusiveCalls == 1 ? "call" : "calls")}";
        }

        if (PriceMark.TitleOf(row.InclusiveUnpricedCalls, row.InclusivePartialCalls) is { Length: > 0 } unknown)
        {
            yield return unknown;
        }

        if (row.IsError)
        {
            yield return "failed";
        }
    }

    private static string MarkOf(WaterfallRow row) => row.InclusiveUnpricedCalls > 0 ? " +?" : row.InclusivePartialCalls > 0 ? " ≥" : "";
}

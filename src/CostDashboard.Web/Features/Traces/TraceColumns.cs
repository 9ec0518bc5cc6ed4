using CostDashboard.Core.Traces;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces;

/// <summary>A column of the list of traces.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Sort">What it sorts by; null where the list has no such order.</param>
/// <param name="Css">Of its cells.</param>
public sealed record TraceColumn(string Name, string Label, TraceSort? Sort = null, string Css = "on-wide name narrow");

/// <summary>The columns that the list of traces can show, and how dense it is: the address says, else what the person chose last.</summary>
public sealed record TraceColumns(IReadOnlyList<TraceColumn> Shown, bool IsCompact)
{
    public const string Key = "cols";
    public const string DensityKey = "density";
    public const string Compact = "compact";

    /// <summary>Keeps what a person chose last, as the parameters of an address.</summary>
    public const string Cookie = "traces";

    private const char Separator = ',';

    /// <summary>In their order. Names, latency and cost stand on a phone as well.</summary>
    public static IReadOnlyList<TraceColumn> All { get; } =
    [
        new("start", "Start", TraceSort.Start, "on-wide quiet"),
        new("trace", "Trace", Css: "name"),
        new("customer", "Customer"),
        new("feature", "Feature"),
        new("user", "User"),
        new("session", "Session"),
        new("environment", "Environment"),
        new("service", "Service"),
        new("models", "Models", Css: "on-wide name narrow quiet"),
        new("spans", "Spans", TraceSort.Spans, "number on-wide"),
        new("calls", "Calls", TraceSort.Calls, "number on-wide"),
        new("errors", "Failed", TraceSort.Errors, "number on-wide"),
        new("tokens", "Tokens", TraceSort.Tokens, "number on-wide"),
        new("input", "Input", Css: "number on-wide"),
        new("cached", "From cache", Css: "number on-wide"),
        new("output", "Output", Css: "number on-wide"),
        new("latency", "Latency", TraceSort.Latency, "number"),
        new("cost", "Cost", TraceSort.Cost, "number strong"),
    ];

    // Without them a row says nothing.
    private static readonly string[] s_always = ["trace", "cost"];

    private static readonly string[] s_atFirst = ["start", "trace", "customer", "feature", "models", "spans", "calls", "tokens", "latency", "cost"];

    public static bool IsAlways(TraceColumn column) => s_always.Contains(column.Name, StringComparer.Ordinal);

    /// <param name="kept">The cookie; null where there is none.</param>
    public static TraceColumns From(UrlQuery query, string? kept)
    {
        var last = UrlQuery.Of("?" + kept);
        var names = (query.Text(Key) ?? last.Text(Key))?.Split(Separator) ?? s_atFirst;
        var density = query.Text(DensityKey) ?? last.Text(DensityKey);
        return new([.. All.Where(column => IsAlways(column) || names.Contains(column.Name, StringComparer.Ordinal))], density == Compact);
    }

    /// <summary>The parameters of an address that show these.</summary>
    public (string Key, string? Value)[] Parameters => [(Key, string.Join(Separator, Shown.Select(c => c.Name))), (DensityKey, IsCompact ? Compact : "comfortable")];

    public static TraceSort SortOf(string? name) => name is null ? TraceSort.Start : All.FirstOrDefault(column => column.Name == name)?.Sort ?? TraceSort.Start;
}

using CostDashboard.Clients.Tests.Provider;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;

namespace CostDashboard.Clients.Tests.Hosting;

/// <summary>A client's run when it is over: what the provider billed, and what the dashboard has of it.</summary>
internal sealed class ClientRun
{
    private readonly IReadOnlyDictionary<string, Trace> _traces;

    private ClientRun(ProjectId project, IReadOnlyList<Answer> answers, IReadOnlyDictionary<string, Trace> traces, SpendMeasures total) =>
        (Project, Answers, _traces, Total) = (project, answers, traces, total);

    internal ProjectId Project { get; }

    internal IReadOnlyList<Answer> Answers { get; }

    /// <summary>The whole project's, as every page shows it.</summary>
    internal SpendMeasures Total { get; }

    internal IEnumerable<Trace> Traces => _traces.Values;

    /// <summary>The trace of a scenario, by the name of its root.</summary>
    internal Trace this[string name] =>
        _traces.TryGetValue(name, out var trace) ? trace : throw new ArgumentException($"no trace '{name}' came in, but {string.Join(", ", _traces.Keys)}", nameof(name));

    internal IReadOnlyList<Answer> AnswersOf(string trace) => [.. Answers.Where(answer => answer.Trace == trace)];

    internal static async Task<ClientRun> ReadAsync(Dashboard dashboard, ProjectId project, IReadOnlyList<Answer> answers)
    {
        var queries = dashboard.Get<ITraceQueries>();
        var now = UnixNanos.From(TimeProvider.System.GetUtcNow());
        var today = now.Value / UnixNanos.PerDay * UnixNanos.PerDay;
        var (from, to) = (new UnixNanos(today - UnixNanos.PerDay), new UnixNanos(today + (2 * UnixNanos.PerDay)));
        var page = await queries.ListAsync(new(project, from, to, [], Limit: TraceQuestion.MostRows), CancellationToken.None);
        var traces = new Dictionary<string, Trace>(StringComparer.Ordinal);
        foreach (var row in page.Rows)
        {
            var spans = (await queries.GetSpansAsync(row.Key, CancellationToken.None)).ToDictionary(span => span.Key.Span);
            var rollup = (await queries.GetFactsAsync(row.Key, CancellationToken.None)).Rollup(row.Key);
            traces.Add(row.Name, new([.. rollup.Spans.Select(rolledUp => new ChargedSpan(spans[rolledUp.Node.Span.Id], rolledUp.Charge))]));
        }

        var spend = await dashboard.Get<ISpendQueries>().AskAsync(new(project, from, to, Grain.Total, [], []), CancellationToken.None);
        return new(project, answers, traces, spend.Total);
    }
}

/// <summary>A trace's spans in the order of its tree.</summary>
internal sealed record Trace(IReadOnlyList<ChargedSpan> Spans)
{
    internal IReadOnlyList<ChargedSpan> Charged => [.. Spans.Where(span => span.Charge.IsCharged)];
}

internal sealed record ChargedSpan(PricedSpan Priced, SpanCharge Charge)
{
    internal ModelCall Call => Priced.Span.Call!;
}

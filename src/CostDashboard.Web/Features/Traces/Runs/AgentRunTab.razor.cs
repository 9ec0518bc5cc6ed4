using System.Globalization;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Loading;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CostDashboard.Web.Features.Traces.Runs;

/// <summary>The trace as what its agents did: turn by turn, with the context along them, the causes of cost, tools, loops and broken guardrails.</summary>
public sealed partial class AgentRunTab : TraceTab, IDisposable
{
    /// <summary>Keys of the address: which run is shown, by its number, and how many of its turns.</summary>
    private const string RunKey = "run", TurnsKey = "turns";

    /// <summary>Turns that are shown at first, and that are added at a time.</summary>
    internal const int TurnsAtOnce = 100;

    /// <summary>Guardrails, loops, and tools of one turn that are listed; more are counted.</summary>
    private const int MostListed = 8;

    private readonly CancellationTokenSource _left = new();
    private Load<TraceAgents> _agents = new Load<TraceAgents>.Waiting();
    private AgentRun? _run;
    private int _turns = TurnsAtOnce;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    private TraceAgentsReading Reading { get; set; } = null!;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (!Sight.HasAgents)
        {
            _agents = new Load<TraceAgents>.Missing("No span of this trace is an agent, and no model in it used a tool: there is no run to show.");
            return;
        }

        var agents = await Reading.ReadAsync(Sight.Summary.Key, SignedIn is null ? null : (await SignedIn).User, _left.Token);
        if (agents?.Main is null)
        {
            _agents = new Load<TraceAgents>.Missing("The spans of this trace have passed their retention.");
            return;
        }

        _run = NumberOf(RunKey) is { } number && number <= agents.Runs.Count ? agents.Runs[number - 1] : agents.Main;
        _turns = Math.Max(TurnsAtOnce, NumberOf(TurnsKey) ?? 0);
        _agents = new Load<TraceAgents>.Ready(agents);
    }

    private int? NumberOf(string key) =>
        int.TryParse(Address.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private Task OpenAsync(TraceAgents agents, AgentRun run)
    {
        (_run, _turns) = (run, TurnsAtOnce);
        return Address.SetAsync((RunKey, ReferenceEquals(run, agents.Main) ? null : Number(agents, run)), (TurnsKey, null));
    }

    private Task ShowMoreAsync()
    {
        _turns += TurnsAtOnce;
        return Address.SetAsync((TurnsKey, _turns.ToString(CultureInfo.InvariantCulture)));
    }

    private Task SelectAsync(SpanId span) =>
        Sight.Waterfall.IndexOf(span) is { } index ? OnSelect.InvokeAsync(Sight.Waterfall.Rows[index]) : Task.CompletedTask;

    private static string Number(TraceAgents agents, AgentRun run) => (agents.Runs.ToList().FindIndex(one => ReferenceEquals(one, run)) + 1).ToString(CultureInfo.InvariantCulture);

    private string Href(SpanId span) => TraceLink.Bare(Sight.Summary.Key, span).Add(TraceAddress.View, "run").ToString();

    /// <summary>The share of the last call in the run, where there is one to speak of.</summary>
    private static double? FinalShare(AgentRun run) =>
        run.FinalCall is { NanoUsd: > 0 } final && run.Total is { NanoUsd: > 0, Unpriced: 0, Partial: 0 } total ? (double)final.NanoUsd / total.NanoUsd : null;
}

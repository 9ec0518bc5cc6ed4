using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Budgets;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>Whether an agent may go on: the verdict of the project's guardrails on a trace, and where the project's budgets stand.</summary>
internal sealed class CheckBudgetTool(
    ITraceQueries traces, IGuardrailStore guardrails, IBudgetStore budgets, IBudgetQueries states, OrganisationCalendar calendar, TimeProvider clock) : DashboardTool(Properties)
{
    /// <summary>More are not told of; those that are used up most are.</summary>
    private const int MostBudgets = 20;

    private const string Properties = $$"""
        {{Schemas.TraceId}}
        """;

    internal override string Name => "check_budget";

    internal override string Title => "May I go on?";

    internal override string Description =>
        "Ask before an expensive step whether to go on. With trace_id: go or stop by the project's limits for agents (steps, calls of one tool, cost per trace and span, input tokens), "
        + "with what is used and what is left. With or without it: the project's budgets, what is spent and what remains. If verdict is stop, do not start another step; tell the user the reason.";

    internal override async Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken)
    {
        var verdict = given.Text("trace_id") is null ? null : await VerdictAsync(GetTraceTool.ReadId(given), caller, cancellationToken);
        var now = UnixNanos.From(clock.GetUtcNow());
        var stored = await budgets.ListAsync(caller.Project, cancellationToken);
        var standing = await states.ReadAsync(caller.Project, stored, now, cancellationToken);
        return new BudgetAnswer(
            verdict?.IsStop is true ? "stop" : "go",
            verdict is null ? "No trace_id was given, so no limit for agents was looked at." : GuardrailText.Reason(verdict),
            verdict is null ? null : [.. verdict.States.Select(LimitLine.Of)],
            [.. standing.OrderByDescending(state => state.Share).Take(MostBudgets).Select(state => BudgetLine.Of(state, calendar))],
            Math.Max(0, standing.Count - MostBudgets),
            Note.ForeignNames,
            PageLinks.Page(caller, verdict is null ? "budgets" : "guardrails"));
    }

    private async Task<Verdict> VerdictAsync(TraceId trace, McpCaller caller, CancellationToken cancellationToken)
    {
        var stamp = await traces.GetStampAsync(new(caller.Project, trace), cancellationToken);
        return Verdict.Of((await guardrails.GetAsync(caller.Project, cancellationToken)).Settings, stamp?.Summary);
    }
}

/// <param name="Limits">Null where no trace was named.</param>
internal sealed record BudgetAnswer(
    string Verdict, string Reason, IReadOnlyList<LimitLine>? Limits, IReadOnlyList<BudgetLine> Budgets, int OtherBudgets, string Note, string Link);

/// <summary>A limit of agents; amounts are counts, or of money decimal dollars.</summary>
internal sealed record LimitLine(string Limit, string Most, string Used, string Left, ForeignText? Tool, ForeignText? Agent, bool IsBroken)
{
    internal static LimitLine Of(GuardrailState state)
    {
        var kind = state.Guardrail.Kind;
        return new(
            GuardrailText.NameOf(kind),
            GuardrailText.Amount(kind, state.Guardrail.Most),
            GuardrailText.Amount(kind, state.Reached),
            GuardrailText.Amount(kind, state.Remaining),
            state.Tool.Length > 0 ? (ForeignText?)state.Tool : null,
            state.Guardrail.Agent.Length > 0 ? (ForeignText?)state.Guardrail.Agent : null,
            state.IsBroken);
    }
}

/// <param name="Outlook">unknown, lasts, may-run-out, runs-out or spent.</param>
/// <param name="SpentUsd">At least that much where <paramref name="UnpricedCalls"/> are.</param>
internal sealed record BudgetLine(
    ForeignText Name, string For, string Until, string AllowedUsd, string SpentUsd, string RemainingUsd, string Outlook, long? UnpricedCalls)
{
    internal static BudgetLine Of(BudgetState state, OrganisationCalendar calendar) => new(
        state.Budget.Name,
        BudgetText.NameOf(state.Budget.Scope),
        AnswerText.Minute(state.Days.To(calendar), calendar),
        AnswerText.Usd(state.AllowedNanoUsd),
        AnswerText.Usd(state.Spent.NanoUsd),
        AnswerText.Usd(state.RemainingNanoUsd),
        AnswerText.CodeOf(state.Outlook),
        state.Spent.UnpricedCalls == 0 ? null : state.Spent.UnpricedCalls);
}

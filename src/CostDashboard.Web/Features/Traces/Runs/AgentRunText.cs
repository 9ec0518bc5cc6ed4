using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Traces.AgentRuns;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Traces.Runs;

/// <summary>A piece of a sentence. A name came from outside, and is set apart from the words around it.</summary>
public readonly record struct TextPart(string Text, bool IsName = false);

/// <summary>What is said about the run of an agent, in sentences.</summary>
internal static class AgentRunText
{
    private const int LongestName = 80;

    /// <summary>14 turns, context grew from 2,100 to 61,000 tokens; from turn 6 on search was called 9 times with the same arguments: stopping there would have saved $1.22 of $1.71.</summary>
    internal static IReadOnlyList<TextPart> Sentence(AgentRun run)
    {
        var calls = run.Calls.ToList();
        List<TextPart> parts = [new(Counted(calls.Count, "turn", "turns"))];
        if (calls.Find(call => call.ContextTokens is not null)?.ContextTokens is { } first && calls.FindLast(call => call.ContextTokens is not null)?.ContextTokens is { } last)
        {
            parts.Add(new((calls.Count, last - first) switch
            {
                (1, _) => $", which read {NumberText.Count(first)} tokens",
                (_, > 0) => $", context grew from {NumberText.Count(first)} to {NumberText.Count(last)} tokens",
                (_, < 0) => $", context fell from {NumberText.Count(first)} to {NumberText.Count(last)} tokens",
                _ => $", context stayed at {NumberText.Count(first)} tokens",
            }));
        }

        parts.Add(new($", {Amount(run.Total)} in all"));
        if (run.Loops.Count > 0)
        {
            parts.Add(new("; "));
            parts.AddRange(Loop(run.Loops[0], run));
        }
        else
        {
            parts.Add(new("; no loop was found"));
        }

        parts.Add(new("."));
        return parts;
    }

    /// <summary>From which turn on what went round, and what stopping there would have saved.</summary>
    internal static IEnumerable<TextPart> Loop(AgentLoop loop, AgentRun run)
    {
        var times = loop.Repeats == 1 ? "once" : $"{NumberText.Count(loop.Repeats)} times";
        if (loop.Kind is AgentLoopKind.GrowingContext)
        {
            yield return new($"from turn {NumberText.Count(loop.StopAfter)} on the context was more than {NumberText.Count((long)ContextGrowth.UsualFactor)} times the first turn's, and nothing new was tried");
        }
        else
        {
            yield return new($"from turn {NumberText.Count(loop.StopAfter)} on ");
            for (var i = 0; i < loop.Tools.Count; i++)
            {
                yield return new(i == 0 ? "" : i == loop.Tools.Count - 1 ? " and " : ", ");
                yield return new(Short(loop.Tools[i]), IsName: true);
            }

            yield return new(loop.Kind switch
            {
                AgentLoopKind.OneTool when !loop.AreArgumentsKnown => $" was called again {times}, with what arguments is not known",
                AgentLoopKind.OneTool when loop.AreAlike => $" was called {times} with arguments that were like those before",
                AgentLoopKind.OneTool when loop.Distinct == 1 => $" was called {times} with the same arguments as before",
                AgentLoopKind.OneTool => $" was called {times} with arguments that it had had before",
                AgentLoopKind.Oscillation => $" took turns, {NumberText.Count(loop.Repeats)} calls with nothing new",
                _ => $" were called {times} with nothing new between them",
            });
        }

        yield return new((loop.IsToTheEnd ? ": stopping there would have saved " : $": leaving out what followed, up to turn {NumberText.Count(loop.Last)}, would have saved ") + Amount(loop.Saving) + " of " + Amount(run.Total));
    }

    /// <summary>11 turns, over the limit of 10.</summary>
    internal static IEnumerable<TextPart> Broken(GuardrailBreach breach)
    {
        var (reached, most) = (breach.Reached, breach.Guardrail.Most);
        switch (breach.Guardrail.Kind)
        {
            case GuardrailKind.StepsPerTrace:
                yield return new($"{NumberText.Count(reached)} turns in the trace, over the limit of {NumberText.Count(most)}");
                break;
            case GuardrailKind.CallsOfOneTool:
                yield return new($"{NumberText.Count(reached)} calls of ");
                yield return new(Short(breach.Tool), IsName: true);
                yield return new($", over the limit of {NumberText.Count(most)}");
                break;
            case GuardrailKind.CostPerTrace:
                yield return new($"{MoneyText.Of(reached)} for the trace, over the limit of {MoneyText.Of(most)}");
                break;
            case GuardrailKind.CostPerSpan:
                yield return new($"{MoneyText.Of(reached)} for one span, over the limit of {MoneyText.Of(most)}");
                break;
            default:
                yield return new($"{NumberText.Count(reached)} tokens read in all, over the limit of {NumberText.Count(most)}");
                break;
        }

        if (breach.Guardrail.Agent.Length > 0)
        {
            yield return new(" of the agent ");
            yield return new(Short(breach.Guardrail.Agent), IsName: true);
        }
    }

    /// <summary>How uses were compared: what of them is known, and what of that may be read.</summary>
    internal static string Comparison(AgentRun run)
    {
        var (uses, byText, byHash) = (0, 0, 0);
        foreach (var use in run.Uses)
        {
            uses++;
            byText += use.ComparedBy is ArgumentComparison.Text or ArgumentComparison.Alike ? 1 : 0;
            byHash += use.ComparedBy is ArgumentComparison.Hash ? 1 : 0;
        }

        if (byText + byHash == 0)
        {
            return uses == 0 ? "" : "No arguments of tools came with these spans, so calls are compared by the name of the tool alone.";
        }

        var of = $" of {NumberText.Count(uses)} calls";
        var how = byText > 0
            ? $"The arguments{(byText == uses ? "" : $" of {NumberText.Count(byText)}{of}")} are compared as text, which this project keeps and you may read: calls are alike where four of five words and all numbers are the same. "
            : "";
        how += byHash > 0
            ? $"{(byText > 0 ? $"Those of {NumberText.Count(byHash)} are" : byHash == uses ? "Arguments are" : $"The arguments of {NumberText.Count(byHash)}{of} are")} compared by a hash of what they say, since their text is not kept or not for you to read: calls that are only alike count as different. "
            : "";
        how += "The order of members, spaces and the case of letters do not matter.";
        return uses > byText + byHash ? $"{how} {NumberText.Count(uses - byText - byHash)}{of} came without arguments; these are compared by the name of the tool alone." : how;
    }

    /// <summary>$1.22 · at least $1.22 · unknown.</summary>
    internal static string Amount(ChargedMoney money) => (money.NanoUsd, money.Unpriced + money.Partial) switch
    {
        (0, > 0) => "an unknown amount",
        (_, > 0) => "at least " + MoneyText.Of(money.NanoUsd),
        _ => MoneyText.Of(money.NanoUsd),
    };

    internal static string Counted(int count, string one, string many) => $"{NumberText.Count(count)} {(count == 1 ? one : many)}";

    internal static string Short(string name) => name.Length == 0 ? "(no name)" : name.Length <= LongestName ? name : name[..LongestName] + "…";
}

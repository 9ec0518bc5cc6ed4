using CostDashboard.Core.Insights;
using CostDashboard.Core.Spans;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Insights;

/// <summary>What holds for every traffic, tried on traces made by chance.</summary>
public sealed class InsightProperties
{
    private static readonly string[] s_models = [Looking.Sonnet, Looking.Haiku, "gpt-4.1", "gpt-4o-mini", "unheard-of-1"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_finding_saves_more_than_what_it_acts_on_was_charged_and_no_kind_more_than_was_spent(int seed)
    {
        var spans = Traffic(seed);
        var spent = spans.GroupBy(span => span.Key.TraceKey).Sum(trace => A.Rollup(trace).Spans.Sum(span => span.Charge.CostNanoUsd));

        var found = Looking.Look(spans);

        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.InRange(finding.SavingNanoUsd, 1, finding.CostNanoUsd));
        Assert.All(found.GroupBy(finding => finding.Kind), kind => Assert.True(kind.Sum(finding => finding.CostNanoUsd) <= spent));
        Assert.All(found.SelectMany(finding => finding.Examples), example => Assert.InRange(example.SavingNanoUsd, 1, example.CostNanoUsd));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_proofs_and_the_rest_add_up_to_the_finding(int seed)
    {
        foreach (var finding in Looking.Look(Traffic(seed)))
        {
            Assert.Equal(Math.Min(finding.Traces, InsightFinding.MostExamples), finding.Examples.Count);
            Assert.True(finding.Rest.Traces >= 0 && finding.Rest.SavingNanoUsd >= 0 && finding.Rest.CostNanoUsd >= 0);
            Assert.Equal(finding.Rest.Traces == 0, finding.Rest.CostNanoUsd == 0);
            Assert.Equal(finding.Examples.OrderByDescending(example => example.SavingNanoUsd).Select(example => example.SavingNanoUsd), finding.Examples.Select(example => example.SavingNanoUsd));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Findings_are_the_same_however_the_traces_are_cut_into_pieces(int seed)
    {
        var traces = Traffic(seed).GroupBy(span => span.Key.TraceKey).ToList();
        var whole = Looking.Look(traces.SelectMany(trace => trace));

        var merged = new InsightFindings();
        foreach (var piece in traces.OrderBy(trace => trace.Key.Trace).Chunk(3).Reverse())
        {
            foreach (var finding in Looking.Look(piece.SelectMany(trace => trace)))
            {
                merged.Add(finding);
            }
        }

        Assert.Equal(whole.OrderBy(finding => finding.Id), merged.All.OrderBy(finding => finding.Id));
    }

    [Fact]
    public void Subjects_beyond_the_limit_are_summed_and_no_money_is_lost()
    {
        var findings = new InsightFindings();
        for (var i = 0; i < InsightFindings.MostFindings + 50; i++)
        {
            findings.Add(new InsightFinding(InsightKind.FailedCalls, i, new($"step {i}", "p", "m"), 1, 2, 3, 5, 4, [new(A.TraceId($"{i}"), A.Noon, 5, 4)]));
        }

        Assert.Equal(InsightFindings.MostFindings + 1, findings.All.Count);
        Assert.Equal((InsightFindings.MostFindings + 50) * 4, findings.All.Sum(finding => finding.SavingNanoUsd));
        Assert.Equal(50, Assert.Single(findings.All, finding => finding.Subject == InsightSubject.Other).Traces);
    }

    private static List<PricedSpan> Traffic(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 12).SelectMany(i => Trace(random, $"t{seed}-{i}"))];
    }

    private static IEnumerable<PricedSpan> Trace(Random random, string trace)
    {
        yield return Looking.Agent(trace: trace);
        var turns = random.Next(1, 16);
        var context = random.Next(100, 4_000);
        for (var i = 0; i < turns; i++)
        {
            var cached = random.Next(0, 3) == 0 ? random.Next(0, context) : 0;
            var output = random.Next(1, 2_500);
            yield return Looking.Call(
                $"c{i}", "agent", i * 3, new(context - cached, cached, random.Next(0, 4) == 0 ? 300 : 0, 0, output), s_models[random.Next(s_models.Length)], trace,
                random.Next(0, 2) == 0 ? "development" : "production", random.Next(0, 2) == 0 ? null : 4096, random.Next(0, 8) == 0);
            yield return Looking.Tool($"t{i}", "agent", (i * 3) + 1, $"tool {random.Next(0, 2)}", trace);
            yield return Looking.Search($"s{i}", "agent", (i * 3) + 2, random.Next(0, 9_000), trace);
            context += output + random.Next(-200, 3_000);
            context = Math.Max(context, 50);
        }
    }
}

using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Spend.Outcomes;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>How calls ended, as every engine has to tell it; compared with a store that was written to be obviously right.</summary>
public abstract class OutcomeQueriesContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly UnixNanos s_from = A.Noon.Floor(UnixNanos.PerDay);
    private static readonly UnixNanos s_to = s_from + (5 * UnixNanos.PerDay);

    private static readonly Dictionary<string, OutcomeQuestion> s_questions = new()
    {
        ["all projects"] = new(null, s_from, s_to, []),
        ["one project"] = new(new(1), s_from, s_to, []),
        ["a day"] = new(new(1), s_from + UnixNanos.PerDay, s_from + (2 * UnixNanos.PerDay), []),
        ["a model"] = new(new(1), s_from, s_to, [new(Dimension.Model, ["gpt-4o"])]),
        ["a customer but not a service"] = new(null, s_from, s_to, [new(Dimension.Customer, ["acme", ""]), new(Dimension.Service, ["worker"], IsExclude: true)]),
        ["nothing"] = new(new(1), s_from, s_to, [new(Dimension.Step, ["no such step"])]),
    };

    private static readonly Dictionary<string, OutcomeQuestion> s_unanswerable = new()
    {
        ["an end before its beginning"] = new(null, s_to, s_from, []),
        ["half a day"] = new(null, A.Noon, s_to, []),
        ["a user"] = new(null, s_from, s_to, [new(Dimension.User, ["u1"])]),
        ["a tag"] = new(null, s_from, s_to, [new(Dimension.Tag, ["red"], "team")]),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Questions => [.. s_questions.Keys];

    public static TheoryData<string> Unanswerable => [.. s_unanswerable.Keys];

    public static TheoryData<string> Words => [.. OutcomeWords.OfFinish.Select(word => $"finish:{word}"), .. OutcomeWords.OfCall.Select(word => $"call:{word}"), "call:failed,repeated", "-call:unlimited finish:stop"];

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Every_question_has_the_answer_of_a_walk_over_everything(string what)
    {
        var (question, spans) = (s_questions[what], RandomSpans.Of(seed: 5, traces: 60));
        await using var store = await FilledAsync(spans);
        var right = new InMemoryStore();
        await right.CommitAsync(spans, Cancel);

        Assert.Equal(await right.GetRowsAsync(question, Cancel), await store.Outcomes.GetRowsAsync(question, Cancel));
        Assert.Equal(await right.GetDaysAsync(question, Cancel), await store.Outcomes.GetDaysAsync(question, Cancel));
        Assert.Equal(await right.GetFirstTokensAsync(question, Cancel), await store.Outcomes.GetFirstTokensAsync(question, Cancel));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task All_outcomes_together_are_what_the_calls_cost(string what)
    {
        var question = s_questions[what];
        await using var store = await FilledAsync(RandomSpans.Of(seed: 6, traces: 60));

        var spend = (await store.Spend.AskAsync(new(question.Project, question.From, question.To, Grain.Total, [], question.Filters), Cancel)).Total;
        var rows = Sum((await store.Outcomes.GetRowsAsync(question, Cancel)).Select(row => row.Measures));
        var days = Sum((await store.Outcomes.GetDaysAsync(question, Cancel)).Select(day => day.Measures));

        Assert.Equal((spend.CostNanoUsd, spend.Calls, spend.UnpricedCalls, spend.PartialCalls), (rows.CostNanoUsd, rows.Calls, rows.UnpricedCalls, rows.PartialCalls));
        Assert.Equal((spend.Usage.TotalInput, spend.Usage.Output), (rows.InputTokens, rows.OutputTokens));
        Assert.Equal(rows, days);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task The_traces_behind_an_outcome_add_up_to_it(string query)
    {
        await using var store = await FilledAsync(RandomSpans.Of(seed: 7, traces: 80));
        var reading = TraceQueryReading.Of(query);
        Assert.True(reading.IsQuery);

        var list = await store.Traces.ListAsync(reading.Query.Narrow(new(s_questions["one project"].Project, s_from, s_to, [], Basis: TraceBasis.Spent, Limit: TraceQuestion.MostRows)), Cancel);
        var rows = await store.Outcomes.GetRowsAsync(s_questions["one project"], Cancel);
        var sum = Sum(rows.Where(row => reading.Query.Matches.All(match => OutcomeWords.Passes(match, row.Outcome))).Select(row => row.Measures));

        Assert.Equal((sum.CostNanoUsd, sum.UnpricedCalls, sum.PartialCalls), (list.CostNanoUsd, list.UnpricedCalls, list.PartialCalls));
        Assert.Equal(sum.Calls, list.Rows.Sum(row => row.Calls));
    }

    [Theory]
    [MemberData(nameof(Unanswerable))]
    public async Task What_the_days_cannot_answer_is_refused_with_what_to_ask_instead(string what)
    {
        await using var store = await TEngine.CreateAsync();

        var refusal = await Assert.ThrowsAsync<UnanswerableException>(() => store.Outcomes.GetRowsAsync(s_unanswerable[what], Cancel));
        var days = await Assert.ThrowsAsync<UnanswerableException>(() => store.Outcomes.GetDaysAsync(s_unanswerable[what], Cancel));
        var tokens = await Assert.ThrowsAsync<UnanswerableException>(() => store.Outcomes.GetFirstTokensAsync(s_unanswerable[what], Cancel));

        Assert.Equal((refusal.Message, refusal.Message), (days.Message, tokens.Message));
        Assert.Matches("Ask|Take", refusal.Message);
    }

    [Fact]
    public async Task A_retry_that_comes_later_makes_a_repeated_call_of_the_one_before_it()
    {
        await using var store = await TEngine.CreateAsync();
        var call = A.Span("call", "root", tokens: new(500, 0, 0, 0, 20), usd: 0.5m, isError: true);
        await store.Spans.CommitAsync([A.Span("root", duration: 60_000), call], Cancel);
        var before = Assert.Single(await store.Outcomes.GetRowsAsync(s_questions["one project"], Cancel));

        await store.Spans.CommitAsync([A.Again(call, "again")], Cancel);

        var after = await store.Outcomes.GetRowsAsync(s_questions["one project"], Cancel);
        Assert.Equal((true, false), (before.Outcome.IsFailed, before.Outcome.IsRepeated));
        Assert.Equal([(false, 500_000_000L), (true, 500_000_000L)], after.Select(row => (row.Outcome.IsRepeated, row.Measures.CostNanoUsd)));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    // As a database from before outcomes is: its spans have no column for how they ended, only their details say it.
    [Fact]
    public async Task Spans_from_before_outcomes_were_kept_are_read_once_at_start()
    {
        await using var store = await FilledAsync(RandomSpans.Of(seed: 8, traces: 60));
        var before = await StoreImage.OfAsync(store, Cancel);
        await using (var db = store.Database.Open())
        {
            await db.OutcomeDays.ExecuteDeleteAsync(Cancel);
            await db.Spans.ExecuteUpdateAsync(
                r => r.SetProperty(s => s.Finish, (FinishReason?)null).SetProperty(s => s.IsUnlimited, false).SetProperty(s => s.ChargedOutcome, (int?)null), Cancel);
        }

        await store.Access.SetSettingAsync("ledger.rules", "7.6", Cancel);
        await store.ReopenAsync(OrganisationCalendar.Utc);

        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    private static async Task<StoreUnderTest> FilledAsync(List<PricedSpan> spans)
    {
        var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync(spans, Cancel);
        return store;
    }

    private static OutcomeMeasures Sum(IEnumerable<OutcomeMeasures> all)
    {
        var sum = new OutcomeMeasures();
        foreach (var measures in all)
        {
            sum.Add(measures);
        }

        return sum;
    }
}

public sealed class SqliteOutcomeQueriesTests : OutcomeQueriesContract<SqliteFile>;

public sealed class SqlServerOutcomeQueriesTests : OutcomeQueriesContract<SqlServerDatabaseOfItsOwn>;

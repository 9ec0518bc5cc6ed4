using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Engines;
using CostDashboard.Storage.Model;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Contracts;

/// <summary>A proof is worth what it can find: every kind of row is falsified once.</summary>
public abstract class LedgerContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly Dictionary<string, Func<CostDb, Task<int>>> s_falsifications = new()
    {
        ["minute"] = db => db.SpendMinutes.Where(r => r.CostNanoUsd > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, x => x.CostNanoUsd + 1)),
        ["quarter"] = db => db.SpendQuarters.Where(r => r.Spans > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.OutputTokens, x => x.OutputTokens + 1)),
        ["quarter that is gone"] = db => db.SpendQuarters.Where(r => r.Calls > 0).ExecuteDeleteAsync(),
        ["day"] = db => db.SpendDays.ExecuteUpdateAsync(r => r.SetProperty(x => x.Errors, x => x.Errors + 1)),
        ["hour"] = db => db.SpendHours.ExecuteUpdateAsync(r => r.SetProperty(x => x.Spans, x => x.Spans + 1)),
        ["slice"] = db => db.SpendSlices.Where(r => r.Slice == Dimension.Model).ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, x => x.CostNanoUsd + 1)),
        ["slice that is gone"] = db => db.SpendSlices.Where(r => r.Slice == Dimension.Project && r.Grain == SpendTable.Quarters).ExecuteDeleteAsync(),
        ["comparison"] = db => db.SpendMinutes.Where(r => r.ComparedCalls > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.BesideNanoUsd, x => x.BesideNanoUsd + 1)),
        ["user's comparison"] = db => db.LabelDays.Where(r => r.ComparedCalls > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.ReportedNanoUsd, x => x.ReportedNanoUsd + 1)),
        ["span's amount beside"] = db => db.Spans.Where(s => s.ChargeRole == ChargeRole.Charged && s.BesideNanoUsd != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.BesideNanoUsd, x => x.BesideNanoUsd + 1)),
        ["calls of a partial price"] = db => db.SpendSlices.Where(r => r.PartialCalls > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.PartialCalls, 0)),
        ["latencies"] = db => db.SpendMinutes.ExecuteUpdateAsync(r => r.SetProperty(x => x.Latency, (byte[]?)null)),
        ["user's day"] = db => db.LabelDays.Where(d => d.TagKey == "").ExecuteUpdateAsync(r => r.SetProperty(x => x.Calls, x => x.Calls + 1)),
        ["user's day that is gone"] = db => db.LabelDays.Where(d => d.Value == "u1").ExecuteDeleteAsync(),
        ["pipeline's day"] = db => db.PipelineDays.Where(d => d.CostNanoUsd > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, x => x.CostNanoUsd + 1)),
        ["pipeline's critical path"] = db => db.PipelineDays.ExecuteUpdateAsync(r => r.SetProperty(x => x.PathNanos, x => x.PathNanos + 1)),
        ["pipeline's distribution"] = db => db.PipelineDays.Where(d => d.Density != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.Density, (byte[]?)null)),
        ["pipeline's day that is gone"] = db => db.PipelineDays.Where(d => d.Calls > 0).ExecuteDeleteAsync(),
        ["outcome's day"] = db => db.OutcomeDays.Where(d => d.CostNanoUsd > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, x => x.CostNanoUsd + 1)),
        ["outcome"] = db => db.OutcomeDays.Where(d => d.Outcome >= 16).ExecuteUpdateAsync(r => r.SetProperty(x => x.Outcome, x => x.Outcome - 16)),
        ["outcome's first tokens"] = db => db.OutcomeDays.Where(d => d.FirstToken != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.FirstToken, (byte[]?)null)),
        ["outcome's day that is gone"] = db => db.OutcomeDays.Where(d => d.Calls > 0).ExecuteDeleteAsync(),
        ["outcome of a charge"] = db => db.Spans.Where(s => s.ChargedOutcome != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargedOutcome, x => x.ChargedOutcome + 64)),
        ["end of a call"] = db => db.Spans.Where(s => s.ChargedOutcome != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.Finish, FinishReason.Other)),
        ["pipeline"] = db => db.Pipelines.ExecuteUpdateAsync(r => r.SetProperty(x => x.Root, "another")),
        ["trace"] = db => db.Traces.ExecuteUpdateAsync(r => r.SetProperty(x => x.CostNanoUsd, x => x.CostNanoUsd - 1)),
        ["trace's start"] = db => db.Traces.ExecuteUpdateAsync(r => r.SetProperty(x => x.StartNanos, x => x.StartNanos + 1)),
        ["charge"] = db => db.Spans.Where(s => s.ChargedNanoUsd != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargedNanoUsd, x => x.ChargedNanoUsd + 1)),
        ["user of a charge"] = db => db.Spans.Where(s => s.ChargedUser != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargedUser, "somebody else")),
        ["claim"] = db => db.Spans.Where(s => s.ChargeRole == ChargeRole.SameCall).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargeRole, ChargeRole.Wrapper)),
        ["likeness of a claim"] = db => db.Spans.Where(s => s.ChargeLikeness != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargeLikeness, x => x.ChargeLikeness + 1)),
        ["what is charged instead"] = db => db.Spans.Where(s => s.ChargedSpanId != null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ChargedSpanId, 1)),
        ["identity of a call"] = db => db.Spans.Where(s => s.ChargeRole == ChargeRole.SameCall).ExecuteUpdateAsync(r => r.SetProperty(x => x.ResponseKey, (long?)null).SetProperty(x => x.EmitterId, 0)),
        ["series"] = db => db.Series.ExecuteUpdateAsync(r => r.SetProperty(x => x.Customer, "another")),
        ["span"] = db => db.Spans.Where(s => s.ChargedNanoUsd > 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.OwnNanoUsd, x => x.OwnNanoUsd + 1)),
        ["span that is gone"] = db => db.Spans.Where(s => s.ChargedNanoUsd > 0).ExecuteDeleteAsync(),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Falsifications => [.. s_falsifications.Keys];

    [Fact]
    public async Task What_nobody_falsified_ties_out()
    {
        await using var store = await FilledAsync();

        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Theory]
    [MemberData(nameof(Falsifications))]
    public async Task Verification_finds_what_was_falsified(string what)
    {
        await using var store = await FilledAsync();
        await using (var db = store.Database.Open())
        {
            Assert.True(await s_falsifications[what](db) > 0);
        }

        var report = await store.Ledger.VerifyAsync(null, Cancel);
        Assert.False(report.TiesOut);
        Assert.NotEmpty(report.Differences);
    }

    [Fact]
    public async Task Totals_of_a_project_without_spans_are_a_difference()
    {
        await using var store = await FilledAsync();
        await using (var db = store.Database.Open())
        {
            db.SpendQuarters.Add(new() { ProjectId = 77, Bucket = A.Noon.Floor(UnixNanos.PerQuarter).Value, SeriesId = 1, CostNanoUsd = 1 });
            await db.SaveChangesAsync(Cancel);
        }

        var difference = Assert.Single((await store.Ledger.VerifyAsync(null, Cancel)).Differences);

        Assert.StartsWith("quarter 77/2026-08-06T12:00", difference.Row, StringComparison.Ordinal);
        Assert.StartsWith("1 nano-USD", difference.Stored, StringComparison.Ordinal);
        Assert.StartsWith("0 nano-USD", difference.FromSpans, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verification_of_one_project_leaves_the_others_alone()
    {
        await using var store = await FilledAsync();
        await using (var db = store.Database.Open())
        {
            await db.SpendQuarters.Where(q => q.ProjectId == 2).ExecuteDeleteAsync(Cancel);
        }

        Assert.True((await store.Ledger.VerifyAsync(new(1), Cancel)).TiesOut);
        Assert.False((await store.Ledger.VerifyAsync(new(2), Cancel)).TiesOut);
    }

    [Theory]
    [InlineData("minute")]
    [InlineData("quarter that is gone")]
    [InlineData("hour")]
    [InlineData("slice")]
    [InlineData("slice that is gone")]
    [InlineData("comparison")]
    [InlineData("day")]
    [InlineData("user's day")]
    [InlineData("pipeline's day")]
    [InlineData("pipeline's distribution")]
    [InlineData("pipeline's day that is gone")]
    [InlineData("outcome's day")]
    [InlineData("outcome")]
    [InlineData("outcome's first tokens")]
    [InlineData("outcome's day that is gone")]
    [InlineData("outcome of a charge")]
    [InlineData("trace's start")]
    [InlineData("charge")]
    [InlineData("claim")]
    [InlineData("likeness of a claim")]
    [InlineData("what is charged instead")]
    [InlineData("user of a charge")]
    public async Task A_rebuild_mends_what_was_falsified(string what)
    {
        await using var store = await FilledAsync();
        var before = await StoreImage.OfAsync(store, Cancel);
        await using (var db = store.Database.Open())
        {
            await s_falsifications[what](db);
        }

        await store.Ledger.RebuildAsync(Cancel);

        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task Other_rules_of_charging_or_another_zone_rebuild_the_ledger_at_start()
    {
        await using var store = await FilledAsync();
        var utc = await StoreImage.OfAsync(store, Cancel);

        await store.ReopenAsync(Zones.Kolkata);
        var kolkata = await StoreImage.OfAsync(store, Cancel);
        await store.Access.SetSettingAsync("ledger.rules", "0", Cancel);
        await using (var db = store.Database.Open())
        {
            await db.SpendQuarters.ExecuteDeleteAsync(Cancel);
        }

        await store.ReopenAsync(OrganisationCalendar.Utc);

        Assert.NotEqual(utc.Days.Keys, kolkata.Days.Keys);
        Assert.NotEqual(utc.Labels, kolkata.Labels);
        StoreImage.AssertSame(utc, await StoreImage.OfAsync(store, Cancel));
    }

    // As a database from before releases is: its series know none, its spans do.
    [Fact]
    public async Task Totals_from_before_releases_were_kept_apart_learn_them_from_the_spans_at_start()
    {
        await using var store = await FilledAsync();
        var question = new SpendQuestion(null, A.Noon.Floor(UnixNanos.PerDay), A.Noon.Floor(UnixNanos.PerDay) + (5 * UnixNanos.PerDay), Grain.Total, [Dimension.Release], []);
        var before = await store.Spend.AskAsync(question, Cancel);
        Assert.Equal(["", "2.7.4", "2.8.1"], before.Rows.Select(r => r.Values[0]));
        await using (var db = store.Database.Open())
        {
            await db.SpendSlices.Where(r => r.Slice == Dimension.Release).ExecuteDeleteAsync(Cancel);
            await db.Series.Where(s => s.Release != "").ExecuteDeleteAsync(Cancel);
        }

        await store.Access.SetSettingAsync("ledger.rules", "3.3", Cancel);
        await store.ReopenAsync(OrganisationCalendar.Utc);

        var after = await store.Spend.AskAsync(question, Cancel);
        Assert.Equal(before.Rows.Select(r => (r.Values[0], r.Measures)), after.Rows.Select(r => (r.Values[0], r.Measures)));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Theory]
    [InlineData("ledger.rules", "0")]
    [InlineData("ledger.zone", "Mars/Olympus")]
    public async Task A_node_with_other_rules_or_another_zone_writes_nothing(string setting, string value)
    {
        await using var store = await FilledAsync();
        var before = await StoreImage.OfAsync(store, Cancel);
        await store.Access.SetSettingAsync(setting, value, Cancel);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Spans.CommitAsync([A.Span("new", trace: "new")], Cancel));

        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
        await store.Ledger.RebuildAsync(Cancel);
        await store.Spans.CommitAsync([A.Span("new", trace: "new")], Cancel);
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Theory]
    [InlineData("agent search")]
    [InlineData("agent", "search")]
    [InlineData("search", "agent")]
    [InlineData("search", "", "agent")]
    public async Task A_search_without_a_price_below_a_charged_agent_counts_as_unpriced_whenever_it_comes(params string[] batches)
    {
        await using var store = await TEngine.CreateAsync();
        foreach (var batch in batches)
        {
            if (batch is "")
            {
                await store.ReopenAsync();
                continue;
            }

            await store.Spans.CommitAsync(
                [.. batch.Split(' ').Select(id => id is "agent" ? A.Span(id, kind: OperationKind.Agent, tokens: new(1000, 0, 0, 0, 100), usd: 1) : A.Search(id, "agent", start: 1))],
                Cancel);
        }

        var day = A.Noon.Floor(UnixNanos.PerDay);
        var total = (await store.Spend.AskAsync(new(null, day, day + UnixNanos.PerDay, Grain.Total, [], []), Cancel)).Total;
        Assert.Equal((1_000_000_000L, 2L, 1L), (total.CostNanoUsd, total.Calls, total.UnpricedCalls));
        var before = await StoreImage.OfAsync(store, Cancel);
        await store.Ledger.RebuildAsync(Cancel);
        StoreImage.AssertSame(before, await StoreImage.OfAsync(store, Cancel));
        Assert.True((await store.Ledger.VerifyAsync(null, Cancel)).TiesOut);
    }

    [Fact]
    public async Task At_most_a_hundred_differences_are_listed_and_all_are_counted()
    {
        await using var store = await TEngine.CreateAsync();
        await store.Spans.CommitAsync([.. Enumerable.Range(0, 120).Select(i => A.Span("s", trace: $"t{i}"))], Cancel);
        await using (var db = store.Database.Open())
        {
            await db.Traces.ExecuteUpdateAsync(r => r.SetProperty(x => x.SpanCount, 9), Cancel);
        }

        var report = await store.Ledger.VerifyAsync(null, Cancel);

        Assert.Equal((120, 100), (report.DifferenceCount, report.Differences.Count));
    }

    private static Task<StoreUnderTest> FilledAsync() => TEngine.CreateAsync("ledger", async store =>
    {
        foreach (var name in (string[])["one", "two"])
        {
            await store.Access.CreateProjectAsync(name, A.Entry, Cancel);
        }

        await store.Spans.CommitAsync(RandomSpans.Of(seed: 11, traces: 80), Cancel);
    });
}

public sealed class SqliteLedgerTests : LedgerContract<SqliteFile>;

public sealed class SqlServerLedgerTests : LedgerContract<SqlServerDatabaseOfItsOwn>;

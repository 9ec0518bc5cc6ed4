using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class IncidentStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditActor s_ada = new(Guid.CreateVersion7(), "ada@example.org");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Fact]
    public async Task An_incident_is_found_as_it_was_reported_also_after_a_restart()
    {
        await using var store = await StoreAsync();
        var report = Finding("cost of answer", minute: 5) with
        {
            Cause = "step answer",
            MoneyPerHour = 41_000_000_000,
            MoneySoFar = 1,
            Evidence = [new("usual", "$4.10 an hour")],
            Traces = [A.TraceId("t1"), A.TraceId("t2")],
            Scope = [new(Dimension.Step, "answer"), new(Dimension.Customer, "acme")],
            Series = new("cost per call", IncidentUnit.NanoUsd, UnixNanos.PerQuarter, [new(A.Noon, 10.5, 2, 1, 3), new(A.Noon + UnixNanos.PerQuarter, null), new(A.Noon + UnixNanos.PerHour, 12)]),
        };

        var step = await store.Incidents.ReportAsync(report, At(6), Cancel);
        await store.ReopenAsync();

        Assert.Equal(IncidentChangeKind.Opened, step!.Change!.Kind);
        var stored = await store.Incidents.GetAsync(step.Incident.Id, Cancel);
        Assert.Equivalent(step.Incident, stored, strict: true);
        Assert.Equal([step.Change], await store.Incidents.HistoryAsync(step.Incident.Id, Cancel));
        Assert.Equal(
            [new(1, A.Project, IncidentKind.StepAnomaly, IncidentSeverity.Warning, IncidentStatus.Open, report.Sentence, "answer", At(0), At(6), At(5), null, null, "", 41_000_000_000, 1, 1)],
            (await store.Incidents.ListAsync(new(null, []), null, 10, Cancel)).Incidents);
        Assert.Null(await store.Incidents.GetAsync(99, Cancel));
    }

    [Fact]
    public async Task What_is_unknown_stays_unknown()
    {
        await using var store = await StoreAsync();

        var step = await store.Incidents.ReportAsync(Finding("a"), At(1), Cancel);

        var stored = await store.Incidents.GetAsync(step!.Incident.Id, Cancel);
        Assert.Null(stored!.MoneyPerHour);
        Assert.Null(stored.MoneySoFar);
        Assert.Null(stored.Step);
    }

    [Fact]
    public async Task Reports_side_by_side_are_one_incident()
    {
        await using var store = await StoreAsync();

        await Task.WhenAll(Enumerable.Range(1, 12).Select(minute => Task.Run(() => store.Incidents.ReportAsync(Finding("a", minute), At(minute), Cancel), Cancel)));

        var only = Assert.Single((await store.Incidents.ListAsync(new(null, []), null, 10, Cancel)).Incidents);
        Assert.Equal(At(12), only.LastSeen);
        Assert.Single(await store.Incidents.HistoryAsync(only.Id, Cancel));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Neither_order_nor_repetition_changes_what_findings_come_to(int seed)
    {
        await using var store = await StoreAsync();
        var random = new Random(seed);
        var all = Enumerable.Range(1, 9)
            .SelectMany(minute => new[] { Finding("a", minute) with { Cause = "c", MoneyPerHour = minute }, Finding("b", minute) with { Cause = "c" } })
            .ToArray();
        IncidentReport[] shuffled = [.. all, .. all];
        random.Shuffle(shuffled);

        foreach (var report in shuffled)
        {
            await store.Incidents.ReportAsync(report, At(10), Cancel);
        }

        var only = Assert.Single((await store.Incidents.ListAsync(new(null, []), null, 10, Cancel)).Incidents);
        Assert.Equal((2, 9L, At(9), At(0)), (only.Findings, only.MoneyPerHour!.Value, only.LastSeen, only.Since));
        Assert.Equal("a is 9", only.Sentence);
        Assert.Equal([IncidentChangeKind.Opened, IncidentChangeKind.Joined], await KindsAsync(store, only.Id));
    }

    [Fact]
    public async Task Findings_with_one_cause_join_within_their_project_while_it_is_active()
    {
        await using var store = await StoreAsync();
        var other = await store.Access.CreateProjectAsync("other", A.Entry, Cancel);

        var first = await store.Incidents.ReportAsync(Finding("a") with { Cause = "c" }, At(1), Cancel);
        var joined = await store.Incidents.ReportAsync(Finding("b") with { Cause = "c", Kind = IncidentKind.SpendSpike }, At(2), Cancel);
        var elsewhere = await store.Incidents.ReportAsync(Finding("b") with { Cause = "c", Project = other.Id }, At(2), Cancel);
        var another = await store.Incidents.ReportAsync(Finding("c") with { Cause = "d" }, At(2), Cancel);
        await store.Incidents.ActAsync(first!.Incident.Id, new IncidentAction.Resolve(), s_ada, At(3), Cancel);
        var later = await store.Incidents.ReportAsync(Finding("d", minute: 4) with { Cause = "c" }, At(4), Cancel);

        Assert.Equal([1, 1, 2, 3, 4], new[] { first, joined, elsewhere, another, later }.Select(step => step!.Incident.Id));
    }

    [Fact]
    public async Task What_comes_back_within_a_day_opens_again_and_later_it_is_another()
    {
        await using var store = await StoreAsync();
        await store.Incidents.ReportAsync(Finding("a"), At(1), Cancel);
        await store.Incidents.ReportAsync(IncidentReport.Over(A.Project, IncidentKind.StepAnomaly, "a", At(10)), At(10), Cancel);
        var calm = await store.Incidents.ReportAsync(IncidentReport.Over(A.Project, IncidentKind.StepAnomaly, "a", At(40)), At(40), Cancel);
        var back = await store.Incidents.ReportAsync(Finding("a", minute: 60), At(60), Cancel);
        await store.Incidents.ActAsync(1, new IncidentAction.Resolve("fixed"), s_ada, At(61), Cancel);
        var next = await store.Incidents.ReportAsync(Finding("a", minute: (26 * 60) + 1) with { Since = At(26 * 60) }, At(26 * 60), Cancel);
        var late = await store.Incidents.ReportAsync(Finding("a"), At(26 * 60), Cancel);

        Assert.Equal(IncidentStatus.Resolved, calm!.Incident.Status);
        Assert.Equal((1, IncidentStatus.Open), (back!.Incident.Id, back.Incident.Status));
        Assert.Equal(2, next!.Incident.Id);
        Assert.Null(late);
        Assert.Equal([IncidentChangeKind.Opened, IncidentChangeKind.Resolved, IncidentChangeKind.Reopened, IncidentChangeKind.Resolved], await KindsAsync(store, 1));
    }

    [Fact]
    public async Task That_all_is_well_opens_nothing()
    {
        await using var store = await StoreAsync();

        Assert.Null(await store.Incidents.ReportAsync(IncidentReport.Over(A.Project, IncidentKind.StepAnomaly, "a", At(1)), At(1), Cancel));

        Assert.Empty((await store.Incidents.ListAsync(new(null, []), null, 10, Cancel)).Incidents);
    }

    [Fact]
    public async Task What_a_person_does_is_in_the_history_and_in_the_audit_log_once()
    {
        await using var store = await StoreAsync();
        await store.Incidents.ReportAsync(Finding("a"), At(1), Cancel);
        IncidentAction[] actions =
        [
            new IncidentAction.Acknowledge(), new IncidentAction.Acknowledge(), new IncidentAction.Snooze(At(60)), new IncidentAction.Assign("bob"), new IncidentAction.Comment("I look"),
            new IncidentAction.MarkExpected("a campaign"),
        ];

        foreach (var action in actions)
        {
            Assert.NotNull((await store.Incidents.ActAsync(1, action, s_ada, At(2), Cancel)).Step);
        }

        var refused = await store.Incidents.ActAsync(1, new IncidentAction.Acknowledge(), s_ada, At(3), Cancel);
        var missing = await store.Incidents.ActAsync(2, new IncidentAction.Acknowledge(), s_ada, At(3), Cancel);

        Assert.NotNull(refused.Mistake);
        Assert.Equal(new(), missing);
        var history = await store.Incidents.HistoryAsync(1, Cancel);
        Assert.Equal(
            [
                (IncidentChangeKind.Opened, "a is 1"), (IncidentChangeKind.Acknowledged, ""), (IncidentChangeKind.Snoozed, "2026-08-06T13:00Z"), (IncidentChangeKind.Assigned, "bob"),
                (IncidentChangeKind.Commented, "I look"), (IncidentChangeKind.MarkedExpected, "a campaign"),
            ],
            history.Select(c => (c.Kind, c.Text)));
        Assert.All(history.Skip(1), change => Assert.Equal(s_ada, change.Actor));
        Assert.Equal(
            ["incident.acknowledge", "incident.assign", "incident.comment", "incident.expect", "incident.snooze"],
            (await store.GetAuditAsync(Cancel)).Select(entry => entry.Action).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_list_is_filtered_and_paged()
    {
        await using var store = await StoreAsync();
        for (var i = 0; i < 5; i++)
        {
            await store.Incidents.ReportAsync(
                Finding($"{i}") with { Since = At(i), Severity = i == 2 ? IncidentSeverity.Critical : IncidentSeverity.Warning, Kind = i == 3 ? IncidentKind.SpendSpike : IncidentKind.StepAnomaly },
                At(9),
                Cancel);
        }

        await store.Incidents.ActAsync(5, new IncidentAction.Resolve(), s_ada, At(9), Cancel);
        var page = await store.Incidents.ListAsync(new(A.Project, []), null, 2, Cancel);
        var rest = await store.Incidents.ListAsync(new(A.Project, []), page.Next, 3, Cancel);

        Assert.Equal([5, 4], page.Incidents.Select(i => i.Id));
        Assert.Equal([3, 2, 1], rest.Incidents.Select(i => i.Id));
        Assert.Null(rest.Next);
        Assert.Equal([4, 3, 2, 1], await IdsAsync(new(null, IncidentQuestion.Active)));
        Assert.Equal([3], await IdsAsync(new(null, [], LeastSeverity: IncidentSeverity.Critical)));
        Assert.Equal([4], await IdsAsync(new(null, [], IncidentKind.SpendSpike)));
        Assert.Equal([3, 2], await IdsAsync(new(null, [], From: At(1), To: At(3))));

        async Task<IEnumerable<int>> IdsAsync(IncidentQuestion question) => (await store.Incidents.ListAsync(question, null, 10, Cancel)).Incidents.Select(i => i.Id);
    }

    [Fact]
    public async Task What_nobody_speaks_of_any_more_ends()
    {
        await using var store = await StoreAsync();
        await store.Incidents.ReportAsync(Finding("a") with { Kind = IncidentKind.TraceOverLimit }, At(1), Cancel);
        await store.Incidents.ReportAsync(Finding("b"), At(1), Cancel);

        Assert.Empty(await store.Incidents.SettleAsync(At(24 * 60), Cancel));
        Assert.Equal([1], (await store.Incidents.SettleAsync(At((24 * 60) + 1), Cancel)).Select(step => step.Incident.Id));
        Assert.Equal([2], (await store.Incidents.SettleAsync(At((72 * 60) + 1), Cancel)).Select(step => step.Incident.Id));
    }

    [Fact]
    public async Task Any_text_is_kept_within_its_limits()
    {
        await using var store = await StoreAsync();
        const string Hostile = "<script>\0'; DROP TABLE Incidents;--\ud800 \u202e=cmd|'/c'!A1";
        var @long = string.Concat(Enumerable.Repeat("😀", 2_000));
        await store.Incidents.ReportAsync(
            Finding(Hostile) with { Sentence = Hostile, Cause = Hostile, Evidence = [new(Hostile, @long)], Scope = [new(Dimension.Step, Hostile)] }, At(1), Cancel);
        await store.Incidents.ReportAsync(Finding(Hostile, minute: 2) with { Sentence = @long }, At(2), Cancel);
        await store.Incidents.ActAsync(1, new IncidentAction.Comment(Hostile), s_ada, At(3), Cancel);

        var only = await store.Incidents.GetAsync(1, Cancel);
        Assert.Single((await store.Incidents.ListAsync(new(null, []), null, 10, Cancel)).Incidents);
        Assert.Equal(IncidentRules.LongestSentence, only!.Sentence.Length);
        Assert.EndsWith("…", only.Sentence, StringComparison.Ordinal);
        Assert.Equal("<script>\u2400'; DROP TABLE Incidents;--\ufffd \u202e=cmd|'/c'!A1", (await store.Incidents.HistoryAsync(1, Cancel))[^1].Text);
        await Assert.ThrowsAsync<ArgumentException>(() => store.Incidents.ReportAsync(Finding(new string('x', IncidentRules.LongestKey + 1)), At(1), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.Incidents.ReportAsync(Finding(""), At(1), Cancel));
    }

    [Fact]
    public async Task A_project_with_too_many_active_incidents_opens_no_more()
    {
        await using var store = await StoreAsync();
        await using (var db = store.Database.Open())
        {
            for (var id = 1; id <= IncidentRules.MostActive; id++)
            {
                db.Incidents.Add(new() { Id = id, ProjectId = A.Project.Value, Status = IncidentStatus.Snoozed, Content = "[]" });
            }

            await db.SaveChangesAsync(Cancel);
        }

        Assert.Null(await store.Incidents.ReportAsync(Finding("one more"), At(1), Cancel));
        Assert.True((await store.Incidents.ListAsync(new(A.Project, IncidentQuestion.Active), null, 1, Cancel)).IsFull);
    }

    private static async Task<StoreUnderTest> StoreAsync()
    {
        var store = await TEngine.CreateAsync();
        await store.Access.CreateProjectAsync("shop", A.Entry, Cancel);
        return store;
    }

    private static async Task<IEnumerable<IncidentChangeKind>> KindsAsync(StoreUnderTest store, int incident) =>
        (await store.Incidents.HistoryAsync(incident, Cancel)).Select(change => change.Kind);

    private static UnixNanos At(int minute) => A.Noon + (minute * UnixNanos.PerMinute);

    private static IncidentReport Finding(string subject, int minute = 1) =>
        new(A.Project, IncidentKind.StepAnomaly, subject, IncidentSeverity.Warning, $"{subject} is {minute}", At(0), At(minute));
}

public sealed class SqliteIncidentStoreTests : IncidentStoreContract<SqliteFile>;

public sealed class SqlServerIncidentStoreTests : IncidentStoreContract<SqlServerDatabaseOfItsOwn>;

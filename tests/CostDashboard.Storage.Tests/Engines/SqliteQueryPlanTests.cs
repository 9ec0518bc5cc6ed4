using System.Text.RegularExpressions;
using CostDashboard.Core.Traces;
using CostDashboard.Core.Traces.Queries;
using CostDashboard.Core.Traces.Sessions;
using CostDashboard.Core.Units;
using CostDashboard.Storage.Model;
using CostDashboard.Storage.Tests.Contracts;
using CostDashboard.Storage.Traces;
using CostDashboard.TestKit;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Engines;

/// <summary>How SQLite goes about the questions of traces: whatever narrows a list, no table is walked over from end to end.</summary>
public sealed partial class SqliteQueryPlanTests
{
    private static readonly TraceQuestion s_all = new(A.Project, A.Noon, A.Noon + UnixNanos.PerDay, []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_field_of_the_query_language_walks_over_all_spans_or_traces()
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        var walks = new List<string>();
        foreach (var basis in Enum.GetValues<TraceBasis>())
        {
            foreach (var text in QueryField.All.SelectMany(Terms).Concat(["tag.team:red", "-tag.team:red", "tag.team:re*", "free", "\"\"", A.TraceId().ToString()]))
            {
                var reading = TraceQueryReading.Of(text);
                Assert.True(reading.IsQuery, $"{text}: {string.Join(' ', reading.Mistakes)}");
                var question = reading.Query.Narrow(s_all with { Basis = basis });
                foreach (var query in (IQueryable[])[TraceQueries.Page(db, question, null, 50), TraceQueries.Page(db, question with { Sort = TraceSort.Cost }, new(1, 2), 50), TraceTotals.Of(db, question)])
                {
                    walks.AddRange((await WalksAsync(db, query)).Select(walk => $"{basis} {text}: {walk}"));
                }
            }
        }

        Assert.Empty(walks);
    }

    [Theory]
    [InlineData("session:one", "IX_Traces_Session")]
    [InlineData("session:one errors>0", "IX_Traces_Session")]
    [InlineData("user:ada", "IX_Traces_User")]
    [InlineData("user:ada cost>0.1", "IX_Traces_User")]
    public async Task Whole_sessions_and_users_are_found_by_their_index(string text, string index)
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        var question = TraceQueryReading.Of(text).Query.Narrow(s_all);

        Assert.Contains($"INDEX {index} (", string.Join('\n', await PlanAsync(db, TraceQueries.Page(db, question, null, 50))), StringComparison.Ordinal);
        Assert.Contains($"INDEX {index} (", string.Join('\n', await PlanAsync(db, TraceTotals.Of(db, question))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session:one,two", "IX_Traces_Session")]
    [InlineData("user:ada,bob", "IX_Traces_User")]
    public async Task Several_are_counted_by_their_index_and_listed_by_it_or_in_the_order_of_the_list(string text, string index)
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        var question = TraceQueryReading.Of(text).Query.Narrow(s_all);

        Assert.Contains($"INDEX {index} (", string.Join('\n', await PlanAsync(db, TraceTotals.Of(db, question))), StringComparison.Ordinal);
        Assert.Contains("USING INDEX IX_Traces_", string.Join('\n', await PlanAsync(db, TraceQueries.Page(db, question, null, 50))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SessionBy.Session, "IX_Traces_Session")]
    [InlineData(SessionBy.User, "IX_Traces_User")]
    public async Task One_session_reads_its_own_traces_and_their_spans_and_a_list_those_of_its_period(SessionBy by, string index)
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();
        var one = OneSession.Whole(A.Project, by, new(1));
        foreach (var query in (IQueryable[])[SessionQueries.One(db, one), SessionQueries.InOrder(db, one, 10), SessionQueries.Parts(db, one)])
        {
            Assert.Contains($"INDEX {index} (", string.Join('\n', await PlanAsync(db, query)), StringComparison.Ordinal);
            Assert.Empty(await WalksAsync(db, query));
        }

        Assert.Empty(await WalksAsync(db, SessionQueries.Page(db, new(s_all, by), 50)));
        Assert.Empty(await WalksAsync(db, SessionQueries.Totals(db, new(s_all, by))));
    }

    [Fact]
    public async Task A_walk_over_all_spans_is_seen()
    {
        await using var store = await SqliteFile.CreateAsync();
        await using var db = store.Database.Open();

        Assert.NotEmpty(await WalksAsync(db, db.Spans.Where(s => s.Name == "x")));
        Assert.NotEmpty(await WalksAsync(db, db.Spans.Where(s => s.ProjectId == A.Project.Value && s.ChargedNanoUsd > 5)));
    }

    private static IEnumerable<string> Terms(QueryField field) => field switch
    {
        { Figure: TraceFigure.Duration or TraceFigure.CallDuration or TraceFigure.CallFirstToken } => [$"{field.Name}>1s", $"{field.Name}<=1s"],
        { Figure: not null } => [$"{field.Name}>1", $"{field.Name}<=1"],
        { Name: QueryField.StatusName } => ["status:error", "status:ok"],
        { Name: "kind" } => ["kind:chat", "-kind:chat"],
        { Name: "key" } => ["key:1", "-key:1"],
        { Text: MatchedText.Finish } => ["finish:length", "-finish:stop", "finish:length,content_filter"],
        { Text: MatchedText.Call } => ["call:failed", "-call:repeated", "call:troubled,unlimited"],
        { Name: "price" } => ["price:unpriced", "-price:unpriced"],
        _ => [$"{field.Name}:x", $"-{field.Name}:x", $"{field.Name}:x,y", $"{field.Name}:*x*", $"-{field.Name}:x*", $"{field.Name}:\"\""],
    };

    private static async Task<IReadOnlyList<string>> WalksAsync(CostDb db, IQueryable query)
    {
        var tables = Table().Matches(query.ToQueryString()).ToLookup(m => m.Groups["alias"].Value, m => m.Groups["table"].Value);
        return [.. (await PlanAsync(db, query)).Where(line => Walk().Match(line) is { Success: true } walk && tables[walk.Groups["alias"].Value].Any(table => table is "Spans" or "Traces"))];
    }

    private static async Task<IReadOnlyList<string>> PlanAsync(CostDb db, IQueryable query)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();

        // Parameters are shown as settings of a shell before the query. A plan is made without their values.
        var sql = string.Join('\n', query.ToQueryString().Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in Parameter().Matches(sql).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, 1);
            command.Parameters.Add(parameter);
        }

        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"")]
    private static partial Regex Table();

    // By project alone is all of it.
    [GeneratedRegex(@"^(SCAN (?<alias>\w+)|SEARCH (?<alias>\w+) USING .*\(ProjectId=\?\)$)")]
    private static partial Regex Walk();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}

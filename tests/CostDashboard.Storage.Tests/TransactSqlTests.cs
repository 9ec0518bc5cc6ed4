using System.Text.RegularExpressions;
using CostDashboard.Storage.Engines.SqlServer;
using CostDashboard.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests;

/// <summary>What can be known of SQL Server where none runs: that every query translates, and that everything it would be sent is T-SQL.</summary>
public sealed partial class TransactSqlTests
{
    // Made once: a query is a test of its own, and to make all of them for each would take as long as all others here.
    private static readonly Dictionary<string, IQueryable> s_queries = EveryQuery.Of(SqlServer()).ToDictionary(q => q.Name, q => q.Query);

    public static TheoryData<string> Queries => [.. s_queries.Keys];

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_is_translated_and_parses(string name)
    {
        var sql = s_queries[name].ToQueryString();

        Assert.Empty(TransactSql.ErrorsIn(sql));
    }

    [Fact]
    public void Every_named_query_is_among_those_that_are_tried()
    {
        var tried = s_queries.Values.SelectMany(q => TagLine().Matches(q.ToQueryString()).Select(m => m.Groups[1].Value)).ToHashSet();

        var named = Directory.EnumerateFiles(Path.Combine(Root(), "src", "CostDashboard.Storage"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TagCall().Matches(File.ReadAllText(file)))
            .Select(m => (Name: m.Groups["name"].Value, IsPrefix: m.Groups["isPrefix"].Success))
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => n.Name.Length == 0);
        Assert.DoesNotContain(named, n => n.IsPrefix ? !tried.Any(t => t.StartsWith(n.Name, StringComparison.Ordinal)) : !tried.Contains(n.Name));
    }

    [Fact]
    public void What_the_bulk_writer_sends_parses()
    {
        using var db = SqlServer();
        StagedTable[] tables =
        [
            StagedTable.Of<SpanRow>(db), StagedTable.OfTraces(db), StagedTable.Of<SeriesRow>(db), StagedTable.Of<SharedPartRow>(db),
            StagedTable.Of<SpendMinuteRow>(db), StagedTable.Of<SpendQuarterRow>(db), StagedTable.Of<SpendHourRow>(db), StagedTable.Of<SpendDayRow>(db), StagedTable.Of<SpendSliceRow>(db), StagedTable.Of<LabelDayRow>(db), StagedTable.Of<SpanRow>(db, ["SeriesId"]), StagedTable.Of<SpanLinkRow>(db),
        ];

        foreach (var table in tables)
        {
            foreach (var sql in (string[])[table.Create, table.Update, table.Insert, table.Select, table.Delete, table.Drop])
            {
                Assert.Empty(TransactSql.ErrorsIn(sql));
                Assert.DoesNotContain("MERGE", sql, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.Empty(TransactSql.ErrorsIn(SqlServerSession.CreateKeys + SqlServerSession.LoadTraces + SqlServerSession.DeleteLinks));
        Assert.Empty(TransactSql.ErrorsIn(
            SqlServerClaims.CreateQuestions + SqlServerClaims.OfResponses + SqlServerClaims.OfLikenesses + SqlServerClaims.DropQuestions));
    }

    [Fact]
    public void The_bulk_writer_copies_every_column_in_its_stored_form()
    {
        using var db = SqlServer();
        var span = new SpanRow { TraceNumber = 5, SpanId = -1, Kind = Core.Spans.OperationKind.Tool, ParentId = null, ChargedNanoUsd = 7, Details = [1, 2] };

        using var table = StagedTable.Of<SpanRow>(db).AsTable([span]);

        Assert.Equal(typeof(SpanRow).GetProperties().Length, table.Columns.Count);
        var row = table.Rows[0];
        Assert.Equal(
            [5L, -1L, (byte)5, DBNull.Value, 7L],
            (object[])[row["TraceNumber"], row["SpanId"], row["Kind"], row["ParentId"], row["ChargedNanoUsd"]]);
        Assert.Equal([1, 2], (byte[])row["Details"]);
    }

    [Fact]
    public void A_stored_trace_is_never_overwritten_by_another_one_with_its_number()
    {
        using var db = SqlServer();
        var traces = StagedTable.OfTraces(db);

        foreach (var sql in (string[])[traces.Update, traces.Insert])
        {
            Assert.Contains("t.[Number] = s.[Number] AND t.[ProjectId] = s.[ProjectId] AND t.[TraceId] = s.[TraceId]", sql, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("SET [ProjectId]", traces.Update, StringComparison.Ordinal);
        Assert.DoesNotContain(", [TraceId] =", traces.Update, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parser_sees_a_broken_query() => Assert.NotEmpty(TransactSql.ErrorsIn("SELECT FROM WHERE"));

    [Fact]
    public void Both_engines_have_the_same_tables_and_columns()
    {
        using var sqlServer = SqlServer();
        using var sqlite = new SqliteCostDb.AtDesignTime().CreateDbContext([]);

        Assert.Equal(ColumnsOf(sqlite), ColumnsOf(sqlServer));

        static IEnumerable<string> ColumnsOf(CostDb db) =>
            db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()} {p.IsNullable}")).Order();
    }

    [Fact]
    public void No_change_of_the_model_is_without_its_migration()
    {
        using var sqlServer = SqlServer();
        using var sqlite = new SqliteCostDb.AtDesignTime().CreateDbContext([]);

        Assert.False(sqlServer.Database.HasPendingModelChanges(), "Run: dotnet ef migrations add NAME --context SqlServerCostDb --output-dir Migrations/SqlServer");
        Assert.False(sqlite.Database.HasPendingModelChanges(), "Run: dotnet ef migrations add NAME --context SqliteCostDb --output-dir Migrations/Sqlite");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CostDashboard.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"No CostDashboard.sln above {AppContext.BaseDirectory}.");
        }

        return folder;
    }

    // A name is a text, the name of a member, or a text with a hole at its end, of which the beginning is compared.
    [GeneratedRegex("""TagWith\((?:"(?<name>\w+)"\)|nameof\((?<name>\w+)\)|\$"(?<name>\w+)(?<isPrefix>\{)|)""")]
    private static partial Regex TagCall();

    [GeneratedRegex(@"^-- (\w+)\r?$", RegexOptions.Multiline)]
    private static partial Regex TagLine();

    internal static SqlServerCostDb SqlServer() => new SqlServerCostDb.AtDesignTime().CreateDbContext([]);
}

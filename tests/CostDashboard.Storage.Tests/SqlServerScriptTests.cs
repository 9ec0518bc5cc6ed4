using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CostDashboard.Storage.Migrations.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CostDashboard.Storage.Tests;

/// <summary>The scripts of db/sqlserver say what the model says. Set COSTDASHBOARD_WRITE_SCRIPTS=1 to have the generated ones written anew.</summary>
public sealed partial class SqlServerScriptTests
{
    private const string WriteVariable = "COSTDASHBOARD_WRITE_SCRIPTS";

    public static TheoryData<string> Scripts => ["schema.sql", "upgrade.sql", "partitioning.sql", "columnstore.sql"];

    [Fact]
    public void The_schema_script_is_that_of_the_model()
    {
        using var db = TransactSqlTests.SqlServer();

        var scheduler = $"-- The scheduler's own tables, for nodes that share this database.\n{SchedulerTables.Create}\nGO\n";
        AssertGenerated("schema.sql", "The whole schema, as a new database has it.", db.Database.GenerateCreateScript() + scheduler);
    }

    [Fact]
    public void The_upgrade_script_is_that_of_the_migrations()
    {
        using var db = TransactSqlTests.SqlServer();
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        AssertGenerated("upgrade.sql", "Brings a database of any earlier version, or an empty one, to this version. It can be run again.", script);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_transact_sql(string file) => Assert.Empty(TransactSql.ErrorsIn(File.ReadAllText(PathOf(file))));

    [Theory]
    [InlineData("partitioning.sql")]
    [InlineData("columnstore.sql")]
    public void A_script_by_hand_names_only_columns_and_tables_that_there_are(string file)
    {
        using var db = TransactSqlTests.SqlServer();
        var known = db.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => p.GetColumnName()).Append(e.GetTableName()!))
            .Concat(db.Model.GetEntityTypes().SelectMany(e => e.GetIndexes().Select(i => i.GetDatabaseName()!)))
            .Concat(db.Model.GetEntityTypes().Select(e => e.FindPrimaryKey()!.GetName()!))
            .ToHashSet();

        // By convention these scripts write names of the schema in square brackets and names of their own without.
        var names = BracketedName().Matches(File.ReadAllText(PathOf(file))).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.NotEmpty(names);
        Assert.Empty(names.Except(known));
    }

    [Fact]
    public void The_drift_check_sees_a_difference() => Assert.False(Same("CREATE TABLE a;", "CREATE TABLE b;"));

    private static void AssertGenerated(string file, string title, string script)
    {
        // The migrations' version numbers and the tool's remarks aside, line ends and trailing blanks must not matter.
        var text = $"-- {title}\n-- With sqlcmd use -I: filtered indexes need quoted identifiers.\n-- Generated from the model. Do not edit: change the model, add a migration, and run the storage tests with {WriteVariable}=1.\n\n{Normal(script)}";
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
        {
            File.WriteAllText(PathOf(file), text);
        }

        Assert.True(
            Same(text, File.ReadAllText(PathOf(file))),
            $"db/sqlserver/{file} is not what the model says. Run the storage tests with {WriteVariable}=1, look at the difference, and commit it.");
    }

    private static bool Same(string left, string right) => Normal(left) == Normal(right);

    private static string Normal(string script) =>
        string.Join('\n', script.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim() + "\n";

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "db", "sqlserver", file);

    [GeneratedRegex(@"\[([A-Za-z_]\w*)\]")]
    private static partial Regex BracketedName();
}

using CostDashboard.Storage.Migrations.SqlServer;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quartz;

namespace CostDashboard.Storage.Tests;

/// <summary>The scheduler's tables are those that the version of Quartz in use would make for itself.</summary>
public sealed class SchedulerTableTests
{
    [Fact]
    public void The_migration_makes_the_tables_that_the_scheduler_expects()
    {
        var expected = DefinitionsIn(OfQuartz());

        Assert.Contains("QRTZ_TRIGGERS.NEXT_FIRE_TIME bigint", expected);
        Assert.Equal(expected, DefinitionsIn(SchedulerTables.Create));
    }

    [Fact]
    public void The_check_sees_a_column_that_is_missing() =>
        Assert.NotEqual(DefinitionsIn("CREATE TABLE a (b int, c int);"), DefinitionsIn("CREATE TABLE a (b int);"));

    private static string OfQuartz()
    {
        using var stream = typeof(IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_sqlServer.sql")
            ?? throw new InvalidOperationException("Quartz does not bring its schema any more: look where it is now.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("{0}", "QRTZ_", StringComparison.Ordinal).Replace("{1}", "QRTZ_", StringComparison.Ordinal);
    }

    private static IEnumerable<string> DefinitionsIn(string script)
    {
        using var reader = new StringReader(script);
        var parsed = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors);
        var definitions = new Definitions();
        parsed.Accept(definitions);
        return definitions.Found.Order(StringComparer.Ordinal);
    }

    private sealed class Definitions : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(CreateTableStatement node)
        {
            var table = node.SchemaObjectName.BaseIdentifier.Value;
            Found.AddRange(node.Definition.ColumnDefinitions.Select(column => $"{table}.{column.ColumnIdentifier.Value} {TextOf(column.DataType)}"));
            Found.AddRange(node.Definition.TableConstraints.Select(constraint => $"{table}: {TextOf(constraint)}"));
        }

        public override void Visit(CreateIndexStatement node) => Found.Add(TextOf(node));

        private static string TextOf(TSqlFragment fragment) =>
            string.Concat(fragment.ScriptTokenStream.Skip(fragment.FirstTokenIndex).Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1).Select(token => token.Text)).TrimEnd(';');
    }
}

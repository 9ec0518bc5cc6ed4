using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CostDashboard.Benchmarks;

/// <summary>
/// The bar that the write path is measured against: the bare engine inserting the very rows that a run left behind, with prepared statements,
/// the same schema, the same journal and the same durability, and nothing else.
/// </summary>
internal static class BareCopy
{
    /// <param name="database">A database that a run has written; it is only read.</param>
    /// <param name="transactions">How many commits the rows are spread over.</param>
    /// <returns>The time that inserting took, without reading the rows.</returns>
    internal static TimeSpan Time(string database, int transactions)
    {
        var folder = Directory.CreateTempSubdirectory("bare");
        try
        {
            var (schema, tables) = Read(database);
            using var target = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "bare.db")};Pooling=False");
            target.Open();
            Execute(target, "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            foreach (var statement in schema)
            {
                Execute(target, statement);
            }

            return Insert(target, tables, transactions);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static TimeSpan Insert(SqliteConnection target, List<Table> tables, int transactions)
    {
        var inserts = tables.ConvertAll(table => (table, Command: Prepare(target, table)));
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < transactions; number++)
        {
            using var transaction = target.BeginTransaction();
            foreach (var (table, command) in inserts)
            {
                command.Transaction = transaction;
                var end = (int)((long)table.Rows.Count * (number + 1) / transactions);
                for (var at = (int)((long)table.Rows.Count * number / transactions); at < end; at++)
                {
                    var row = table.Rows[at];
                    for (var column = 0; column < row.Length; column++)
                    {
                        command.Parameters[column].Value = row[column];
                    }

                    command.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        var elapsed = watch.Elapsed;
        inserts.ForEach(insert => insert.Command.Dispose());
        return elapsed;
    }

    private static SqliteCommand Prepare(SqliteConnection target, Table table)
    {
        var command = target.CreateCommand();
        var names = Enumerable.Range(0, table.Columns.Length).Select(i => "$p" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        // The names come from the schema of our own database.
#pragma warning disable CA2100
        command.CommandText = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", names)})";
#pragma warning restore CA2100
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        command.Prepare();
        return command;
    }

    private static (List<string> Schema, List<Table> Tables) Read(string database)
    {
        using var source = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        source.Open();
        var schema = Rows(source, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index'")
            .ConvertAll(row => (string)row[0]);
        var names = Rows(source, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").ConvertAll(row => (string)row[0]);
        var tables = new List<Table>();
        foreach (var name in names)
        {
            var columns = Rows(source, $"SELECT name FROM pragma_table_info('{name}')").ConvertAll(row => (string)row[0]);
            tables.Add(new(name, [.. columns], Rows(source, $"SELECT * FROM \"{name}\"")));
        }

        return (schema, tables);
    }

    private static List<object[]> Rows(SqliteConnection source, string sql)
    {
        using var command = source.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private sealed record Table(string Name, string[] Columns, List<object[]> Rows);
}

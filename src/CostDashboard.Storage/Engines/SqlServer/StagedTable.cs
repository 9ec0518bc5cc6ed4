using System.Data;
using CostDashboard.Storage.Model;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CostDashboard.Storage.Engines.SqlServer;

/// <summary>
/// The statements that bring rows into a table in bulk: SqlBulkCopy into a temporary table, then one UPDATE and one INSERT over the set.
/// They are made from the model, so a new column needs nothing here. MERGE is not used: under concurrency it can fail or do half.
/// </summary>
internal sealed class StagedTable
{
    private readonly IReadOnlyList<IProperty> _columns;
    private readonly IReadOnlyList<IProperty> _key;
    private readonly IReadOnlyList<IProperty> _identity;
    private readonly string _name;

    /// <param name="only">The columns that are written beside the key; null for all.</param>
    /// <param name="identity">Columns that must agree beside the key for a stored row to be the staged one.</param>
    private StagedTable(IEntityType entity, IReadOnlyCollection<string>? only, IReadOnlyCollection<string> identity)
    {
        _name = entity.GetTableName()!;
        _key = entity.FindPrimaryKey()!.Properties;
        _identity = [.. _key, .. entity.GetProperties().Where(p => identity.Contains(p.Name))];
        _columns = [.. entity.GetProperties().Where(p => only is null || p.IsPrimaryKey() || only.Contains(p.Name))];
        Staging = $"#{_name}";
    }

    public string Staging { get; }

    /// <summary>An empty copy, ordered by the key so that every node takes its locks in the same order.</summary>
    public string Create =>
        $"SELECT TOP (0) {List(_columns, "")} INTO [{Staging}] FROM [{_name}]; CREATE UNIQUE CLUSTERED INDEX [IX_Staging] ON [{Staging}] ({List(_key, "")});";

    public string Update =>
        $"UPDATE t SET {string.Join(", ", _columns.Except(_identity).Select(c => $"{Name(c)} = s.{Name(c)}"))} FROM [{Staging}] AS s INNER LOOP JOIN [{_name}] AS t WITH (UPDLOCK, HOLDLOCK, FORCESEEK) ON {Match};";

    public string Insert =>
        $"INSERT INTO [{_name}] ({List(_columns, "")}) SELECT {List(_columns, "s.")} FROM [{Staging}] AS s WHERE NOT EXISTS (SELECT 1 FROM [{_name}] AS t WITH (UPDLOCK, HOLDLOCK) WHERE {Match});";

    /// <summary>The stored rows of the staged keys, locked until the transaction ends; a key without a row is locked as well.</summary>
    public string Select =>
        $"SELECT t.* FROM [{Staging}] AS s INNER LOOP JOIN [{_name}] AS t WITH (UPDLOCK, HOLDLOCK, FORCESEEK) ON {Match}";

    public string Delete => $"DELETE t FROM [{Staging}] AS s INNER LOOP JOIN [{_name}] AS t WITH (UPDLOCK, HOLDLOCK, FORCESEEK) ON {Match};";

    public string Drop => $"DROP TABLE [{Staging}];";

    private string Match => string.Join(" AND ", _identity.Select(k => $"t.{Name(k)} = s.{Name(k)}"));

    public static StagedTable Of<T>(DbContext db, IReadOnlyCollection<string>? only = null)
        where T : class => new(db.Model.FindEntityType(typeof(T))!, only, []);

    /// <summary>
    /// Two nodes may give one number to two traces. A stored row is a staged one only where the trace is the same, so the second one
    /// is inserted, which is a violation of the key, and its commit is tried again with another number.
    /// </summary>
    public static StagedTable OfTraces(DbContext db) =>
        new(db.Model.FindEntityType(typeof(TraceRow))!, null, [nameof(TraceRow.ProjectId), nameof(TraceRow.TraceId)]);

    /// <summary>Makes the temporary table and copies the rows into it.</summary>
    public async Task StageAsync<T>(SqlConnection connection, SqlTransaction transaction, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        await RunAsync(connection, transaction, Create, cancellationToken);
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.TableLock, transaction) { DestinationTableName = Staging, BulkCopyTimeout = Seconds };
        foreach (var column in _columns)
        {
            copy.ColumnMappings.Add(column.GetColumnName(), column.GetColumnName());
        }

        using var table = AsTable(rows);
        await copy.WriteToServerAsync(table, cancellationToken);
    }

    public const int Seconds = 60;

    public static async Task<int> RunAsync(SqlConnection connection, SqlTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, transaction, Seconds);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal DataTable AsTable<T>(IReadOnlyList<T> rows)
        where T : class
    {
        var table = new DataTable();
        foreach (var column in _columns)
        {
            table.Columns.Add(column.GetColumnName(), Stored(column.ClrType));
        }

        var getters = _columns.Select(c => c.GetGetter()).ToArray();
        foreach (var row in rows)
        {
            var values = new object[getters.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = getters[i].GetClrValue(row) switch
                {
                    null => DBNull.Value,
                    Enum name => Convert.ChangeType(name, Enum.GetUnderlyingType(name.GetType()), null),
                    var value => value,
                };
            }

            table.Rows.Add(values);
        }

        return table;
    }

    private static Type Stored(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? Enum.GetUnderlyingType(plain) : plain;
    }

    private static string List(IEnumerable<IProperty> columns, string alias) => string.Join(", ", columns.Select(c => alias + Name(c)));

    private static string Name(IProperty column) => $"[{column.GetColumnName()}]";
}

using Microsoft.Data.Sqlite;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>The one writing connection with its prepared statements, kept from commit to commit.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly KnownIds _known = new();
    private readonly HashSet<(int Project, long Id)> _written = [];

    public SqliteWriter(string connectionString)
    {
        // Out of the pool: nobody else may get a connection on which statements are prepared.
        Connection = new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            Connection.Open();
            SqliteSettings.Apply(Connection, isWriter: true);
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>The prepared statement of a constant text; it is found by reference, so the text must be a constant.</summary>
    public SqliteStatement this[string sql] =>
        _statements.TryGetValue(sql, out var statement) ? statement : _statements[sql] = new(Connection, sql);

    /// <summary>Whether a series or shared part is stored, or written within this transaction.</summary>
    public bool IsKnown(int project, long id) => _known.Contains(project, id) || _written.Contains((project, id));

    public void Know(int project, long id) => _written.Add((project, id));

    // IMMEDIATE takes the write lock at once: a transaction that reads first and then wants to write could fail without being able to wait.
    public void Begin() => this["BEGIN IMMEDIATE"].Run();

    public void Commit()
    {
        this["COMMIT"].Run();
        _known.Add(_written);
        _written.Clear();
    }

    public void Rollback()
    {
        _written.Clear();
        this["ROLLBACK"].Run();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }
}

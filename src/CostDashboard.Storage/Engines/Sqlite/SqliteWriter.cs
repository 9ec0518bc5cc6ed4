using Microsoft.Data.Sqlite;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>The one writing connection with its prepared statements, kept from commit to commit.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MostKnown = 200_000;

    private readonly Dictionary<string, SqliteStatement> _statements = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(int Project, long Id)> _known = [];
    private readonly List<(int Project, long Id)> _knownInTransaction = [];

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

    /// <summary>Whether a series or shared part is stored for sure. They are never deleted, so what was seen once need not be asked again.</summary>
    public bool IsKnown(int project, long id) => _known.Contains((project, id));

    public void Know(int project, long id)
    {
        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known.Add((project, id));
        _knownInTransaction.Add((project, id));
    }

    // IMMEDIATE takes the write lock at once: a transaction that reads first and then wants to write could fail without being able to wait.
    public void Begin() => this["BEGIN IMMEDIATE"].Run();

    public void Commit()
    {
        this["COMMIT"].Run();
        _knownInTransaction.Clear();
    }

    public void Rollback()
    {
        foreach (var known in _knownInTransaction)
        {
            _known.Remove(known);
        }

        _knownInTransaction.Clear();
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

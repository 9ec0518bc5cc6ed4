using Microsoft.Data.Sqlite;

namespace CostDashboard.Storage.Engines.Sqlite;

/// <summary>A lock on a file beside the database. The operating system gives it back when its process ends, however it ends.</summary>
internal sealed class SqliteFileLock : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly FileStream _file;

    private SqliteFileLock(FileStream file) => _file = file;

    /// <exception cref="TimeoutException">Another process has held it for ten minutes.</exception>
    public static async Task<SqliteFileLock> TakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        var database = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        Directory.CreateDirectory(Path.GetDirectoryName(database)!);
        for (var waited = TimeSpan.Zero; ; waited += s_pause)
        {
            try
            {
                return new(new FileStream($"{database}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (waited < s_patience && File.Exists($"{database}.lock"))
            {
                await Task.Delay(s_pause, cancellationToken);
            }
            catch (IOException error) when (waited >= s_patience)
            {
                throw new TimeoutException($"Another process has been preparing {database} for ten minutes.", error);
            }
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}

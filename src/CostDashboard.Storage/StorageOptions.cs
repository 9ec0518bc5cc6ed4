using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;

namespace CostDashboard.Storage;

public enum StorageEngine
{
    /// <summary>One file, no set-up, one writing process.</summary>
    Sqlite = 1,

    /// <summary>SQL Server 2022 or later, or Azure SQL.</summary>
    SqlServer = 2,
}

/// <summary>Where everything is kept.</summary>
/// <param name="ConnectionString">As Microsoft.Data.Sqlite (<c>Data Source=FILE</c>) or Microsoft.Data.SqlClient read it.</param>
public sealed record StorageOptions(StorageEngine Engine, string ConnectionString)
{
    /// <summary>The engine's client, for whoever keeps tables of his own in the same database.</summary>
    public DbProviderFactory Provider => Engine is StorageEngine.SqlServer ? SqlClientFactory.Instance : SqliteFactory.Instance;
}

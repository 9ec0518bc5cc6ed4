using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CostDashboard.Storage.Model;

internal sealed class SqliteCostDb(DbContextOptions<SqliteCostDb> options) : CostDb(options)
{
    public static DbContextOptionsBuilder<SqliteCostDb> OptionsFor(string connectionString) =>
        new DbContextOptionsBuilder<SqliteCostDb>().UseSqlite(connectionString).ReplaceService<IMigrationsSqlGenerator, WithoutRowid>();

    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteCostDb --output-dir Migrations/Sqlite</c>; opens no database.</summary>
    internal sealed class AtDesignTime : IDesignTimeDbContextFactory<SqliteCostDb>
    {
        public SqliteCostDb CreateDbContext(string[] args) => new(OptionsFor("Data Source=:memory:").Options);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CostDashboard.Storage.Model;

internal sealed class SqliteCostDb(DbContextOptions<SqliteCostDb> options) : CostDb(options)
{
    /// <summary>For <c>dotnet ef migrations add NAME --context SqliteCostDb --output-dir Migrations/Sqlite</c>; opens no database.</summary>
    internal sealed class AtDesignTime : IDesignTimeDbContextFactory<SqliteCostDb>
    {
        public SqliteCostDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteCostDb>().UseSqlite("Data Source=:memory:").Options);
    }
}

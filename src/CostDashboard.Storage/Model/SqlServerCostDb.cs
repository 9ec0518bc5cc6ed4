using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CostDashboard.Storage.Model;

internal sealed class SqlServerCostDb(DbContextOptions<SqlServerCostDb> options) : CostDb(options)
{
    // By code point, as SQLite compares: "GPT-4" and "gpt-4" are two models, and groups are the same on both engines.
    internal const string Collation = "Latin1_General_100_BIN2";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<string>().UseCollation(Collation);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<SpanRow>().HasIndex(["ProjectId", "StartNanos"], "IX_Spans_Charged").HasFilter("[ChargedNanoUsd] IS NOT NULL");
        modelBuilder.Entity<SpanRow>().HasIndex(["ProjectId", "ResponseKey", "ChargeRole"], "IX_Spans_Response").HasFilter("[ResponseKey] IS NOT NULL");
        modelBuilder.Entity<SpanRow>().HasIndex(["ProjectId", "ChargeLikeness", "StartNanos"], "IX_Spans_Likeness").HasFilter("[ChargeLikeness] IS NOT NULL");
    }

    /// <summary>For <c>dotnet ef migrations add NAME --context SqlServerCostDb --output-dir Migrations/SqlServer</c>; opens no connection.</summary>
    internal sealed class AtDesignTime : IDesignTimeDbContextFactory<SqlServerCostDb>
    {
        public SqlServerCostDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqlServerCostDb>().UseSqlServer("Server=none").Options);
    }
}

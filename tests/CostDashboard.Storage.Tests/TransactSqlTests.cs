using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CostDashboard.Storage.Tests;

public sealed class TransactSqlTests
{
    [Fact]
    public void A_query_for_sql_server_parses_where_no_sql_server_runs()
    {
        using var db = new Numbers();

        Assert.Empty(ErrorsIn(db.Values.Where(number => number.Id > 3).Take(10).ToQueryString()));
    }

    [Fact]
    public void The_parser_sees_a_broken_query() => Assert.NotEmpty(ErrorsIn("SELECT FROM WHERE"));

    private static IList<ParseError> ErrorsIn(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        return errors;
    }

    private sealed record Number(int Id);

    private sealed class Numbers : DbContext
    {
        public DbSet<Number> Values => Set<Number>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
            optionsBuilder.UseSqlServer("Server=none");
    }
}

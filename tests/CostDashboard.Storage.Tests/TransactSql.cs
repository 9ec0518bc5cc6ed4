using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CostDashboard.Storage.Tests;

internal static class TransactSql
{
    public static IEnumerable<string> ErrorsIn(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);

        return errors.Select(e => $"{e.Line}:{e.Column} {e.Message}");
    }
}

using System.Reflection;
using CostDashboard.Storage.Engines.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CostDashboard.Storage.Tests.Engines;

public sealed class SqlServerDatabaseTests
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic;

    [Theory]
    [InlineData(1205, true, true)]
    [InlineData(2627, true, true)]
    [InlineData(40613, false, true)]
    [InlineData(547, false, false)]
    public void An_error_is_known_however_deep_it_is_wrapped(int number, bool isCollision, bool isUnavailable)
    {
        var database = new SqlServerDatabase("Server=unused");
        var error = Error(number);
        foreach (var wrapped in (Exception[])[error, new DbUpdateException("any", error), new InvalidOperationException("any", new DbUpdateException("any", error))])
        {
            Assert.Equal((isCollision, isUnavailable), (database.IsCollision(wrapped), database.IsUnavailable(wrapped)));
        }
    }

    [Fact]
    public void An_error_that_is_not_the_servers_is_not_taken_for_one()
    {
        var database = new SqlServerDatabase("Server=unused");

        Assert.False(database.IsUnavailable(new InvalidOperationException("any", new FormatException())));
    }

    // The client makes its exceptions itself and lets nobody else.
    private static SqlException Error(int number)
    {
        var constructor = typeof(SqlError).GetConstructors(Hidden).MinBy(c => c.GetParameters().Length)!;
        var isFirst = true;
        var values = constructor.GetParameters().Select(p =>
        {
            if (p.ParameterType == typeof(int) && isFirst)
            {
                isFirst = false;
                return number;
            }

            return p.ParameterType == typeof(string) ? "" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null;
        }).ToArray();
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [constructor.Invoke(values)]);
        var create = typeof(SqlException).GetMethod("CreateException", Hidden, [typeof(SqlErrorCollection), typeof(string)])!;
        return (SqlException)create.Invoke(null, [errors, ""])!;
    }
}

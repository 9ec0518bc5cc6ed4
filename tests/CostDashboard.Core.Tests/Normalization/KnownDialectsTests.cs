using CostDashboard.Core.Normalization;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Tests.Normalization;

public sealed class KnownDialectsTests
{
    [Fact]
    public void Every_dialect_of_the_folder_is_in_the_list_once()
    {
        var folder = typeof(KnownDialects).Assembly.GetTypes()
            .Where(type => type.Namespace == "CostDashboard.Core.Normalization.Dialects" && type.Name.EndsWith("Dialect", StringComparison.Ordinal));

        var list = KnownDialects.InOrder.Select(dialect => dialect.Read.Method.DeclaringType!);

        Assert.Equal(folder.Select(type => type.Name).Order(StringComparer.Ordinal), list.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_dialect_has_a_mark_by_which_it_is_known_and_there_are_bits_for_all()
    {
        Assert.All(KnownDialects.InOrder, dialect => Assert.NotEmpty(dialect.Prefixes));
        Assert.All(KnownDialects.InOrder.SelectMany(dialect => dialect.Prefixes), prefix => Assert.InRange(prefix[0], '!', '~'));
        Assert.InRange(KnownDialects.InOrder.Length, 1, 64);
    }

    [Fact]
    public void Names_of_no_dialect_are_read_by_none()
    {
        var span = Reading.Of("éclair", ("", "x"), ("db.system", "postgresql"), ("général", 5), ("l", 1), ("lllm.model", "m"), ("Gen_ai.request.model", "m"));

        Assert.Null(span.Call);
        Assert.Equal(OperationKind.Other, span.Kind);
    }
}

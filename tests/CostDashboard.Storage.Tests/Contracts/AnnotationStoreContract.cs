using CostDashboard.Core.Annotations;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class AnnotationStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly SpanAnnotation s_number = new("s-1", A.Trace(), A.SpanKey("s1").Span, "helpful", AnnotationKind.Numeric, 0.5, null, "", "API", A.Noon);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_judged_is_found_by_its_trace_before_there_is_one_the_latest_first()
    {
        await using var store = await TEngine.CreateAsync();
        var words = s_number with { Id = "s-2", Span = null, Kind = AnnotationKind.Categorical, Number = null, Text = "good", Comment = "because", At = A.Noon + 1 };
        var elsewhere = s_number with { Trace = new(new(2), s_number.Trace.Trace) };
        await store.Annotations.SaveAsync([s_number, words, elsewhere], Cancel);
        await store.ReopenAsync();

        Assert.Equal([words, s_number], await store.Annotations.ListAsync(A.Trace(), Cancel));
    }

    [Fact]
    public async Task The_later_of_two_with_one_id_holds_in_whatever_order_they_came()
    {
        await using var store = await TEngine.CreateAsync();
        var later = s_number with { Number = 0.9, At = A.Noon + 5 };
        await store.Annotations.SaveAsync([later], Cancel);
        await store.Annotations.SaveAsync([s_number, later with { Number = 0.1, At = A.Noon + -1 }], Cancel);

        Assert.Equal([later], await store.Annotations.ListAsync(A.Trace(), Cancel));
    }

    [Fact]
    public async Task Hostile_texts_are_kept_as_texts()
    {
        await using var store = await TEngine.CreateAsync();
        var hostile = s_number with { Name = "<script>\u2028'; DROP TABLE", Comment = new('x', SpanAnnotation.LongestComment), Text = "=1+1" };
        await store.Annotations.SaveAsync([hostile, s_number with { Id = "nul", Name = "a\0b" }], Cancel);

        Assert.Equal([hostile.Name, "a\u2400b"], (await store.Annotations.ListAsync(A.Trace(), Cancel)).Select(one => one.Name).Order(StringComparer.Ordinal));
    }
}

public sealed class SqliteAnnotationStoreTests : AnnotationStoreContract<SqliteFile>;

public sealed class SqlServerAnnotationStoreTests : AnnotationStoreContract<SqlServerDatabaseOfItsOwn>;

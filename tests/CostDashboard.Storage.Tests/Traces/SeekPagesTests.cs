using CostDashboard.Storage.Traces;

namespace CostDashboard.Storage.Tests.Traces;

public sealed class SeekPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(SeekPages.Rows, 2)]
    [InlineData((SeekPages.Rows * 3) + 5, 4)]
    public async Task Every_row_comes_once_in_order_from_as_many_pages_as_it_takes(int rows, int pages)
    {
        var table = new Table(rows);

        Assert.Equal(Enumerable.Range(0, rows), await table.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(pages, table.Reads);
    }

    [Fact]
    public async Task A_page_is_read_only_when_its_first_row_is_asked_for_and_none_for_who_went()
    {
        var table = new Table(SeekPages.Rows * 1_000);
        using var left = new CancellationTokenSource();
        await using var rows = table.ReadAsync(left.Token).GetAsyncEnumerator(Cancel);

        for (var i = 0; i < SeekPages.Rows; i++)
        {
            Assert.True(await rows.MoveNextAsync());
        }

        Assert.Equal(1, table.Reads);
        Assert.True(await rows.MoveNextAsync());
        Assert.Equal(2, table.Reads);

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await rows.MoveNextAsync())
            {
            }
        });
        Assert.Equal(2, table.Reads);
    }

    private sealed class Table(int rows)
    {
        public int Reads { get; private set; }

        public IAsyncEnumerable<int> ReadAsync(CancellationToken cancellationToken) => SeekPages.ReadAsync<int, int>(
            (after, most) =>
            {
                Reads++;
                var begin = after is { } last ? last + 1 : 0;
                return Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(begin, Math.Min(most, rows - begin))]);
            },
            row => row,
            cancellationToken);
    }
}

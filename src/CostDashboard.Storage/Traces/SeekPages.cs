using System.Runtime.CompilerServices;

namespace CostDashboard.Storage.Traces;

/// <summary>
/// All rows of a query, a page at a time, each beginning where the one before ended. A page is read when its first row is asked for, so that
/// memory holds one page whoever reads however slowly, and nothing is read for who went.
/// </summary>
internal static class SeekPages
{
    /// <summary>Of a page; about four megabytes of traces.</summary>
    public const int Rows = 2_000;

    /// <param name="read">Reads so many rows after a place; from the beginning where there is none.</param>
    /// <param name="placeOf">The place of a row.</param>
    public static async IAsyncEnumerable<TRow> ReadAsync<TRow, TPlace>(
        Func<TPlace?, int, Task<IReadOnlyList<TRow>>> read, Func<TRow, TPlace> placeOf, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TPlace : struct
    {
        TPlace? after = null;
        IReadOnlyList<TRow> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = await read(after, Rows);
            foreach (var row in page)
            {
                yield return row;
            }

            after = page.Count == 0 ? after : placeOf(page[^1]);
        }
        while (page.Count == Rows);
    }
}

namespace CostDashboard.Web.Features.Spend.Export;

/// <summary>What stands in a cell of a file.</summary>
internal abstract record SheetCell
{
    private SheetCell()
    {
    }

    /// <summary>Nothing to say, which is not zero.</summary>
    internal static SheetCell None { get; } = new Words("");

    /// <summary>A text, possibly from outside: never a formula.</summary>
    internal sealed record Words(string Text) : SheetCell;

    /// <summary>A count, a length of time, a share.</summary>
    internal sealed record Number(decimal Value) : SheetCell;

    /// <summary>Dollars, exact to the nano-dollar in all that writes decimals.</summary>
    internal sealed record Dollars(decimal Nanos) : SheetCell;
}

/// <summary>A column of a file.</summary>
/// <param name="Name">In lower case with its unit, so that a program finds it.</param>
internal sealed record SheetColumn<TRow>(string Name, Func<TRow, SheetCell> Of);

/// <summary>A table as it goes into a file: a line of names, then the rows.</summary>
internal sealed record Sheet(string Name, IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<SheetCell>> Rows)
{
    internal static Sheet Of<TRow>(string name, IReadOnlyList<SheetColumn<TRow>> columns, IEnumerable<TRow> rows) =>
        new(name, [.. columns.Select(c => c.Name)], rows.Select(row => (IReadOnlyList<SheetCell>)[.. columns.Select(c => c.Of(row))]));
}

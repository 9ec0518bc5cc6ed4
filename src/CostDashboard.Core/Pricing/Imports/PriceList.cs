namespace CostDashboard.Core.Pricing.Imports;

/// <summary>Somebody else's list of prices, as far as it is understood.</summary>
/// <param name="Models">By provider, then by name.</param>
/// <param name="Problems">Entries that cannot be taken over, each with the reason.</param>
public sealed record PriceList(PriceListFormat Format, IReadOnlyList<ListedModel> Models, IReadOnlyList<ListProblem> Problems);

/// <summary>A model of a list, named as the book names it.</summary>
/// <param name="NameInList">What the list calls it.</param>
/// <param name="Prices">What it costs from a day on, oldest first; never empty. Only the first may have no day.</param>
/// <param name="LeftOut">Fields of the entry that state prices and are not taken over.</param>
public sealed record ListedModel(
    string Provider,
    string Model,
    IReadOnlyList<string> Aliases,
    string Mode,
    string NameInList,
    IReadOnlyList<ListedPrice> Prices,
    IReadOnlyList<string> LeftOut);

/// <summary>One price of a list.</summary>
/// <param name="EffectiveFrom">The UTC day that the list names; null where it names none.</param>
/// <param name="Json">What the list states, in the form of a price file.</param>
/// <param name="IsFromBeginning">It held before the first day that the list names for the model.</param>
public sealed record ListedPrice(DateOnly? EffectiveFrom, string Json, bool IsFromBeginning = false);

/// <summary>What of a list was not understood.</summary>
/// <param name="Name">What the list calls the entry.</param>
public sealed record ListProblem(string Name, string Reason);

/// <summary>A file that is no list of prices in a known format, or too large; the message says what to do.</summary>
public sealed class PriceListException(string message, Exception? inner = null) : Exception(message, inner);

using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Core.Pricing.Imports;

/// <summary>Whose list of prices a file is.</summary>
public enum PriceListFormat : byte
{
    /// <summary><c>model_prices_and_context_window.json</c> of LiteLLM.</summary>
    LiteLlm = 1,

    /// <summary><c>data.json</c> (v2) of genai-prices.</summary>
    GenAiPrices = 2,
}

/// <summary>A list of prices that waits for somebody to look at it. Nothing is priced with it before its entries are accepted.</summary>
/// <param name="Source">The file's name, or the address that it was fetched from.</param>
/// <param name="Size">Bytes of the list as it came.</param>
public sealed record PriceImport(Guid Id, PriceListFormat Format, string Source, UnixNanos CreatedAt, string CreatedBy, int Size)
{
    /// <summary>Of a list, as it comes.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Lists that may wait at a time.</summary>
    public const int MostPending = 20;

    public const int LongestSource = 500;
}

/// <summary>Lists of prices that wait to be looked at, so that a review survives a reload and a restart.</summary>
/// <remarks>Every write is durable when its task ends, with its audit entry in the same transaction.</remarks>
public interface IPriceImportStore
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<PriceImport>> GetAsync(CancellationToken cancellationToken);

    /// <summary>The list as it came; null when there is no such import.</summary>
    Task<(PriceImport Import, ReadOnlyMemory<byte> Content)?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <exception cref="InvalidOperationException"><see cref="PriceImport.MostPending"/> wait already; nothing was added.</exception>
    Task AddAsync(PriceImport import, ReadOnlyMemory<byte> content, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Forgets a list that was accepted or refused.</summary>
    /// <returns>False when there is no such import.</returns>
    Task<bool> RemoveAsync(Guid id, AuditEntry audit, CancellationToken cancellationToken);
}

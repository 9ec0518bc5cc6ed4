namespace CostDashboard.Core.Outbound;

/// <summary>What was fetched.</summary>
/// <param name="Address">Where it came from in the end, after redirects.</param>
public sealed record Fetched(Uri Address, ReadOnlyMemory<byte> Content);

/// <summary>It was not fetched; the message says why in a sentence that may be shown to whoever named the address, and holds nothing of the answer.</summary>
public sealed class OutboundException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Fetches what somebody names, from where <see cref="OutboundRules"/> allow.</summary>
public interface IOutboundFetch
{
    /// <summary>
    /// GET over http or https, without credentials, cookies or a proxy. The addresses are checked when the connection is made, so that neither a
    /// redirect nor a name that changes its meaning leads elsewhere.
    /// </summary>
    /// <param name="mostBytes">Of the content, decompressed.</param>
    /// <exception cref="OutboundException">It may not, could not or took too long to be fetched, or is larger than <paramref name="mostBytes"/>.</exception>
    Task<Fetched> GetAsync(Uri address, int mostBytes, CancellationToken cancellationToken);
}

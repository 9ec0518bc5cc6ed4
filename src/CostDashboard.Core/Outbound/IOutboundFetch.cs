namespace CostDashboard.Core.Outbound;

/// <summary>What was fetched.</summary>
/// <param name="Address">Where it came from in the end, after redirects.</param>
public sealed record Fetched(Uri Address, ReadOnlyMemory<byte> Content);

/// <summary>It was not fetched; the message says why in a sentence that may be shown to whoever named the address, and holds nothing of the answer.</summary>
public sealed class OutboundException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It was not even tried, and will not be another time: the rules or the address forbid it.</summary>
    public bool IsRefusal { get; init; }
}

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

/// <summary>What a receiver answered. Of its content nothing is read: who names an address must not learn by us what is said there.</summary>
/// <param name="RetryAfter">For how long it asks to be left alone; null where it does not.</param>
public sealed record Posted(int Status, TimeSpan? RetryAfter);

/// <summary>Posts to where somebody names, under the same rules as <see cref="IOutboundFetch"/>.</summary>
public interface IOutboundPost
{
    /// <summary>
    /// POST over http or https. A redirect is an answer as any other and is not followed: a message is for the receiver that was named, and for
    /// nobody to whom that one sends it on.
    /// </summary>
    /// <param name="limit">From the first look at the address to the head of the answer.</param>
    /// <exception cref="OutboundException">It may not or could not be posted, or there was no answer in time.</exception>
    Task<Posted> PostAsync(
        Uri address, ReadOnlyMemory<byte> body, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, TimeSpan limit, CancellationToken cancellationToken);
}

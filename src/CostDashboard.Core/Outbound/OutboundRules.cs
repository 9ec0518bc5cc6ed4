using System.Net;

namespace CostDashboard.Core.Outbound;

/// <summary>Where the program may connect to when somebody names an address: the public internet, and what whoever runs it allows beside.</summary>
public sealed class OutboundRules
{
    private readonly IReadOnlyList<IPNetwork> _networks;
    private readonly HashSet<string> _hosts;

    private OutboundRules(IReadOnlyList<IPNetwork> networks, HashSet<string> hosts) => (_networks, _hosts) = (networks, hosts);

    /// <summary>The public internet alone.</summary>
    public static OutboundRules OnlyPublic { get; } = Allowing([]);

    /// <param name="allowed">Networks (<c>10.1.0.0/16</c>), addresses (<c>10.1.2.3</c>) and names of hosts (<c>prices.example.internal</c>).</param>
    /// <exception cref="FormatException">One is none of these; the message names it.</exception>
    public static OutboundRules Allowing(IEnumerable<string> allowed)
    {
        var networks = new List<IPNetwork>();
        var hosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in allowed.Select(text => text.Trim()).Where(text => text.Length > 0))
        {
            // 10.1.2.3/8 is written for one host or for a network; nobody knows which, and one of the two would open too much.
            if (IPNetwork.TryParse(item, out var network) && IPAddress.TryParse(item.Split('/')[0], out var written) && network.BaseAddress.Equals(written))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(item, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (Uri.CheckHostName(item) is UriHostNameType.Dns)
            {
                hosts.Add(item.TrimEnd('.'));
            }
            else
            {
                throw new FormatException($"'{item}' is neither a network such as 10.1.0.0/16 (whose last bits are zero), nor an address, nor the name of a host.");
            }
        }

        return new(networks, hosts);
    }

    /// <summary>Why there is no connecting to an address that a host resolved to, as the end of a sentence; null where there is.</summary>
    /// <param name="host">As the request names it: a name or an address.</param>
    public string? Refusal(string host, IPAddress address)
    {
        var inner = AddressRules.Embedded(address) ?? address;
        return _hosts.Contains(host.TrimEnd('.')) || _networks.Any(network => network.Contains(address) || network.Contains(inner))
            ? null
            : AddressRules.NotPublic(address);
    }
}

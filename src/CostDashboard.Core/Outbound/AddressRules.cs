using System.Net;
using System.Net.Sockets;

namespace CostDashboard.Core.Outbound;

/// <summary>
/// Which addresses are on the public internet. What a stranger names must lead nowhere else: not to this machine, not into the network it stands in,
/// and not to the service by which a cloud hands out credentials.
/// </summary>
/// <remarks>https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry, and what clouds use beside them.</remarks>
public static class AddressRules
{
    private static readonly (IPNetwork Network, string What)[] s_notPublic =
    [
        Of("0.0.0.0/8", "this network"),
        Of("10.0.0.0/8", "a private network"),
        Of("100.64.0.0/10", "a carrier's network"), // also 100.100.100.200, the metadata service of Alibaba Cloud
        Of("127.0.0.0/8", "this machine"),
        Of("168.63.129.16/32", "a cloud's metadata service"), // Azure
        Of("169.254.0.0/16", "a link-local network or a cloud's metadata service"), // 169.254.169.254
        Of("172.16.0.0/12", "a private network"),
        Of("192.0.0.0/24", "reserved for protocols"), // also 192.0.0.192, the metadata service of Oracle Cloud
        Of("192.0.2.0/24", "for documentation"),
        Of("192.88.99.0/24", "a 6to4 relay"),
        Of("192.168.0.0/16", "a private network"),
        Of("198.18.0.0/15", "for benchmarks"),
        Of("198.51.100.0/24", "for documentation"),
        Of("203.0.113.0/24", "for documentation"),
        Of("224.0.0.0/4", "a multicast group"),
        Of("240.0.0.0/4", "reserved"), // also the broadcast address
        Of("::/128", "no address"),
        Of("::1/128", "this machine"),
        Of("64:ff9b:1::/48", "a local translation of IPv4"),
        Of("100::/64", "for discarding"),
        Of("2001::/32", "a Teredo tunnel"),
        Of("2001:db8::/32", "for documentation"),
        Of("3fff::/20", "for documentation"),
        Of("5f00::/16", "for segment routing"),
        Of("fc00::/7", "a private network"), // also fd00:ec2::254, the metadata service of AWS
        Of("fe80::/10", "a link-local network"),
        Of("fec0::/10", "a site-local network"),
        Of("ff00::/8", "a multicast group"),
    ];

    private static readonly IPNetwork s_translated = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork s_compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork s_6to4 = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork s_global = IPNetwork.Parse("2000::/3");

    /// <summary>What an address is, where it is not one of the public internet; null where it is.</summary>
    public static string? NotPublic(IPAddress address)
    {
        foreach (var (network, what) in s_notPublic)
        {
            if (network.Contains(address))
            {
                return what;
            }
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address.AddressFamily is AddressFamily.InterNetwork ? null : "no address of the internet protocol";
        }

        if (Embedded(address) is { } inner)
        {
            return NotPublic(inner);
        }

        return s_global.Contains(address) ? null : "no address of the public internet";
    }

    /// <summary>The IPv4 address that an IPv6 address stands for; null for one that stands for itself.</summary>
    public static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6 || s_translated.Contains(address) || s_compatible.Contains(address))
        {
            return new(bytes.AsSpan(12));
        }

        if (s_6to4.Contains(address))
        {
            return new(bytes.AsSpan(2, 4));
        }

        // ISATAP: an interface that is named after an IPv4 address, whatever network it is in.
        return bytes is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..] ? new(bytes.AsSpan(12)) : null;
    }

    private static (IPNetwork, string) Of(string network, string what) => (IPNetwork.Parse(network), what);
}

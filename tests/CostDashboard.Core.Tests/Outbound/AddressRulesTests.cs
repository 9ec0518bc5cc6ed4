using System.Net;
using CostDashboard.Core.Outbound;

namespace CostDashboard.Core.Tests.Outbound;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:82a::200e")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public void The_public_internet_is_open(string address) => Assert.Null(AddressRules.NotPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::8.8.8.8")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    [InlineData("3fff::1")]
    [InlineData("2600:1f18::5efe:10.0.0.1")]
    [InlineData("2600:1f18::200:5efe:10.0.0.1")]
    [InlineData("100::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%2")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("5f00::1")]
    [InlineData("4000::1")]
    public void Nothing_else_is(string address) => Assert.NotNull(AddressRules.NotPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("prices.internal", "10.9.9.9", true)]
    [InlineData("PRICES.internal.", "10.9.9.9", true)]
    [InlineData("other.internal", "10.9.9.9", false)]
    [InlineData("other.internal", "10.1.255.1", true)]
    [InlineData("other.internal", "::ffff:10.1.255.1", true)]
    [InlineData("other.internal", "64:ff9b::10.1.255.1", true)]
    [InlineData("other.internal", "169.254.169.254", true)]
    [InlineData("other.internal", "169.254.169.253", false)]
    [InlineData("other.internal", "fd12::7", true)]
    [InlineData("10.9.9.9", "10.9.9.9", false)]
    [InlineData("example.com", "1.1.1.1", true)]
    public void What_is_allowed_is_open_as_well(string host, string address, bool isOpen)
    {
        var rules = OutboundRules.Allowing(["prices.internal", " 10.1.0.0/16 ", "", "169.254.169.254", "fd12::/16"]);

        Assert.Equal(isOpen, rules.Refusal(host, IPAddress.Parse(address)) is null);
    }

    [Theory]
    [InlineData("10.1.2.3/8")]
    [InlineData("http://prices.internal")]
    [InlineData("*.internal")]
    [InlineData("10.1.0.0/99")]
    public void What_is_no_network_address_or_host_is_not_allowed_by_mistake(string item) =>
        Assert.Contains($"'{item}'", Assert.Throws<FormatException>(() => OutboundRules.Allowing([item])).Message, StringComparison.Ordinal);
}

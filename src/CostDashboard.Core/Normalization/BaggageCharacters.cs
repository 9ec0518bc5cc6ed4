using System.Buffers;

namespace CostDashboard.Core.Normalization;

/// <summary>Which characters the W3C baggage grammar allows.</summary>
internal static class BaggageCharacters
{
    /// <summary><c>token</c> of RFC 7230.</summary>
    internal static readonly SearchValues<char> InKey =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary><c>baggage-octet</c>: printable ASCII but space, double quote, comma, semicolon and backslash.</summary>
    internal static readonly SearchValues<char> InValue =
        SearchValues.Create([.. Enumerable.Range(0x21, 0x7e - 0x21 + 1).Select(c => (char)c).Where(c => c is not ('"' or ',' or ';' or '\\'))]);
}

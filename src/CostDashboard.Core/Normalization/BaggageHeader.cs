using System.Globalization;
using System.Text;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Normalization;

/// <summary>
/// Reads a W3C <c>baggage</c> header (https://www.w3.org/TR/baggage/): <c>customer_id=acme;ttl=30, feature=caf%C3%A9</c>. Properties behind a
/// semicolon are not read, members that break the grammar are skipped, values are percent-decoded.
/// </summary>
internal static class BaggageHeader
{
    // What the specification has every participant carry; whoever sends more does so on purpose.
    internal const int MostCharacters = 8_192;
    internal const int MostMembers = 180;

    /// <summary>The entries in their order; a key may come twice.</summary>
    /// <param name="value">A text, or a list of texts where the header came several times.</param>
    internal static List<KeyValuePair<string, string>> Read(AttributeValue value)
    {
        var entries = new List<KeyValuePair<string, string>>();
        var budget = new Budget(MostCharacters, MostMembers);
        if (value.Kind is AttributeKind.Text)
        {
            Read(value.Text, ref budget, entries);
        }

        foreach (var item in value.Items)
        {
            Read(item.Text, ref budget, entries);
        }

        return entries;
    }

    private static void Read(ReadOnlySpan<char> header, ref Budget budget, List<KeyValuePair<string, string>> into)
    {
        while (!header.IsEmpty && budget.Members > 0)
        {
            var comma = header.IndexOf(',');
            var length = comma < 0 ? header.Length : comma;

            // A text as long as the limit may have been cut within its last member.
            if (length >= budget.Characters)
            {
                budget = default;
                return;
            }

            budget = new(budget.Characters - length - 1, budget.Members - 1);
            if (Member(header[..length]) is { } entry)
            {
                into.Add(entry);
            }

            header = comma < 0 ? [] : header[(comma + 1)..];
        }
    }

    // list-member = key OWS "=" OWS value *( OWS ";" OWS property )
    private static KeyValuePair<string, string>? Member(ReadOnlySpan<char> member)
    {
        var semicolon = member.IndexOf(';');
        var pair = semicolon < 0 ? member : member[..semicolon];
        var equal = pair.IndexOf('=');
        if (equal < 0)
        {
            return null;
        }

        var key = Trimmed(pair[..equal]);
        var value = Trimmed(pair[(equal + 1)..]);
        return key.IsEmpty || key.ContainsAnyExcept(BaggageCharacters.InKey) || value.IsEmpty || value.ContainsAnyExcept(BaggageCharacters.InValue)
            ? null
            : new(key.ToString(), Decoded(value));
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text) => text.Trim(" \t");

    // As the specification asks: octets that are no UTF-8 become U+FFFD. A percent sign without two digits stands for itself.
    private static string Decoded(ReadOnlySpan<char> value)
    {
        if (!value.Contains('%'))
        {
            return value.ToString();
        }

        Span<byte> bytes = value.Length <= 512 ? stackalloc byte[value.Length] : new byte[value.Length];
        var count = 0;
        for (var i = 0; i < value.Length; i++)
        {
            var isEscape = value[i] == '%' && i + 2 < value.Length;
            if (isEscape && byte.TryParse(value.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes[count++] = octet;
                i += 2;
            }
            else
            {
                bytes[count++] = (byte)value[i];
            }
        }

        return Encoding.UTF8.GetString(bytes[..count]);
    }

    private readonly record struct Budget(int Characters, int Members);
}

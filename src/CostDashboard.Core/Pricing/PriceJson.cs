using System.Globalization;
using System.Text.Json;

namespace CostDashboard.Core.Pricing;

/// <summary>A place in a price file that knows its own name, so that every complaint does.</summary>
internal readonly struct PriceJson(JsonElement element, string place)
{
    private static readonly char[] s_exponent = ['e', 'E'];

    internal JsonElement Element => element;

    internal string Place => place;

    internal PriceFileException Wrong(string problem) => new($"{place}: {problem}");

    /// <summary>The same object under a name that a person finds faster than an index.</summary>
    internal PriceJson Named(string name) => new(element, name);

    /// <summary>Fails on any other member: a misspelt rate would otherwise be no rate.</summary>
    internal PriceJson Only(params ReadOnlySpan<string> members)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw Wrong("an object is expected");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name))
            {
                throw new PriceFileException($"{place}.{member.Name}: no such field");
            }

            if (!seen.Add(member.Name))
            {
                throw new PriceFileException($"{place}.{member.Name}: stands there twice");
            }
        }

        return this;
    }

    internal PriceJson? Optional(string member) =>
        element.TryGetProperty(member, out var value) ? new PriceJson(value, $"{place}.{member}") : null;

    internal PriceJson Required(string member) =>
        Optional(member) ?? throw new PriceFileException($"{place}.{member}: is missing");

    internal string Text()
    {
        var text = element.ValueKind is JsonValueKind.String ? element.GetString()! : throw Wrong("text is expected");
        return text.Length > 0 && text == text.Trim() ? text : throw Wrong("text without blanks around it is expected");
    }

    internal IReadOnlyList<string> Texts() => [.. Items().Select(item => item.Text())];

    internal IEnumerable<PriceJson> Items()
    {
        if (element.ValueKind is not JsonValueKind.Array)
        {
            throw Wrong("a list is expected");
        }

        var self = this;
        return element.EnumerateArray().Select((item, index) => new PriceJson(item, string.Create(CultureInfo.InvariantCulture, $"{self.Place}[{index}]")));
    }

    internal IEnumerable<(string Name, PriceJson Value)> Members()
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw Wrong("an object is expected");
        }

        var self = this;
        return element.EnumerateObject().Select(member => (member.Name, new PriceJson(member.Value, $"{self.Place}.{member.Name}")));
    }

    internal DateOnly Date() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong("a day as yyyy-MM-dd is expected");

    internal TimeOnly Time() =>
        TimeOnly.TryParseExact(Text(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Wrong("a time as HH:mm is expected");

    internal bool Truth() => element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean() : throw Wrong("true or false is expected");

    /// <summary>Money is text with plain digits: a JSON number would pass through a binary float in most tools.</summary>
    internal decimal Money()
    {
        var text = Text();
        return text.IndexOfAny(s_exponent) < 0
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw Wrong("an amount such as \"0.15\" is expected: digits, no sign, no exponent");
    }

    internal long PositiveNumber() =>
        element.ValueKind is JsonValueKind.Number && element.TryGetInt64(out var number) && number > 0
            ? number
            : throw Wrong("a whole number above zero is expected");
}

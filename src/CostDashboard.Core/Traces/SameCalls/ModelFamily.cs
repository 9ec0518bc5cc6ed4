namespace CostDashboard.Core.Traces.SameCalls;

/// <summary>
/// What is left of a model's name without what sources spell differently for one and the same model: seller or path, Bedrock's region,
/// vendor and version, a date, "latest". <c>us.anthropic.claude-sonnet-4-20250514-v1:0</c> and <c>anthropic/claude-sonnet-4</c> are both
/// <c>claude-sonnet-4</c>. For comparing only: prices are never looked up by it.
/// </summary>
internal static class ModelFamily
{
    private static readonly string[] s_regions = ["us.", "eu.", "apac.", "global.", "jp.", "au.", "ca.", "sa.", "us-gov."];
    private static readonly string[] s_vendors = ["anthropic.", "amazon.", "meta.", "cohere.", "mistral.", "ai21.", "deepseek.", "openai.", "qwen."];
    private static readonly string[] s_pointers = ["-latest", ":latest", "@latest", "@default", "-001", "-002", "@001", "@002"];

    /// <summary>A part of the name that was given; nothing is copied.</summary>
    internal static ReadOnlySpan<char> Of(string model)
    {
        var name = model.AsSpan();
        if (name.LastIndexOf('/') is >= 0 and var slash && slash < name.Length - 1)
        {
            name = name[(slash + 1)..];
        }

        if (name.Contains('.'))
        {
            name = WithoutStart(WithoutStart(name, s_regions), s_vendors);
        }

        return WithoutDate(WithoutPointer(WithoutBedrockVersion(name)));
    }

    internal static bool AreEqual(string left, string right) => Of(left).Equals(Of(right), StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> WithoutStart(ReadOnlySpan<char> name, string[] starts)
    {
        foreach (var start in starts)
        {
            if (name.Length > start.Length && name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return name[start.Length..];
            }
        }

        return name;
    }

    private static ReadOnlySpan<char> WithoutPointer(ReadOnlySpan<char> name)
    {
        // All of them end in one of these, and most models in none.
        if (name.IsEmpty || name[^1] is not ('t' or 'T' or '1' or '2'))
        {
            return name;
        }

        foreach (var pointer in s_pointers)
        {
            if (name.Length > pointer.Length && name.EndsWith(pointer, StringComparison.OrdinalIgnoreCase))
            {
                return name[..^pointer.Length];
            }
        }

        return name;
    }

    // claude-3-haiku-20240307-v1:0. Without the colon "v3" is a part of the name: deepseek-v3.
    private static ReadOnlySpan<char> WithoutBedrockVersion(ReadOnlySpan<char> name)
    {
        var colon = name.LastIndexOf(':');
        if (colon <= 0 || !IsNumber(name[(colon + 1)..]))
        {
            return name;
        }

        var before = name[..colon];
        var version = before.LastIndexOf("-v", StringComparison.OrdinalIgnoreCase);
        return version > 0 && IsNumber(before[(version + 2)..]) ? before[..version] : name;
    }

    // -2024-08-06, -20250514, @20250929.
    private static ReadOnlySpan<char> WithoutDate(ReadOnlySpan<char> name)
    {
        if (name.Length > 11 && name[^11] == '-' && name[^6] == '-' && name[^3] == '-'
            && IsNumber(name[^10..^6]) && IsNumber(name[^5..^3]) && IsNumber(name[^2..]))
        {
            return name[..^11];
        }

        return name.Length > 9 && name[^9] is '-' or '@' && name[^8..].StartsWith("20", StringComparison.Ordinal) && IsNumber(name[^8..]) ? name[..^9] : name;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}

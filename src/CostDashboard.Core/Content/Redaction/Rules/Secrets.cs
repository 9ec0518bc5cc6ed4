using System.Buffers;

namespace CostDashboard.Core.Content.Redaction.Rules;

/// <summary>
/// API keys and tokens that are known by how they begin, private keys in PEM, and values that are named as a password or secret
/// (<c>password=…</c>, <c>"api_key": "…"</c>).
/// </summary>
/// <remarks>https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns</remarks>
internal static class Secrets
{
    private const string PemBegin = "-----BEGIN ";
    private const string PemEnd = "-----END ";
    private const string PemKey = "PRIVATE KEY-----";

    // How it begins, and how many characters of a token follow at least.
    private static readonly (string Prefix, int Least, bool IsLong)[] s_shapes =
    [
        ("sk-", 16, false), ("sk_live_", 10, false), ("sk_test_", 10, false), ("rk_live_", 10, false), ("pk_live_", 10, false), ("whsec_", 16, false),
        ("ghp_", 20, false), ("gho_", 20, false), ("ghu_", 20, false), ("ghs_", 20, false), ("ghr_", 20, false), ("github_pat_", 20, false), ("glpat-", 16, false),
        ("xoxb-", 10, false), ("xoxa-", 10, false), ("xoxp-", 10, false), ("xoxr-", 10, false), ("xoxs-", 10, false), ("xapp-", 10, false),
        ("AKIA", 16, false), ("ASIA", 16, false), ("AIza", 30, false), ("ya29.", 20, true), ("GOCSPX-", 20, false),
        ("hf_", 20, false), ("gsk_", 20, false), ("xai-", 20, false), ("pplx-", 20, false), ("r8_", 20, false), ("tvly-", 16, false), ("nvapi-", 20, false),
        ("npm_", 20, false), ("pypi-", 20, false), ("SG.", 20, true), ("shpat_", 16, false), ("dop_v1_", 20, false), ("lin_api_", 20, false), ("sq0atp-", 16, false),
        ("pk-lf-", 16, false), ("sk-lf-", 16, false), ("lsv2_", 16, false), ("cd_", 40, false), ("eyJ", 20, true), ("AGE-SECRET-KEY-", 20, false),
        ("Bearer ", 12, true), ("bearer ", 12, true), ("Basic ", 12, true), ("AccountKey=", 20, true), ("SharedAccessKey=", 20, true),
    ];

    private static readonly string[] s_names =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "apikey", "accesstoken", "authtoken", "refreshtoken", "sessiontoken", "idtoken", "clientsecret",
        "privatekey", "secretkey", "secretaccesskey", "accesskey", "authorization", "xapikey", "connectionstring",
    ];

    private static readonly string[] s_writtenNames =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "api_key", "api-key", "apikey", "access_token", "auth_token", "refresh_token", "session_token",
        "client_secret", "private_key", "secret_key", "secret_access_key", "access_key",
    ];

    private static readonly SearchValues<string> s_beginnings = SearchValues.Create([.. s_shapes.Select(shape => shape.Prefix), PemBegin], StringComparison.Ordinal);
    private static readonly SearchValues<string> s_named = SearchValues.Create(s_writtenNames, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> s_endsOfValue = SearchValues.Create(" \t\r\n,;&\"'<>()[]{}");
    private static readonly SearchValues<char> s_ofWords = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.");

    /// <summary>Whether a value of this name in JSON is a secret, whatever it looks like: api_key, x-api-key and apiKey alike.</summary>
    internal static bool IsSecretName(string name)
    {
        const int LongestName = 24;
        return name.Length <= LongestName
            && s_names.Contains(string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant(), StringComparer.Ordinal);
    }

    internal static void Find(string text, Range piece, List<Finding> found)
    {
        FindShapes(text, piece, found);
        FindNamed(text, piece, found);
    }

    private static void FindShapes(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at < end; at++)
        {
            var next = text.AsSpan(at, end - at).IndexOfAny(s_beginnings);
            if (next < 0)
            {
                return;
            }

            at += next;
            if (Letters.IsWordStart(text, at, from) && LengthAt(text.AsSpan(at, end - at)) is > 0 and var size)
            {
                found.Add(new(at, size, BuiltInRules.NameOf(BuiltInRule.Secrets)));
                at += size - 1;
            }
        }
    }

    private static int LengthAt(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(PemBegin, StringComparison.Ordinal))
        {
            return PemLength(text);
        }

        var longest = 0;
        foreach (var (prefix, least, isLong) in s_shapes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal)
                && Letters.Run(text[prefix.Length..], isLong ? Letters.LongToken : Letters.Token) is var tail
                && tail >= least)
            {
                longest = Math.Max(longest, prefix.Length + tail);
            }
        }

        return longest;
    }

    // To the end of the text where the key was cut off.
    private static int PemLength(ReadOnlySpan<char> text)
    {
        var lineEnd = text.IndexOf(PemKey, StringComparison.Ordinal);
        const int LongestHead = 60;
        if (lineEnd is < 0 or > LongestHead)
        {
            return 0;
        }

        var footer = text.IndexOf(PemEnd, StringComparison.Ordinal);
        var close = footer < 0 ? -1 : text[footer..].IndexOf(PemKey, StringComparison.Ordinal);
        return close < 0 ? text.Length : footer + close + PemKey.Length;
    }

    // password=hunter2, "api_key": "…", Client-Secret: '…'
    private static void FindNamed(string text, Range piece, List<Finding> found)
    {
        var (from, length) = piece.GetOffsetAndLength(text.Length);
        var end = from + length;
        for (var at = from; at < end; at++)
        {
            var next = text.AsSpan(at, end - at).IndexOfAny(s_named);
            if (next < 0)
            {
                return;
            }

            at += next;
            var value = ValueAfter(text.AsSpan(0, end), at);
            if (value.Length > 0)
            {
                found.Add(new(value.Start, value.Length, BuiltInRules.NameOf(BuiltInRule.Secrets)));
                at = value.Start + value.Length - 1;
            }
        }
    }

    private static (int Start, int Length) ValueAfter(ReadOnlySpan<char> text, int name)
    {
        const int ShortestValue = 6;
        var at = name + LongestNameAt(text[name..]);

        // A secretary is no secret; secretKey and secret_2 are.
        if (at < text.Length && char.IsAsciiLetterLower(text[at]))
        {
            return default;
        }

        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
        {
            at++;
        }

        at = Skip(text, at, "\"'` \t");
        if (at >= text.Length || text[at] is not (':' or '='))
        {
            return default;
        }

        at = Skip(text, at + 1, " \t");
        var quote = at < text.Length && text[at] is '"' or '\'' or '`' ? text[at] : '\0';
        at += quote == '\0' ? 0 : 1;
        if (at >= text.Length)
        {
            return default;
        }

        var rest = text[at..];
        var size = quote == '\0' ? rest.IndexOfAny(s_endsOfValue) : rest.IndexOfAny([quote, '\n']);
        size = size < 0 ? rest.Length : size;

        // "Password: required" names no password; a word alone is one only in quotes.
        var isSaid = size >= ShortestValue && (quote != '\0' || rest[..size].ContainsAnyExcept(s_ofWords));
        return isSaid ? (at, size) : default;
    }

    private static int LongestNameAt(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var name in s_writtenNames)
        {
            longest = text.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? Math.Max(longest, name.Length) : longest;
        }

        return longest;
    }

    private static int Skip(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> letters)
    {
        while (at < text.Length && letters.Contains(text[at]))
        {
            at++;
        }

        return at;
    }
}

using System.Text.RegularExpressions;

namespace CostDashboard.Core.Pricing;

/// <summary>The spellings under which a model may stand in its seller's own book, from the closest to the most stripped, each with the rule that made it.</summary>
/// <remarks>Only whole, known parts of a name are taken off. Nothing is ever matched by "contains": that prices gpt-oss-safeguard-20b as gpt-oss-120b.</remarks>
internal static class ModelSpellings
{
    private const string Bedrock = "aws.bedrock";

    // Names come from outside, hence no backtracking.
    private const RegexOptions Options =
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Regex s_date = new(@"(-\d{4}-\d{2}-\d{2}|[-@]20\d{6})$", Options);

    private static readonly Regex s_pointer = new(@"([-:]latest|@default|@latest|[-@]00\d)$", Options);

    private static readonly Regex s_bedrockVersion = new(@"(-v\d+(:\d+)?(:\d+k)?|:\d+)$", Options);

    private static readonly Regex s_bedrockRegion = new(@"^(us|eu|apac|global|jp|au|ca|sa|us-gov)\.", Options);

    internal static List<(string Name, string Rule)> Of(ProviderPrices seller, string model)
    {
        var heads = Heads(seller, model);
        var all = new List<(string Name, string Rule)>(heads);
        foreach (var (name, rule) in heads)
        {
            var tails = new List<(string Name, string Rule)>();
            if (seller.Provider == Bedrock)
            {
                AddBedrockForms(tails, name);
            }

            AddFineTuneBases(tails, name);
            AddUndated(tails, name, "");
            all.AddRange(tails.Select(tail => (tail.Name, Join(rule, tail.Rule))));
        }

        return all;
    }

    // openai/gpt-4o at OpenAI; models/gemini-2.5-pro; publishers/anthropic/models/claude-sonnet-4;
    // arn:aws:bedrock:eu-west-1:123:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0
    private static List<(string Name, string Rule)> Heads(ProviderPrices seller, string model)
    {
        var heads = new List<(string Name, string Rule)> { (model, "") };
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < model.Length - 1 && model[^1] != '/')
        {
            if (seller.IsCalled(model[..slash]))
            {
                heads.Add((model[(slash + 1)..], "provider prefix removed"));
            }

            heads.Add((model[(model.LastIndexOf('/') + 1)..], "path removed"));
        }

        return heads;
    }

    // us.anthropic.claude-sonnet-4-20250514-v1:0 is first looked up without its version (a regional price may stand there),
    // then without its region, then without both. Traceloop drops the vendor: claude-3-sonnet-20240229-v1:0.
    private static void AddBedrockForms(List<(string Name, string Rule)> names, string name)
    {
        var versionless = s_bedrockVersion.Replace(name, "");
        var regionless = s_bedrockRegion.Replace(name, "");
        var bare = s_bedrockVersion.Replace(regionless, "");
        Add(versionless, "Bedrock version removed");
        Add(regionless, "Bedrock region removed");
        Add(bare, "Bedrock region and version removed");
        AddUndated(names, bare, "Bedrock region and version removed");
        if (BedrockVendor(bare) is { } vendor)
        {
            Add(vendor + regionless, "Bedrock vendor added");
            Add(vendor + bare, "Bedrock vendor added, version removed");
        }

        void Add(string spelling, string rule)
        {
            if (spelling != name)
            {
                names.Add((spelling, rule));
            }
        }
    }

    private static string? BedrockVendor(string bare) => bare.Split('-')[0].ToLowerInvariant() switch
    {
        "claude" => "anthropic.",
        "nova" or "titan" => "amazon.",
        "llama2" or "llama3" or "llama4" => "meta.",
        "command" or "embed" => "cohere.",
        "mistral" or "mixtral" or "pixtral" => "mistral.",
        "jamba" => "ai21.",
        _ => null,
    };

    // OpenAI: ft:gpt-4o-mini-2024-07-18:org:suffix:id has a price of its own, as "ft:" and the base.
    // Azure: gpt-4o-mini-2024-07-18.ft-0f1e2d.
    private static void AddFineTuneBases(List<(string Name, string Rule)> names, string name)
    {
        string? tuned = null;
        if (name.StartsWith("ft:", StringComparison.OrdinalIgnoreCase))
        {
            tuned = name.Split(':')[1];
        }
        else if (name.IndexOf(".ft-", StringComparison.OrdinalIgnoreCase) is > 0 and var dot)
        {
            tuned = name[..dot];
        }

        if (string.IsNullOrEmpty(tuned))
        {
            return;
        }

        names.Add(($"ft:{tuned}", "fine-tune"));
        AddUndated(names, $"ft:{tuned}", "fine-tune");
        names.Add((tuned, "fine-tune's base"));
        AddUndated(names, tuned, "fine-tune's base");
    }

    // gpt-4o-2024-08-06, claude-sonnet-4-20250514, claude-sonnet-4-5@20250929, gemini-2.0-flash-001, mistral-large-latest.
    // Four digits (mistral-large-2411, gpt-4-0613) are a version there, with a price of its own, and stay.
    private static void AddUndated(List<(string Name, string Rule)> names, string name, string before)
    {
        var undated = s_date.Replace(name, "");
        if (undated != name && undated.Length > 0)
        {
            names.Add((undated, Join(before, "dated suffix removed")));
        }

        var stable = s_pointer.Replace(name, "");
        if (stable != name && stable.Length > 0)
        {
            names.Add((stable, Join(before, "version suffix removed")));
        }
    }

    private static string Join(string first, string second) => first.Length == 0 ? second : $"{first}, {second}";
}

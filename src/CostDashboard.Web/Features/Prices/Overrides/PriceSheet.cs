using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostDashboard.Web.Ui.Text;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>One rate of a price as a field of a form.</summary>
/// <param name="Name">The field's name: where in the price's JSON the rate stands.</param>
/// <param name="Label">For people, with the set of rates it belongs to: "output, batch".</param>
/// <param name="Kept">The rate that stands there if the field is left empty; null where there is none.</param>
internal sealed record SheetField(string Name, string Label, string? Kept);

/// <summary>A class of usage with a field in every set of rates.</summary>
internal sealed record SheetRow(string Label, IReadOnlyList<SheetField> Fields);

/// <summary>
/// A price in the form of a price file, as a sheet of fields. Whatever a price holds that the sheet has no field for stays as it is.
/// A field that is left empty keeps the rate that it had; a dash takes the rate away.
/// </summary>
internal sealed partial class PriceSheet
{
    private const string PerMillion = "perMillion";
    private const string PerUnit = "perUnit";
    private const string Batch = "batch";

    // What the record of a price says by itself.
    private static readonly string[] s_ofTheRecord = ["effectiveFrom", "recordedAt", "source"];

    // What nearly every price has; the others are folded away where the price has none of them.
    private const int CommonClasses = 6;

    private readonly JsonObject _price;
    private readonly List<(string Path, string Label)> _sets = [];

    private PriceSheet(JsonObject price)
    {
        _price = price;
        AddSets(price, "", "standard");
        if (!_sets.Exists(set => set.Path == "serviceTiers.batch"))
        {
            _sets.Add(("serviceTiers." + Batch, Batch));
        }

        Rows = [.. RateNames.Classes.Take(CommonClasses).Select(RowOf), .. RateNames.Classes.Skip(CommonClasses).Where(IsListed).Select(RowOf)];
        MoreRows = [.. RateNames.Classes.Skip(CommonClasses).Where(row => !IsListed(row)).Select(RowOf)];
        Units = [.. RateNames.Units.Select(unit => Field("", PerUnit, unit.Key, "per " + unit.Label))];
    }

    /// <summary>The sets of rates, each a column: standard, longer prompts, service tiers, hours of the day.</summary>
    public IReadOnlyList<string> Columns => [.. _sets.Select(set => set.Label)];

    public IReadOnlyList<SheetRow> Rows { get; }

    /// <summary>Classes that the price has no rate for and few prices do.</summary>
    public IReadOnlyList<SheetRow> MoreRows { get; }

    /// <summary>Charges for one of something.</summary>
    public IReadOnlyList<SheetField> Units { get; }

    public IEnumerable<SheetField> Fields => Rows.Concat(MoreRows).SelectMany(row => row.Fields).Concat(Units);

    /// <summary>A sheet that keeps nothing.</summary>
    public static PriceSheet Empty { get; } = new([]);

    /// <param name="json">A price as a price file has it.</param>
    public static PriceSheet Of(string json)
    {
        var price = (JsonObject)JsonNode.Parse(json)!;
        foreach (var member in s_ofTheRecord)
        {
            price.Remove(member);
        }

        return new(price);
    }

    /// <summary>The price with what somebody filled in.</summary>
    /// <param name="filled">What stands in a field, by its name; null or empty for nothing.</param>
    /// <param name="mistakes">A sentence for each field that cannot be meant, by the field's name.</param>
    /// <returns>JSON in the form of a price file.</returns>
    public string With(Func<string, string?> filled, out IReadOnlyDictionary<string, string> mistakes)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var price = (JsonObject)_price.DeepClone();
        foreach (var field in Fields)
        {
            var text = filled(field.Name)?.Trim().TrimStart('$').Trim() ?? "";
            switch (text)
            {
                case "":
                    break;
                case "-" or "–" or "—":
                    Set(price, field.Name, null);
                    break;
                case var amount when Amount().IsMatch(amount):
                    Set(price, field.Name, amount);
                    break;
                default:
                    wrong[field.Name] = $"{Wording.Capital(field.Label)}: '{Shortened(text)}' is no amount. Write digits and a point, as in 0.15.";
                    break;
            }
        }

        mistakes = wrong;
        return price.ToJsonString();
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private void AddSets(JsonObject at, string path, string label)
    {
        _sets.Add((path, label));
        AddEach(at["tiers"] as JsonArray, path, "tiers", tier => $"{(label == "standard" ? "" : label + ", ")}above {Thousands(tier["aboveInputTokens"])}");
        foreach (var (name, tier) in at["serviceTiers"] as JsonObject ?? [])
        {
            AddSets((JsonObject)tier!, Join(path, "serviceTiers." + name), name);
        }

        AddEach(at["timeOfDay"] as JsonArray, path, "timeOfDay", window => window["name"]?.ToString() ?? "hours");
    }

    private void AddEach(JsonArray? list, string path, string member, Func<JsonObject, string> label)
    {
        for (var i = 0; i < list?.Count; i++)
        {
            AddSets((JsonObject)list[i]!, Join(path, string.Create(CultureInfo.InvariantCulture, $"{member}.{i}")), label((JsonObject)list[i]!));
        }
    }

    private static string Thousands(JsonNode? limit) =>
        long.TryParse(limit?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens) ? Ui.Text.NumberText.Short(tokens) : "";

    private SheetRow RowOf((string Key, string Label) row) =>
        new(row.Label, [.. _sets.Select(set => Field(set.Path, PerMillion, row.Key, set.Path.Length == 0 ? row.Label : $"{row.Label}, {set.Label}"))]);

    private SheetField Field(string path, string kind, string key, string label)
    {
        var name = Join(path, $"{kind}.{key}");
        return new(name, label, Find(_price, name)?.ToString());
    }

    private bool IsListed((string Key, string Label) row) => _sets.Exists(set => Find(_price, Join(set.Path, $"{PerMillion}.{row.Key}")) is not null);

    private static string Join(string path, string member) => path.Length == 0 ? member : $"{path}.{member}";

    private static JsonNode? Find(JsonNode price, string name)
    {
        JsonNode? at = price;
        foreach (var part in name.Split('.'))
        {
            at = at switch
            {
                JsonObject inner => inner[part],
                JsonArray list => list[int.Parse(part, CultureInfo.InvariantCulture)],
                _ => null,
            };
        }

        return at;
    }

    // Objects on the way come into being with their first rate and go with their last.
    private static void Set(JsonObject price, string name, string? amount)
    {
        var parts = name.Split('.');
        JsonNode at = price;
        foreach (var part in parts[..^1])
        {
            var next = at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : at[part];
            if (next is null && amount is null)
            {
                return;
            }

            at = next ?? (((JsonObject)at)[part] = new JsonObject());
        }

        var rates = (JsonObject)at;
        if (amount is not null)
        {
            rates[parts[^1]] = amount;
            return;
        }

        rates.Remove(parts[^1]);
        for (var node = rates; node is { Count: 0, Parent: JsonObject parent }; node = parent)
        {
            parent.Remove(node.GetPropertyName());
        }
    }

    [GeneratedRegex("^[0-9]{1,9}([.][0-9]{1,12})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();
}

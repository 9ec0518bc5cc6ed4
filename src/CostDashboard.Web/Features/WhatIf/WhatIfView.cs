using System.Globalization;
using CostDashboard.Core.Pricing;
using CostDashboard.Core.Pricing.WhatIf;
using CostDashboard.Core.Units;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.WhatIf;

/// <summary>What the page is asked beside what all pages are.</summary>
/// <param name="Trace">The calls of this trace; null for those of the period that the filters keep.</param>
/// <param name="Models">Other models to price with, as the address names them.</param>
/// <param name="Of">Only calls of this charged model change, as <see cref="NameOf(string, string)"/> writes it; null for all.</param>
/// <param name="Mistakes">What of the address cannot be, each with the field and the remedy.</param>
public sealed record WhatIfView(TraceId? Trace, IReadOnlyList<string> Models, string? Of, WhatIfAssumptions Assumptions, IReadOnlyList<string> Mistakes)
{
    /// <summary>Models that one page prices with.</summary>
    public const int MostModels = 5;

    /// <summary>Tokens: no model makes more.</summary>
    public const long MostOutput = 10_000_000;

    internal static WhatIfView From(UrlQuery query)
    {
        var mistakes = new List<string>();
        TraceId? trace = null;
        if (query.Text("trace") is { } id)
        {
            if (TraceId.TryParse(id, out var known))
            {
                trace = known;
            }
            else
            {
                mistakes.Add("Trace: an id has 32 hexadecimal digits.");
            }
        }

        var cut = Percent(query, "cut", "Context cut", mistakes);
        var cached = Percent(query, "cached", "Cached share", mistakes);
        long? cap = null;
        if (query.Text("cap") is { } text)
        {
            if (long.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var tokens) && tokens is >= 0 and <= MostOutput)
            {
                cap = tokens;
            }
            else
            {
                mistakes.Add($"Output cap: a whole number of tokens from 0 to {MostOutput.ToString("#,##0", CultureInfo.InvariantCulture)}.");
            }
        }

        string[] models = [.. query.All("with").Select(m => m.Trim()).Where(m => m.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (models.Length > MostModels)
        {
            mistakes.Add($"Models: at most {MostModels} at a time.");
        }

        return new(trace, [.. models.Take(MostModels)], query.Text("of"), new(cut ?? 0, cap, cached), mistakes);
    }

    /// <summary>How a field names a model: provider/model.</summary>
    internal static string NameOf(string provider, string model) => provider + "/" + model;

    internal static string NameOf(ModelPrices model) => NameOf(model.Provider, model.Model);

    /// <summary>The model of the book that a field names; null where there is none.</summary>
    internal static ModelPrices? Find(PriceBook book, string name)
    {
        var cut = name.IndexOf('/', StringComparison.Ordinal);
        return cut > 0 && book.Find(name[..cut], name[(cut + 1)..]) is { } exact
            ? exact
            : book.Models.FirstOrDefault(model => model.Model.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static decimal? Percent(UrlQuery query, string key, string field, List<string> mistakes)
    {
        if (query.Text(key) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
        {
            return percent / 100;
        }

        mistakes.Add($"{field}: a number of per cent from 0 to 100.");
        return null;
    }
}

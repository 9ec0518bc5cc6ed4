using CostDashboard.Core.Pricing;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Overrides;

/// <summary>Asks which model of the book a name in the traffic means.</summary>
public sealed partial class AliasForm
{
    private const string AsFollows = "named";
    private const string Any = "any";
    private const string None = "none";

    private static readonly (string Value, string Words)[] s_where = [(AsFollows, "as follows"), (Any, "any"), (None, "not named")];

    [Parameter]
    public PriceEntry.Alias? Changed { get; set; }

    private protected override PriceEntry? Replaced => Changed;

    // A name means today what it meant yesterday.
    protected override string FirstDay => "";

    private string Where => Filled("where") ?? (Changed, Provider) switch
    {
        ({ Provider: null }, _) => Any,
        ({ Provider: "" }, _) => None,
        (null, null) => Any,
        _ => AsFollows,
    };

    /// <summary>The provider of an alias, for people.</summary>
    internal static string Words(string? provider) => provider switch
    {
        null => "any",
        "" => "not named",
        _ => provider,
    };

    private async Task SaveAsync()
    {
        var provider = Where switch
        {
            Any => null,
            None => "",
            _ => Named("provider"),
        };
        if (provider is null && Where is AsFollows)
        {
            Mistakes.Add("Provider in the spans: name one, or choose 'any' or 'not named'.");
        }

        var (from, to) = ReadDays();
        if (Mistakes.Count == 0)
        {
            await FinishAsync(await Changes.AliasAsync(
                new(provider, Filled("name") ?? "", Filled("to-provider") ?? "", Filled("to-model")?.Trim() ?? "", from, to, Filled("note") ?? ""), Http.User, Http.RequestAborted));
        }
    }
}

using System.Globalization;
using CostDashboard.Core.Guardrails;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Guardrails;

/// <summary>
/// The limits as form fields: <c>most.stepsPerTrace</c>, <c>on.stepsPerTrace</c> …, and of agents <c>agent.0.name</c>, <c>agent.0.kind</c>,
/// <c>agent.0.most</c>, <c>agent.0.on</c>. A row without a name is an empty one. Money is written in dollars.
/// </summary>
internal static class GuardrailForm
{
    internal const string Version = "version";
    internal const string Action = "action";
    internal const string Save = "save";
    internal const string Preview = "preview";

    internal static string NameOf(string field, GuardrailKind kind) => $"{field}.{KeyOf(kind)}";

    internal static string NameOf(int row, string field) => string.Create(CultureInfo.InvariantCulture, $"agent.{row}.{field}");

    /// <summary>stepsPerTrace.</summary>
    internal static string KeyOf(GuardrailKind kind) => DimensionNames.Said(kind);

    /// <summary>10 · 0.5: as it is typed in.</summary>
    internal static string TextOf(GuardrailLimit limit) => GuardrailText.IsMoney(limit.Kind)
        ? Usd.FromNanos(limit.Most).Amount.ToString("0.00#######", CultureInfo.InvariantCulture)
        : limit.Most.ToString(CultureInfo.InvariantCulture);

    internal static int VersionOf(IFormCollection form) => int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    /// <summary>What the form says, mistakes included: what is no number is a limit of 0, which is refused.</summary>
    internal static GuardrailSettings Parse(IFormCollection form) => new()
    {
        Limits =
        [
            .. GuardrailSettings.Kinds.Select(kind => new GuardrailLimit(kind, Most(kind, form[NameOf("most", kind)]), form.ContainsKey(NameOf("on", kind)))),
            .. Enumerable.Range(0, GuardrailSettings.MostAgentLimits + 1).Select(row => OfAgent(form, row)).OfType<GuardrailLimit>(),
        ],
    };

    private static GuardrailLimit? OfAgent(IFormCollection form, int row)
    {
        var agent = form[NameOf(row, "name")].ToString().Trim();
        if (agent.Length == 0)
        {
            return null;
        }

        var key = form[NameOf(row, "kind")].ToString();
        var kind = GuardrailSettings.Kinds.FirstOrDefault(one => KeyOf(one) == key);
        return new(kind, Most(kind, form[NameOf(row, "most")]), form.ContainsKey(NameOf(row, "on")), agent);
    }

    private static long Most(GuardrailKind kind, string? text)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 1_000_000_000_000m)
        {
            return 0;
        }

        return GuardrailText.IsMoney(kind) ? (number <= 1_000_000_000m ? new Usd(number).ToNanos() : long.MaxValue)
            : number == decimal.Truncate(number) ? (long)number
            : 0;
    }
}

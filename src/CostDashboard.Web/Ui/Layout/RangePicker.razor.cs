using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Ui.Layout;

/// <summary>Picks the period; everything else in the address stays as it is.</summary>
public sealed partial class RangePicker
{
    // A cursor counts within one period.
    private static readonly string[] s_forgotten = ["range", "from", "to", "cursor"];

    [Parameter, EditorRequired]
    public PageContext Context { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private string Path => new Uri(Address.Uri).AbsolutePath;

    private string Summary => Context.Question.Range is RangeChoice.Between
        ? TimeText.Period(Context.Range, Context.Calendar)
        : Capital(Context.Question.Range.Label);

    private IEnumerable<(string Key, string Value)> Kept =>
        from key in Context.Query.Keys
        where !s_forgotten.Contains(key, StringComparer.OrdinalIgnoreCase)
        from value in Context.Query.All(key)
        select (key, value);

    private string Link(RangeChoice choice)
    {
        var url = new UrlText(Path);
        foreach (var (key, value) in Kept)
        {
            url.Add(key, value);
        }

        choice.AppendTo(url);
        return url.ToString();
    }

    private static string Capital(string label) => char.ToUpperInvariant(label[0]) + label[1..];
}

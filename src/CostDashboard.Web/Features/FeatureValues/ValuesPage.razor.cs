using System.Globalization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Value;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>The values of a project, page by page. Everybody sees them; administrators record, change and delete.</summary>
public sealed partial class ValuesPage
{
    internal const string Path = "/features/values";

    private const int RowsPerPage = 100;
    private const int MostKnown = 100;

    private FeatureValuePage _page = new([], 0);
    private IReadOnlyList<string> _known = [];
    private IReadOnlyList<string> _mistakes = [];
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IFeatureValueStore Values { get; set; } = null!;

    [Inject]
    private FeatureValueKeeping Keeping { get; set; } = null!;

    [Inject]
    private ISpendQueries Spend { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Feature => Context.Query.Text("feature");

    private int PageNumber => int.TryParse(Context.Query.Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and <= FeatureValueRules.MostOfProject
        ? page
        : 1;

    /// <summary>The stored value that the form changes.</summary>
    private FeatureValue? Edited { get; set; }

    /// <summary>What most will be recorded of.</summary>
    private string LastMonth => ValueDays.OfMonth(Context.Calendar.DayOf(Context.Now).AddMonths(-1)).ToString();

    private string? Saved => Context.Query.Text("saved")?.Split('.') is [var added, var changed, var same]
        && long.TryParse(added, NumberStyles.None, CultureInfo.InvariantCulture, out var a)
        && long.TryParse(changed, NumberStyles.None, CultureInfo.InvariantCulture, out var c)
        && long.TryParse(same, NumberStyles.None, CultureInfo.InvariantCulture, out var s)
            ? $"Recorded: {NumberText.Count(a)} new, {NumberText.Count(c)} changed, {NumberText.Count(s)} as before."
            : null;

    /// <summary>The address that says what was saved.</summary>
    internal static string SavedLink(PageContext context, FeatureValueOutcome.Saved saved) => context.Question.Url(Path, withFilters: false)
        .Add("saved", string.Create(CultureInfo.InvariantCulture, $"{saved.Added}.{saved.Changed}.{saved.Unchanged}")).ToString();

    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is null)
        {
            return;
        }

        await ReadAsync();
        if (FeatureValueKeyText.Parse(Context.Query.Text("edit")) is { } key)
        {
            Edited = (await Values.GetAsync(Context.ProjectId, key.Days, Http.RequestAborted)).FirstOrDefault(value => value.Key == key);
        }

        var values = await Spend.GetValuesAsync(Context.ProjectId, Dimension.Feature, Context.Range.From, Context.Range.To, MostKnown, Http.RequestAborted);
        _known = [.. values.Select(value => value.Key).Where(name => name.Length > 0)];
    }

    private async Task SaveAsync()
    {
        var (value, mistakes) = FeatureValueRules.Read(new(Posted("feature"), Posted("period"), Posted("kind"), Posted("unit"), Posted("amount")));
        if (value is null)
        {
            _mistakes = [.. mistakes.Select(mistake => $"{Wording.Capital(mistake.Field)}: {mistake.Reason}")];
            return;
        }

        switch (await Keeping.SaveAsync(Context.ProjectId, [value], Edited?.Key, "form", Http.User, Http.RequestAborted))
        {
            case FeatureValueOutcome.Saved saved:
                Navigation.NavigateTo(SavedLink(Context, saved));
                break;
            case FeatureValueOutcome.Refused(var reasons):
                _mistakes = [.. reasons.Select(reason => reason.Reason)];
                break;
        }
    }

    private async Task DeleteAsync()
    {
        _refusal = FeatureValueKeyText.Parse(Posted("key")) is { } key
            ? await Keeping.DeleteAsync(Context.ProjectId, key, Http.User, Http.RequestAborted)
            : "Choose a value first.";
        await ReadAsync();
    }

    private async Task ReadAsync() =>
        _page = await Values.GetPageAsync(Context.ProjectId, Feature, (PageNumber - 1) * RowsPerPage, RowsPerPage, Http.RequestAborted);

    private string Link(FeatureValueKey? edited) => Context.Question.Url(Path, withFilters: false)
        .Add("feature", Feature).Add("edit", edited is null ? null : FeatureValueKeyText.Of(edited)).ToString();

    private string PageLink(int page) => Context.Question.Url(Path, withFilters: false)
        .Add("feature", Feature).Add("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)).ToString();

    private string? Posted(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}

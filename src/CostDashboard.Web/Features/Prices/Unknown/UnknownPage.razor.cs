using CostDashboard.Core.Spans;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Units;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Asking;
using CostDashboard.Web.Ui.Loading;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Unknown;

/// <summary>What was called without a known price, and the way to one. Everybody sees it; administrators price.</summary>
public sealed partial class UnknownPage
{
    private Load<IReadOnlyList<UnknownModel>> _answer = new Load<IReadOnlyList<UnknownModel>>.Waiting();
    private TimeRange _range = null!;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private UnknownModels Unknown { get; set; } = null!;

    [Inject]
    private Panels Panels { get; set; } = null!;

    private UnknownView View => UnknownView.From(Context.Query);

    protected override async Task OnInitializedAsync()
    {
        _range = Context.Range.InDays(Context.Calendar);
        _answer = await Panels.AskAsync(cancel => Unknown.GetAsync(null, _range.From, _range.To, cancel), Http.RequestAborted);
    }

    private UnknownModel? Open(IReadOnlyList<UnknownModel> models) => View.Priced is var (provider, model)
        ? models.FirstOrDefault(unknown => unknown.Traffic.Provider == provider && unknown.Traffic.Model == model)
        : null;

    private string Day(UnixNanos time) => TimeText.Text(time, Context.Calendar, "d MMM yyyy");

    private static string Calls(long count) => count == 1 ? "1 call" : NumberText.Count(count) + " calls";

    private string ProjectsOf(UnknownModel unknown) => string.Join(
        ", ",
        unknown.Traffic.Projects.Select(id => Context.Projects.FirstOrDefault(project => project.Id == id)?.Name ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"project {id.Value}")));

    private string SpendOf(UnknownModel unknown)
    {
        var filters = FilterSet.None.With(new(Dimension.Provider), unknown.Traffic.Provider).With(new(Dimension.Model), unknown.Traffic.Model);
        var project = unknown.Traffic.Projects.Contains(Context.Project?.Id ?? default) || unknown.Traffic.Projects.Count == 0 ? Context.Project?.Id : unknown.Traffic.Projects[0];
        return (Context.Question with { Project = project, Filters = filters }).Url("/spend").Add("by", "step").Add("measure", "unpriced").ToString();
    }

    private string RepriceOf(UnknownModel unknown) => RepriceLink.To(
        Context, _range.From, _range.To, [(unknown.Traffic.Provider, unknown.Traffic.Model)], PriceState.Unpriced, PriceState.Partial);
}

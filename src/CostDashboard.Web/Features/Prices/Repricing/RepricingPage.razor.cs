using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>Chooses the calls that are to be priced again, and begins with a dry run. Everybody sees it; administrators may begin.</summary>
public sealed partial class RepricingPage
{
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private IRepricingStore Runs { get; set; } = null!;

    [Inject]
    private CurrentPrices Prices { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    private RepricingView View => RepricingView.From(Context);

    private async Task DryRunAsync()
    {
        var question = View.QuestionOf(Context);
        _refusal = question.Mistake;
        if (_refusal is not null)
        {
            return;
        }

        try
        {
            var run = await Runs.AskAsync(
                RepricingKind.DryRun, question, Prices.Book.Version, Http.User.Actor(), Context.Now, Http.RequestAborted);
            Address.NavigateTo(Context.Question.Url(RepricingView.PathOf(run.Id), withFilters: false).ToString());
        }
        catch (InvalidOperationException underWay)
        {
            _refusal = underWay.Message;
        }
    }
}

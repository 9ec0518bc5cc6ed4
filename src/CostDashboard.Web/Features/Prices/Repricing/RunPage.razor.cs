using CostDashboard.Core.Pricing;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Repricing;

/// <summary>One run: how far it is, what it changed or would change, and from a dry run the way on. Administrators cancel and apply.</summary>
public sealed partial class RunPage
{
    private const string Apply = "apply";
    private const string Cancel = "cancel";

    private RepricingRun? _run;
    private string? _refusal;

    [Parameter]
    public int Id { get; set; }

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

    private string Back => LinkTo(RepricingView.Path);

    protected override async Task OnInitializedAsync()
    {
        _run = await Runs.FindAsync(Id, Http.RequestAborted);
        if (_run is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private Task ActAsync() => Http.Request.Form["do"].ToString() switch
    {
        Apply => ApplyAsync(),
        Cancel => CancelAsync(),
        _ => Task.CompletedTask,
    };

    private async Task ApplyAsync()
    {
        if (_run is not { Kind: RepricingKind.DryRun, State: RepricingState.Finished } dry)
        {
            _refusal = "Only a dry run that has finished can be applied.";
        }
        else if (IsOutdated(dry))
        {
            _refusal = "The prices changed since this dry run. Make another one and apply that.";
        }
        else
        {
            try
            {
                var run = await Runs.AskAsync(RepricingKind.Apply, dry.Question, dry.BookVersion, Http.User.Actor(), Context.Now, Http.RequestAborted);
                Address.NavigateTo(LinkTo(RepricingView.PathOf(run.Id)));
            }
            catch (InvalidOperationException underWay)
            {
                _refusal = underWay.Message;
            }
        }
    }

    private async Task CancelAsync()
    {
        if (!await Runs.EndAsync(Id, null, Http.User.Actor(), Context.Now, Http.RequestAborted))
        {
            _refusal = "It had ended already.";
        }

        _run = await Runs.FindAsync(Id, Http.RequestAborted);
    }

    private static string Title(RepricingRun run) => run.Kind is RepricingKind.DryRun ? $"Dry run {run.Id}" : run.Name;

    private string Projects(RepricingRun run) => run.Question.Projects.Count == 0
        ? "all projects"
        : string.Join(", ", run.Question.Projects.Select(id => Context.Projects.FirstOrDefault(project => project.Id == id)?.Name ?? "a project that is gone"));

    private bool IsOutdated(RepricingRun run) => run.BookVersion != Prices.Book.Version;

    private string LinkTo(string path) => Context.Question.Url(path, withFilters: false).ToString();
}

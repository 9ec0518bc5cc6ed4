using CostDashboard.Core.Pricing.Imports;
using CostDashboard.Web.Features.Prices.Keeping;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Prices.Import;

/// <summary>Takes price lists in, and shows which wait. Everybody sees them; administrators bring them, accept and forget.</summary>
public sealed partial class ImportPage
{
    private IReadOnlyList<PriceImport> _waiting = [];
    private string? _refusal;

    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "fetch", Name = "address")]
    public string? Address { get; set; }

    [Inject]
    private PriceImports Imports { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override Task OnInitializedAsync() => ReadAsync();

    internal static string FormatText(PriceListFormat format) => format switch
    {
        PriceListFormat.LiteLlm => "LiteLLM",
        PriceListFormat.GenAiPrices => "genai-prices",
        _ => format.ToString(),
    };

    private async Task UploadAsync()
    {
        if (Http.Request.Form.Files["file"] is not { Length: > 0 } file)
        {
            _refusal = "Choose a file first.";
            return;
        }

        await using var content = file.OpenReadStream();
        await GoOnAsync(await Imports.AddAsync(file.FileName, content, Http.User, Http.RequestAborted));
    }

    private async Task FetchAsync() => await GoOnAsync(await Imports.FetchAsync(Address ?? "", Http.User, Http.RequestAborted));

    private async Task ForgetAsync(PriceImport import)
    {
        _refusal = (await Imports.RemoveAsync(import.Id, Http.User, Http.RequestAborted) as PriceChange.Refused)?.Reason;
        await ReadAsync();
    }

    private async Task GoOnAsync(ImportOutcome outcome)
    {
        switch (outcome)
        {
            case ImportOutcome.Waiting(var import):
                Navigation.NavigateTo(Context.Question.Url(ImportView.PathOf(import.Id), withFilters: false).ToString());
                break;
            case ImportOutcome.Refused(var reason):
                _refusal = reason;
                await ReadAsync();
                break;
        }
    }

    private async Task ReadAsync() => _waiting = await Imports.GetAsync(Http.RequestAborted);
}

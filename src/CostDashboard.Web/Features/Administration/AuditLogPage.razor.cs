using CostDashboard.Core.Access;
using CostDashboard.Core.Spend;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Administration;

/// <summary>Who changed what, page by page. For administrators only.</summary>
public sealed partial class AuditLogPage
{
    private const string Path = "/administration/audit";
    private const int RowsPerPage = 100;

    private AuditPage _page = new([], null);
    private string? _mistake;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "cursor")]
    public string? Cursor { get; set; }

    [Inject]
    private IAuditLog Log { get; set; } = null!;

    [Inject]
    private OrganisationCalendar Calendar { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            _page = await Log.GetAsync(Cursor, RowsPerPage, Http.RequestAborted);
        }
        catch (FormatException notOurs)
        {
            _mistake = notOurs.Message;
        }
    }
}

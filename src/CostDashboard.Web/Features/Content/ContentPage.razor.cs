using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Text;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Content;

/// <summary>What one project keeps of its content. Everybody sees the settings; administrators change them, and see before what the rules take out of a text.</summary>
public sealed partial class ContentPage
{
    private Project? _project;
    private ContentSettings _stored = ContentSettings.Off;
    private ContentSettings _shown = ContentSettings.Off;
    private int _version;
    private string _sample = "";
    private string? _tested;
    private string? _refusal;
    private string? _done;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private ContentAdministration Contents { get; set; } = null!;

    private string Kept => (_stored.KeepsMessages, _stored.KeepsTools) switch
    {
        (true, true) => "messages and tools' payloads",
        (true, false) => "messages",
        (false, true) => "tools' payloads",
        _ => "nothing",
    };

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        if (_project is not null)
        {
            (_stored, _version) = await Contents.GetAsync(_project, Http.RequestAborted);
            _shown = _stored;
        }
    }

    private async Task SubmitAsync()
    {
        var form = Http.Request.Form;
        var (settings, version) = (ContentForm.Parse(form, _stored), ContentForm.VersionOf(form));
        var current = _version;

        // What was typed stays in the form, whatever comes of it.
        (_shown, _version, _sample) = (settings, version, form[ContentForm.Sample].ToString());
        _refusal = settings.FindMistake() ?? (_sample.Length > ContentForm.LongestSample ? $"The text to try has more than {NumberText.Count(ContentForm.LongestSample)} characters: try a part of it." : null);
        if (_refusal is not null)
        {
            return;
        }

        if (form[ContentForm.Action] != ContentForm.Save)
        {
            // It may hold what nobody else should see.
            Http.Response.Headers.CacheControl = "no-store";
            _tested = Contents.Test(settings, _sample);
        }
        else if (settings == _stored && version == current)
        {
            _done = "Saved.";
        }
        else if (await Contents.SaveAsync(_project!, settings, version, Http.User.Actor(), Http.RequestAborted))
        {
            (_stored, _version) = (settings, version + 1);
            _done = "Saved. It holds for what is taken in from now on, on every node within five seconds. What is kept stays as it was redacted.";
        }
        else
        {
            _refusal = "Somebody else has changed these settings since you opened the page. Nothing was saved: open the page again to see theirs, then make your change.";
        }
    }

    private async Task DeleteAsync()
    {
        if (await Contents.DeleteAllAsync(_project!, Http.User.Actor(), Http.RequestAborted))
        {
            (_stored, _version) = await Contents.GetAsync(_project!, Http.RequestAborted);
            _shown = _stored;
            _done = "Nobody is shown any more what was kept until now; it is being deleted.";
        }
        else
        {
            _refusal = "Somebody else changed these settings at the same moment. Nothing was deleted: try again.";
        }
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{NumberText.Count(days)} days";
}

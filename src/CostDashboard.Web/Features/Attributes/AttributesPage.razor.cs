using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Spans;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>The attribute mapping of one project. Everybody sees it; administrators change it, and see before what a change would give.</summary>
public sealed partial class AttributesPage
{
    private const int MostKeys = 300;

    private Project? _project;
    private AttributeMapping _mapping = AttributeMapping.Default;
    private int _version;
    private IReadOnlyList<PricedSpan> _spans = [];
    private IReadOnlyList<SeenAttribute> _seen = [];
    private IReadOnlyList<string> _keys = [];
    private MappingPreview? _preview;
    private string? _refusal;
    private bool _isSaved;

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "project")]
    public int? ProjectNumber { get; set; }

    [Inject]
    private IAccessStore Access { get; set; } = null!;

    [Inject]
    private MappingAdministration Mappings { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _project = ChosenProject.Of(await Access.GetProjectsAsync(Http.RequestAborted), ProjectNumber);
        if (_project is null)
        {
            return;
        }

        (_mapping, _version) = await Mappings.GetAsync(_project, Http.RequestAborted);
        _spans = await Mappings.GetLatestSpansAsync(_project, Http.RequestAborted);
        _seen = SeenAttribute.Of(_spans, _mapping);
        _keys = [.. _seen.Select(seen => seen.Key).Distinct(StringComparer.Ordinal).Take(MostKeys)];
    }

    private async Task SubmitAsync()
    {
        var form = Http.Request.Form;
        var (mapping, version) = (MappingForm.Parse(form), MappingForm.VersionOf(form));
        var stored = (Mapping: _mapping, Version: _version);

        // What was typed stays in the form, whatever comes of it.
        (_mapping, _version) = (mapping, version);
        _refusal = mapping.FindMistake();
        if (_refusal is not null)
        {
            return;
        }

        if (form[MappingForm.Action] != MappingForm.Save)
        {
            _preview = MappingPreview.Of(_spans, mapping);
        }
        else if (mapping == stored.Mapping && version == stored.Version)
        {
            _isSaved = true;
        }
        else if (await Mappings.SaveAsync(_project!, mapping, version, Http.User.Actor(), Http.RequestAborted))
        {
            (_isSaved, _version) = (true, version + 1);
            _seen = SeenAttribute.Of(_spans, mapping);
        }
        else
        {
            _refusal = "Somebody else has changed this mapping since you opened the page. Nothing was saved: open the page again to see theirs, then make your change.";
        }
    }
}

using System.Globalization;
using System.Text;
using CostDashboard.Core.Value;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Ui.Asking;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.FeatureValues;

/// <summary>Takes values in from a file. What was looked at is sent along and read once more when it is recorded, so the server keeps nothing in between.</summary>
public sealed partial class ValueImportPage
{
    internal const string Path = "/features/import";

    private const int MostShown = 200;
    private const string Example = "feature,period,kind,unit,amount\nchat,2026-11,revenue,,12400.50\nchat,2026-11,units,tickets,3120";

    // Bytes that are no text are said, not replaced.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private FeatureValueFile? _file;
    private ValuePreview? _preview;
    private string _csv = "";
    private string _name = "text";
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
    private NavigationManager Navigation { get; set; } = null!;

    // What is recorded was looked at on the page before, and is looked at here again.
    protected override async Task OnInitializedAsync()
    {
        if (Context.Project is not null && Posted("csv") is { } csv)
        {
            (_csv, _name) = (csv, Posted("name") ?? _name);
            _file = await LookAsync();
        }
    }

    private static string Where(CsvMistake mistake) => (mistake.Line, mistake.Column) switch
    {
        (0, _) => "",
        (_, "") => string.Create(CultureInfo.InvariantCulture, $"Line {mistake.Line}: "),
        _ => string.Create(CultureInfo.InvariantCulture, $"Line {mistake.Line}, {mistake.Column}: "),
    };

    private async Task PreviewAsync()
    {
        if (Http.Request.Form.Files["file"] is { Length: > 0 } file)
        {
            if (file.Length > FeatureValueCsv.MostBytes)
            {
                _refusal = TooLarge;
                return;
            }

            using var content = new MemoryStream();
            await file.CopyToAsync(content, Http.RequestAborted);
            try
            {
                (_csv, _name) = (s_utf8.GetString(content.GetBuffer().AsSpan(0, (int)content.Length)), file.FileName);
            }
            catch (DecoderFallbackException)
            {
                _refusal = "The file is not UTF-8 text. Spreadsheets offer it as \"CSV UTF-8\".";
                return;
            }
        }
        else
        {
            _csv = Posted("text") ?? "";
        }

        await LookAsync();
    }

    private async Task ApplyAsync()
    {
        if (_file is not { } file || _preview is not { Mistakes.Count: 0 })
        {
            return;
        }

        switch (await Keeping.SaveAsync(Context.ProjectId, file.Values, null, _name, Http.User, Http.RequestAborted))
        {
            case FeatureValueOutcome.Saved saved:
                Navigation.NavigateTo(ValuesPage.SavedLink(Context, saved));
                break;
            case FeatureValueOutcome.Refused(var reasons):
                _refusal = string.Join(' ', reasons.Select(reason => reason.Reason));
                break;
        }
    }

    private async Task<FeatureValueFile?> LookAsync()
    {
        if (!Http.User.IsAdministrator())
        {
            return null;
        }

        if (_csv.Length > FeatureValueCsv.MostBytes || Encoding.UTF8.GetByteCount(_csv) > FeatureValueCsv.MostBytes)
        {
            _refusal = TooLarge;
            return null;
        }

        if (string.IsNullOrWhiteSpace(_csv))
        {
            _refusal = "Choose a file, or write lines, first.";
            return null;
        }

        var file = FeatureValueCsv.Read(_csv);
        var stored = ValuePreview.DaysOf(file) is { } days ? await Values.GetAsync(Context.ProjectId, days, Http.RequestAborted) : [];
        _preview = ValuePreview.Of(file, stored);
        return file;
    }

    private static string TooLarge => $"The file is larger than {FeatureValueCsv.MostBytes / (1024 * 1024)} MiB.";

    private string? Posted(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;
}

using System.Text;

namespace CostDashboard.Web.Ui.Asking;

/// <summary>Writes a link: a path and the parameters that differ from the page's own defaults.</summary>
public sealed class UrlText(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _hasQuery;

    /// <summary>Appends a parameter; null leaves it out.</summary>
    public UrlText Add(string key, string? value)
    {
        if (value is not null)
        {
            _text.Append(_hasQuery ? '&' : '?').Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}

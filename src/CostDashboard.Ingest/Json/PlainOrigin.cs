using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Otlp;
using CostDashboard.Ingest.Otlp.Json;

namespace CostDashboard.Ingest.Json;

/// <summary>Where spans of plain JSON came from: their service, its version, and whatever else a resource says. The same origin is made once for a request.</summary>
internal sealed class PlainOrigin(JsonText text, PlainValues values)
{
    private const int MostRemembered = 256;

    private readonly Dictionary<(string?, string?, string?), SpanOrigin> _known = [];
    private readonly AttributeList _resource = new();
    private readonly ValueBudget _budget = new();
    private string? _service, _version, _scope;
    private bool _hasResource;

    internal void Reset()
    {
        (_service, _version, _scope, _hasResource) = (null, null, null, false);
        _resource.Clear();
        _budget.Reset();
    }

    internal static bool IsOrigin(PlainField field) => field is PlainField.Service or PlainField.Version or PlainField.Scope or PlainField.Resource;

    /// <param name="reader">At the field's value; left at its last token.</param>
    internal void Read(ref Utf8JsonReader reader, PlainField field, string name, SpanDraft span)
    {
        if (field is PlainField.Resource)
        {
            _hasResource = true;
            if (!values.TryReadMembers(ref reader, _resource, _budget))
            {
                span.Fail(PlainProblem.Map(name));
            }

            return;
        }

        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            span.Fail(PlainProblem.Text(name));
            reader.Skip();
            return;
        }

        var value = reader.TokenType is JsonTokenType.Null ? null : _budget.Name(text.Read(ref reader, out var length), length, name);
        _ = field switch
        {
            PlainField.Service => _service = value,
            PlainField.Version => _version = value,
            _ => _scope = value,
        };
    }

    /// <param name="notes">What had to be left out of the resource.</param>
    internal SpanOrigin Finish(out IReadOnlyList<string> notes)
    {
        notes = _budget.Notes([]);
        if (_hasResource)
        {
            AddServiceTo(_resource);
            return new(_resource.Take(_budget), _scope);
        }

        if (!_known.TryGetValue((_service, _version, _scope), out var origin))
        {
            AddServiceTo(_resource);
            origin = new(_resource.Take(_budget), _scope);
            if (_known.Count < MostRemembered)
            {
                _known[(_service, _version, _scope)] = origin;
            }
        }

        return origin;
    }

    // Behind what the resource says: of a repeated key the last value holds.
    private void AddServiceTo(AttributeList resource)
    {
        if (_service is { Length: > 0 } service && resource.HasRoom())
        {
            resource.Add("service.name", AttributeValue.Of(service));
        }

        if (_version is { Length: > 0 } version && resource.HasRoom())
        {
            resource.Add("service.version", AttributeValue.Of(version));
        }
    }
}

using System.Globalization;
using CostDashboard.Core.Attributes;

namespace CostDashboard.Web.Features.Attributes;

/// <summary>
/// A mapping as form fields: <c>customer.0.key</c>, <c>customer.0.place</c>, <c>customer.0.member</c>, <c>customer.known</c>; and of tags
/// <c>tag.0.name</c>, <c>tag.0.0.key</c> and so on. A source without a key, and a tag without a name and without sources, is an empty row.
/// </summary>
internal static class MappingForm
{
    internal const string Version = "version";
    internal const string Action = "action";
    internal const string Preview = "preview";
    internal const string Save = "save";

    /// <summary>The first part of the names of a field's inputs.</summary>
    internal static string Name(MappedField field) => field.ToString().ToLowerInvariant();

    /// <summary>The first part of the names of a tag's inputs.</summary>
    internal static string TagName(int index) => string.Create(CultureInfo.InvariantCulture, $"tag.{index}");

    /// <summary>What the form says, mistakes included.</summary>
    internal static AttributeMapping Parse(IFormCollection form)
    {
        var mapping = AttributeMapping.Fields.Aggregate(new AttributeMapping(), (so, field) => so.With(field, Sources(form, Name(field))));
        var tags = Enumerable.Range(0, AttributeMapping.MostTags)
            .Select(i => new TagMapping(Text(form, $"{TagName(i)}.name"), Sources(form, TagName(i))))
            .Where(tag => tag.Name.Length > 0 || tag.From.Sources.Count > 0);
        return mapping with { Tags = [.. tags] };
    }

    internal static int VersionOf(IFormCollection form) =>
        int.TryParse(form[Version], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1;

    private static ValueSources Sources(IFormCollection form, string name)
    {
        var sources = new List<AttributeSource>();
        for (var i = 0; i < ValueSources.MostSources; i++)
        {
            var row = string.Create(CultureInfo.InvariantCulture, $"{name}.{i}");
            if (Text(form, $"{row}.key") is { Length: > 0 } key)
            {
                sources.Add(new(key, PlaceOf(form[$"{row}.place"]), Text(form, $"{row}.member") is { Length: > 0 } member ? member : null));
            }
        }

        return new(sources, form.ContainsKey($"{name}.known"));
    }

    private static AttributePlace PlaceOf(string? name) => name switch
    {
        nameof(AttributePlace.Span) => AttributePlace.Span,
        nameof(AttributePlace.Resource) => AttributePlace.Resource,
        _ => AttributePlace.Either,
    };

    private static string Text(IFormCollection form, string name) => form[name].ToString().Trim();
}

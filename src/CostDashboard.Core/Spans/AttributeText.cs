using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CostDashboard.Core.Spans;

/// <summary>Writes attribute values as a person reads them: JSON for lists and maps, base64 for bytes, a remark for text that was not stored.</summary>
internal static class AttributeText
{
    internal static void Append(StringBuilder builder, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text:
                builder.Append('"').Append(JsonEncodedText.Encode(value.Text!)).Append('"');
                break;
            case AttributeKind.List:
                AppendAll(builder, '[', value.Items, ']', Append);
                break;
            case AttributeKind.Map:
                AppendAll(builder, '{', value.Entries, '}', AppendEntry);
                break;
            case AttributeKind.Bytes:
                builder.Append('"').Append(Convert.ToBase64String(value.Bytes!)).Append('"');
                break;
            case AttributeKind.Omitted:
                builder.Append(CultureInfo.InvariantCulture, $"not stored ({value.Integer:N0} bytes)");
                break;
            default:
                builder.Append(value.AsText() ?? "null");
                break;
        }
    }

    private static void AppendEntry(StringBuilder builder, KeyValuePair<string, AttributeValue> entry)
    {
        builder.Append('"').Append(JsonEncodedText.Encode(entry.Key)).Append("\":");
        Append(builder, entry.Value);
    }

    private static void AppendAll<T>(StringBuilder builder, char open, T[] items, char close, Action<StringBuilder, T> append)
    {
        builder.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                builder.Append(',');
            }

            append(builder, items[i]);
        }

        builder.Append(close);
    }
}

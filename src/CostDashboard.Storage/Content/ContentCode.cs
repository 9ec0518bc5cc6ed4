using CostDashboard.Core.Content;
using CostDashboard.Storage.Details;

namespace CostDashboard.Storage.Content;

/// <summary>A span's content as bytes, compressed as the details of spans are.</summary>
internal static class ContentCode
{
    // version | texts: key, event, its number, text | notes
    private const byte Version = 1;

    public static byte[] Write(ByteWriter writer, SpanContent content)
    {
        writer.Clear();
        writer.Byte(Version);
        writer.Count(content.Texts.Count);
        foreach (var text in content.Texts)
        {
            writer.Text(text.Key);
            writer.Text(text.Event);
            writer.Varint((uint)text.EventNumber);
            writer.Text(text.Text);
        }

        writer.Count(content.Notes.Count);
        foreach (var note in content.Notes)
        {
            writer.Text(note);
        }

        return Packing.Pack(writer.Written);
    }

    /// <exception cref="InvalidDataException">A later version of the program wrote it, or it is broken.</exception>
    public static SpanContent Read(byte[] packed)
    {
        var reader = new ByteReader(Packing.Unpack(packed));
        if (reader.Byte() != Version)
        {
            throw new InvalidDataException("The stored content of a span was written by a later version.");
        }

        var texts = new ContentText[reader.Count()];
        for (var i = 0; i < texts.Length; i++)
        {
            var (key, name, number) = (reader.Text(), reader.TextOrNull(), (int)reader.Varint());
            texts[i] = new(key, reader.Text(), name, number);
        }

        var notes = new string[reader.Count()];
        for (var i = 0; i < notes.Length; i++)
        {
            notes[i] = reader.Text();
        }

        return SpanContent.Stored(texts, notes);
    }
}

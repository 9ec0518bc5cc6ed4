using System.Globalization;
using System.Text.Json;

namespace CostDashboard.Ingest.Import;

/// <summary>
/// How far a file is imported, in a small file beside it (<c>FILE.import.json</c>), which goes when all of it is. Requests that were taken are not sent
/// again; one that was taken and not noted is, and changes nothing, since spans are known by their ids.
/// </summary>
/// <param name="To">The dashboard; another one begins anew, and so does a file that changed.</param>
public sealed record ImportNote(string To, long Length, string Modified, int Requests, long Taken, long Rejected)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string PathOf(string file) => file + ".import.json";

    /// <summary>The note of an earlier try at the same; else one that has nothing.</summary>
    public static ImportNote Of(string file, Uri to)
    {
        var info = new FileInfo(file);
        var fresh = new ImportNote(to.ToString(), info.Length, info.LastWriteTimeUtc.ToString("O", CultureInfo.InvariantCulture), 0, 0, 0);
        try
        {
            return File.Exists(PathOf(file)) && JsonSerializer.Deserialize<ImportNote>(File.ReadAllText(PathOf(file)), s_json) is { } known
                && (known.To, known.Length, known.Modified) == (fresh.To, fresh.Length, fresh.Modified)
                    ? known
                    : fresh;
        }
        catch (JsonException)
        {
            return fresh;
        }
    }

    /// <summary>Written aside and moved, so that it is whole whenever the import ends.</summary>
    public void Write(string file)
    {
        var aside = PathOf(file) + ".new";
        File.WriteAllText(aside, JsonSerializer.Serialize(this, s_json));
        File.Move(aside, PathOf(file), overwrite: true);
    }
}

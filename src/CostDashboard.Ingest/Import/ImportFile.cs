using CostDashboard.Ingest.Otlp;

namespace CostDashboard.Ingest.Import;

/// <summary>How far the import of a file is.</summary>
/// <param name="Share">Of its bytes, 0 to 1.</param>
/// <param name="Reason">Why the latest items were rejected; null where they were not.</param>
public sealed record ImportProgress(double Share, long Taken, long Rejected, string? Reason);

/// <summary>Sends one file to a dashboard, from where an earlier try ended.</summary>
public static class ImportFile
{
    /// <returns>What was taken and rejected of it, in earlier tries too.</returns>
    /// <exception cref="ImportException">It cannot be read or sent from some place on; what was sent before is stored, and the next try goes on there.</exception>
    public static async Task<ImportProgress> RunAsync(string file, Uri dashboard, ImportSender sender, IProgress<ImportProgress> progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new ImportException("there is no such file");
        }

        var note = ImportNote.Of(file, dashboard);
        await using var raw = new FileStream(file, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        await using Stream content = await IsGzipAsync(raw, cancellationToken) ? new WholeGzip(raw) : raw;
        using var reader = new ImportReader(content);
        var request = 0;
        await foreach (var batch in reader.ReadAsync(cancellationToken))
        {
            if (request++ < note.Requests)
            {
                continue;
            }

            var answer = await sender.SendAsync(batch, cancellationToken);
            note = note with { Requests = request, Taken = note.Taken + answer.Taken, Rejected = note.Rejected + answer.Rejected };
            note.Write(file);
            progress.Report(new(Math.Min(1, raw.Position / (double)Math.Max(1, note.Length)), note.Taken, note.Rejected, answer.Reason));
        }

        if (request == 0)
        {
            throw new ImportException("there is no span in it");
        }

        File.Delete(ImportNote.PathOf(file));
        return new(1, note.Taken, note.Rejected, null);
    }

    private static async Task<bool> IsGzipAsync(FileStream file, CancellationToken cancellationToken)
    {
        var begin = new byte[2];
        var read = await file.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellationToken);
        file.Position = 0;
        return read == begin.Length && begin is [0x1F, 0x8B];
    }
}

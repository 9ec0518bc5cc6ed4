using System.Globalization;
using System.Text.Json;
using CostDashboard.Core.Access;
using CostDashboard.Core.Annotations;
using CostDashboard.Core.Langfuse;
using CostDashboard.Ingest.Import;

namespace CostDashboard.Ingest.Langfuse;

/// <summary>One event of a request that can be taken.</summary>
/// <param name="Id">By which the answer names it.</param>
/// <param name="Event">Null of a score, and where there is nothing to keep (a log of the SDK).</param>
internal sealed record LangfuseItem(string Id, LangfuseEvent? Event);

/// <summary>A request's events, each by itself: what is wrong with one costs its neighbours nothing.</summary>
internal sealed class LangfuseBatch
{
    private readonly List<LangfuseItem> _items = [];
    private readonly List<LangfuseMistake> _mistakes = [];
    private readonly List<LangfusePart> _parts = [];
    private readonly List<SpanAnnotation> _scores = [];

    /// <summary>In the order in which they were sent.</summary>
    internal IReadOnlyList<LangfuseItem> Items => _items;

    internal IReadOnlyList<LangfuseMistake> Mistakes => _mistakes;

    /// <summary>The same with the texts of models, as they came. Valid as long as the request's body.</summary>
    internal IReadOnlyList<LangfusePart> Parts => _parts;

    internal IReadOnlyList<SpanAnnotation> Scores => _scores;

    internal static LangfuseBatch Read(JsonElement batch, ProjectId project)
    {
        var read = new LangfuseBatch();
        foreach (var one in batch.EnumerateArray())
        {
            try
            {
                if (LangfuseEnvelopes.Check(one) is { } mistake)
                {
                    read._mistakes.Add(mistake);
                }
                else
                {
                    read.Take(one, project);
                }
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair, which JSON may hold and no text can.
                read._mistakes.Add(new("", "batch", "an event holds half a character (an unpaired surrogate)", "Send whole characters."));
            }
        }

        return read;
    }

    private void Take(JsonElement one, ProjectId project)
    {
        var id = ImportItems.Text(one, "id")!;
        var kind = LangfuseEnvelopes.KindOf(one);
        if (kind is LangfuseEnvelopes.Log)
        {
            _items.Add(new(id, null));
            return;
        }

        var bodyId = ImportItems.Text(one.GetProperty("body"), "id") is { Length: > 0 } stated ? stated : id;
        if (kind is LangfuseEnvelopes.Score)
        {
            _scores.Add(LangfuseScores.Read(one, bodyId, project));
            _items.Add(new(id, null));
            return;
        }

        var kept = LangfuseEnvelopes.Kept(one, bodyId);
        if (kept.Json.Length > LangfuseEvent.MostBytes)
        {
            _mistakes.Add(new(
                id,
                "body",
                string.Create(CultureInfo.InvariantCulture, $"it has {kept.Json.Length:N0} bytes beside input and output, and at most {LangfuseEvent.MostBytes:N0} are taken"),
                "Send less metadata."));
            return;
        }

        _items.Add(new(id, kept));
        if (LangfuseEnvelopes.Read(one) is { } part)
        {
            _parts.Add(part);
        }
    }
}

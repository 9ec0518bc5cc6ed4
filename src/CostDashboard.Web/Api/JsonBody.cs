using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostDashboard.Web.Api;

/// <summary>Reads a request's body as JSON in which nothing stands that nobody reads.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <param name="remedy">What to send instead, with an example.</param>
    /// <exception cref="QueryMistake">It is no such JSON; the mistake names the field where that is known.</exception>
    internal static async Task<T> ReadAsync<T>(HttpRequest request, string remedy, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, s_json, cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException error)
        {
            throw new QueryMistake(error.Path is ['$', '.', .. var path] ? path : "body", "It cannot be read. " + remedy);
        }
    }
}

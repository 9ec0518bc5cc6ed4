using System.Text.Json;
using CostDashboard.Mcp.Asking;

namespace CostDashboard.Mcp.Tools;

/// <summary>What can be asked or sent by name, and what it takes: all that a model needs to know of it. Knows nothing of the protocol.</summary>
internal abstract class DashboardTool
{
    private static readonly JsonDocumentOptions s_schema = new() { CommentHandling = JsonCommentHandling.Disallow };

    /// <param name="properties">The arguments, as the inside of a JSON Schema's <c>properties</c>.</param>
    protected DashboardTool(string properties, params string[] required)
    {
        using var schema = JsonDocument.Parse(
            $$"""{"type": "object", "properties": { {{properties}} }, "required": [{{string.Join(", ", required.Select(name => $"\"{name}\""))}}], "additionalProperties": false}""", s_schema);
        Schema = schema.RootElement.Clone();
        Known = [.. Schema.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
    }

    internal abstract string Name { get; }

    internal abstract string Title { get; }

    /// <summary>When to use it and what comes back.</summary>
    internal abstract string Description { get; }

    /// <summary>False where it changes what is stored.</summary>
    internal virtual bool IsReadOnly => true;

    /// <summary>JSON Schema of the arguments.</summary>
    internal JsonElement Schema { get; }

    internal IReadOnlyCollection<string> Known { get; }

    /// <summary>The answer, to be written as JSON.</summary>
    /// <exception cref="QueryMistake">An argument cannot be meant.</exception>
    internal abstract Task<object> AnswerAsync(Arguments given, McpCaller caller, CancellationToken cancellationToken);
}

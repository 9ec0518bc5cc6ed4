using System.Text.Json;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>The one loop that the provider knows: it calls the first function that is offered, once, and answers when it has the result.</summary>
internal static class Tools
{
    internal const string Arguments = """{"city":"Oslo"}""";

    // How the three interfaces carry a result back to the model.
    private static readonly string[] s_results = ["\"role\":\"tool\"", "\"type\":\"function_call_output\"", "\"type\":\"tool_result\""];

    internal static string? Wanted(JsonElement request, string text)
    {
        var compact = text.Replace("\": ", "\":", StringComparison.Ordinal);
        if (!request.TryGetProperty("tools", out var tools) || tools.ValueKind is not JsonValueKind.Array || tools.GetArrayLength() == 0
            || Array.Exists(s_results, result => compact.Contains(result, StringComparison.Ordinal)))
        {
            return null;
        }

        var tool = tools[0];
        return (tool.TryGetProperty("function", out var function) ? function : tool).GetProperty("name").GetString();
    }
}

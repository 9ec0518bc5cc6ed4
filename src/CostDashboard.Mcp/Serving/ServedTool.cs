using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Traces;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Tools;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CostDashboard.Mcp.Serving;

/// <summary>A tool as the protocol has it, for one caller. What a model can mend is an answer that says how; what it cannot is said so, and logged.</summary>
internal sealed partial class ServedTool(DashboardTool tool, McpCaller caller, ILogger logger) : McpServerTool
{
    // What is read by a model is paid for by the token: no blanks, no escapes that only HTML needs, nothing that is not there.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public override Tool ProtocolTool { get; } = new()
    {
        Name = tool.Name,
        Title = tool.Title,
        Description = tool.Description,
        InputSchema = tool.Schema,
        Annotations = new() { Title = tool.Title, ReadOnlyHint = tool.IsReadOnly, DestructiveHint = false, OpenWorldHint = false },
    };

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            var given = Arguments.Of(request.Params?.Arguments, tool.Known);
            return Said(TextOf(await tool.AnswerAsync(given, caller, cancellationToken)), isError: false);
        }
        catch (QueryMistake mistake)
        {
            return Said($"{mistake.Parameter}: {mistake.Message}", isError: true);
        }
        catch (UnanswerableException unanswerable)
        {
            return Said(unanswerable.Message, isError: true);
        }
        catch (StoreUnavailableException)
        {
            return Said("The database does not answer now. Nothing was changed: call again in a few seconds.", isError: true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailure(logger, failure, tool.Name);
            return Said("That is the dashboard's fault, and it is in its log. Calling again does no harm.", isError: true);
        }
    }

    internal static string TextOf(object answer) => JsonSerializer.Serialize(answer, answer.GetType(), s_json);

    private static CallToolResult Said(string text, bool isError) => new() { Content = [new TextContentBlock { Text = text }], IsError = isError };

    [LoggerMessage(LogLevel.Error, "The MCP tool {Tool} failed")]
    private static partial void LogFailure(ILogger logger, Exception failure, string tool);
}

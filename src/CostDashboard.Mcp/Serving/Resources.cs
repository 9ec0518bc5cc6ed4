using System.Globalization;
using CostDashboard.Core.Units;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.Mcp.Asking;
using CostDashboard.Mcp.Tools;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace CostDashboard.Mcp.Serving;

/// <summary>What can be read by address: a trace, an incident, and the incidents that go on.</summary>
internal sealed class Resources(GetTraceTool traces, ListIncidentsTool incidentList, IIncidentStore incidents)
{
    private const string Json = "application/json";
    private const string Incidents = "costdashboard://incidents";
    private const string Trace = "costdashboard://traces/";
    private const int SpansOfTrace = 100;

    internal static ListResourcesResult List { get; } = new()
    {
        Resources = [new() { Uri = Incidents, Name = "incidents", Title = "Incidents that go on", Description = "What is unusual or broken with LLM spend now.", MimeType = Json }],
    };

    internal static ListResourceTemplatesResult Templates { get; } = new()
    {
        ResourceTemplates =
        [
            new() { UriTemplate = Trace + "{traceId}", Name = "trace", Title = "A trace", Description = "What a trace came to, and its spans in order of the tree.", MimeType = Json },
            new() { UriTemplate = Incidents + "/{id}", Name = "incident", Title = "An incident", Description = "An incident with its evidence and example traces.", MimeType = Json },
        ],
    };

    /// <exception cref="McpProtocolException">There is nothing at the address, or it is another project's.</exception>
    internal async Task<ReadResourceResult> ReadAsync(string uri, McpCaller caller, CancellationToken cancellationToken)
    {
        var answer = await FindAsync(uri, caller, cancellationToken)
            ?? throw new McpProtocolException(
                $"There is nothing at '{QueryText.Shown(uri)}'. There are: {Incidents}, {Incidents}/{{id}} with a number, {Trace}{{traceId}} with 32 hexadecimal digits.", McpErrorCode.ResourceNotFound);
        return new() { Contents = [new TextResourceContents { Uri = uri, MimeType = Json, Text = ServedTool.TextOf(answer) }] };
    }

    private async Task<object?> FindAsync(string uri, McpCaller caller, CancellationToken cancellationToken)
    {
        if (uri == Incidents)
        {
            return await incidentList.AnswerAsync(Arguments.Of(null, []), caller, cancellationToken);
        }

        if (uri.StartsWith(Trace, StringComparison.Ordinal))
        {
            return TraceId.TryParse(uri[Trace.Length..], out var trace) ? await traces.AnswerAsync(trace, isTree: true, SpansOfTrace, caller, cancellationToken) : null;
        }

        return uri.StartsWith(Incidents + "/", StringComparison.Ordinal)
            && int.TryParse(uri[(Incidents.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await incidents.GetAsync(id, cancellationToken) is { } incident
            && incident.Project == caller.Project
            ? Tools.IncidentAnswer.Of(incident, caller)
            : null;
    }
}

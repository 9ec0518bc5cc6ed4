using System.Globalization;
using System.Text.Json.Nodes;
using CostDashboard.Core.Content;
using CostDashboard.Core.Traces;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CostDashboard.Web.Api;

/// <summary>What the description of the API says beside what the endpoints say themselves.</summary>
internal static class OpenApiText
{
    private const string KeyScheme = "apiKey";
    private const string BearerScheme = "bearer";

    // Read as text, so that a mistake gets our answer; described as what they are.
    private static readonly Dictionary<string, string[]> s_choices = new(StringComparer.Ordinal)
    {
        ["grain"] = ["total", "minute", "quarter", "hour", "day", "month"],
        ["sort"] = ["start", "cost", "latency", "tokens", "spans"],
        ["order"] = ["desc", "asc"],
        ["basis"] = ["started", "spent"],
        ["errors"] = ["true", "false"],
    };

    internal static void Configure(OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters ?? [])
            {
                Describe(parameter);
            }

            VerdictExamples.AddTo(operation);
            SendExamples.AddTo(operation);
            return Task.CompletedTask;
        });
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "CostDashboard",
                Version = "v1",
                Description = "What LLM applications cost, step by step. Money is a decimal number in a string, exact to the nano-dollar; null where it is not known. "
                    + "Errors are problem details (RFC 9457) that name the parameter and the remedy. A filter tag:NAME=VALUE is possible for each tag of the project.",
            };

            // The address by which it was read would make the document another one everywhere.
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [KeyScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "x-api-key" },
                [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
            };
            document.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(KeyScheme, document)] = [] },
            ];
            return Task.CompletedTask;
        });
    }

    private static void Describe(IOpenApiParameter parameter)
    {
        if (parameter.Schema is not OpenApiSchema schema || parameter.Name is not { } name)
        {
            return;
        }

        if (s_choices.TryGetValue(name, out var choices))
        {
            schema.Enum = [.. choices.Select(choice => (JsonNode)JsonValue.Create(choice))];
        }
        else if (name == "spans")
        {
            (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Integer, "1", IContentStore.MostSpans.ToString(CultureInfo.InvariantCulture));
        }
        else if (name == "limit")
        {
            (schema.Type, schema.Minimum, schema.Maximum) = (JsonSchemaType.Integer, "1", TraceQuestion.MostRows.ToString(CultureInfo.InvariantCulture));
        }
    }
}

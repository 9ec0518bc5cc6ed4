using System.Globalization;
using System.Text;
using System.Text.Json;
using CostDashboard.Core.Traces;
using CostDashboard.Web.Api;
using CostDashboard.Web.Features.Spend.Export;
using CostDashboard.Web.Ui.Asking;

namespace CostDashboard.Web.Features.Traces.Export;

/// <summary>Traces as lines of a file, exact to the nano-dollar. What is not known is left empty, in JSON null.</summary>
internal static class TraceSheet
{
    internal const string Head =
        "trace_id,start,end,duration_ns,name,service,environment,feature,customer,user,session,spans,failed_spans,is_complete,"
        + "calls,unpriced_calls,partially_priced_calls,input_tokens,cache_read_tokens,cache_write_tokens,output_tokens,reasoning_tokens,total_tokens,models,cost_usd\r\n";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    internal static void AppendCsv(StringBuilder text, TraceSummary trace, PageContext context)
    {
        var (of, tokens) = (trace.Attribution, trace.Usage);
        text.Append(trace.Key.Trace).Append(',')
            .Append(AnswerText.Moment(trace.Start)).Append(',')
            .Append(AnswerText.Moment(trace.End)).Append(',')
            .Append(trace.Duration);
        foreach (var cell in (ReadOnlySpan<string?>)[trace.Name, trace.Service, of.Environment, of.Feature, of.Customer, of.User, of.Session])
        {
            text.Append(',').Append(SpendCsv.Text(cell ?? ""));
        }

        text.Append(CultureInfo.InvariantCulture, $",{trace.SpanCount},{trace.ErrorCount},{(trace.IsComplete ? "true" : "false")},{trace.Calls},{trace.UnpricedCalls},{trace.PartialCalls}")
            .Append(CultureInfo.InvariantCulture, $",{tokens.Input},{tokens.CacheRead},{tokens.CacheWrite},{tokens.Output},{tokens.Reasoning},{tokens.Total}")
            .Append(',').Append(SpendCsv.Text(string.Join(' ', trace.Models)))
            .Append(',').Append(AnswerText.KnownUsd(trace.CostNanoUsd, trace.Calls, trace.UnpricedCalls))
            .Append("\r\n");
    }

    internal static void AppendJson(StringBuilder text, TraceSummary trace, PageContext context) =>
        text.Append(JsonSerializer.Serialize(TraceRowBody.Of(trace, context.Projects), s_json)).Append('\n');
}

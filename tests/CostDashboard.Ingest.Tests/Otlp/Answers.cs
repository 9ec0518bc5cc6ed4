using System.IO.Compression;
using System.Text.Json;
using CostDashboard.Core.Spans;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;
using Google.Protobuf;

namespace CostDashboard.Ingest.Tests.Otlp;

/// <summary>Reads what a receiver answers, and packs what it is sent.</summary>
internal static class Answers
{
    internal static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    internal static DecodedSpan Mine(RunningReceiver receiver, string id, string? parent = null) =>
        A.Span(id, parent, project: receiver.Key.Project).Span.Source;

    internal static (int Code, string Message) Status(byte[] protobuf)
    {
        var (code, message) = (0, "");
        var input = new CodedInputStream(protobuf);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    code = input.ReadInt32();
                    break;
                case 2:
                    message = input.ReadString();
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return (code, message);
    }

    internal static async Task<(int Code, string Message)> StatusAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/x-protobuf")
        {
            return Status(await response.Content.ReadAsByteArrayAsync());
        }

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (json.RootElement.GetProperty("code").GetInt32(), json.RootElement.GetProperty("message").GetString()!);
    }

    internal static (long Rejected, string Message) Partial(byte[] protobuf)
    {
        var outer = new CodedInputStream(protobuf);
        Assert.Equal(1, WireFormat.GetTagFieldNumber(outer.ReadTag()));
        var partial = outer.ReadBytes().CreateCodedInput();
        Assert.Equal(1, WireFormat.GetTagFieldNumber(partial.ReadTag()));
        var rejected = partial.ReadInt64();
        Assert.Equal(2, WireFormat.GetTagFieldNumber(partial.ReadTag()));
        return (rejected, partial.ReadString());
    }
}

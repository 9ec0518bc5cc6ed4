using System.Net;
using CostDashboard.Ingest.Tests.Hosting;
using CostDashboard.TestKit;

namespace CostDashboard.Ingest.Tests.Otlp;

public sealed class OtlpHttpTests
{
    [Fact]
    public async Task Spans_that_are_answered_with_success_are_stored()
    {
        await using var receiver = await RunningReceiver.StartAsync();
        var span = A.Span("s1").Span.Source with { Key = A.SpanKey("s1") with { Project = receiver.Key.Project } };

        var response = await receiver.PostAsync(OtlpRequest.Protobuf([span]), "application/x-protobuf");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-protobuf", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal([span], (await receiver.StoredAsync([span.Key.TraceKey])).Select(s => s.Span.Source), SameSpan.Instance);
    }
}

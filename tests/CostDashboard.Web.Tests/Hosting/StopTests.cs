using System.Net;
using System.Text;
using CostDashboard.Web.Tests.Api;
using Microsoft.Extensions.Hosting;

namespace CostDashboard.Web.Tests.Hosting;

public sealed class StopTests
{
    [Fact]
    public async Task An_export_under_way_is_committed_and_answered_before_the_program_ends()
    {
        var dashboard = await Dashboard.StartAsync();

        // The body is sent only once the server reads it (100 Continue): so the export is under way, and not just on its way.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan });
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.Add("x-api-key", Dashboard.Key);
        using var body = new HeldBody(Encoding.UTF8.GetBytes(Sending.Json(Sending.Support, Sending.Noon, Sending.SupportTrace)));

        var export = client.PostAsync(new Uri(dashboard.Addresses.OtlpHttp, "/v1/traces"), body, TestContext.Current.CancellationToken);
        await body.HalfSent;
        var stopping = dashboard.Get<IHostApplicationLifetime>().ApplicationStopping;
        var stop = dashboard.StopAsync();
        Assert.True(stopping.IsCancellationRequested);
        body.SendTheRest();
        using var answer = await export;
        await stop;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var again = await dashboard.RestartAsync();
        var trace = await again.AskAsync($"/api/v1/traces/{Sending.Support}");
        Assert.Equal("0.00002316", trace.GetProperty("totalCostUsd").GetString());
    }

    [Fact]
    public async Task Who_is_signed_in_stays_so_over_a_restart()
    {
        var dashboard = await Dashboard.StartAsync();
        using var before = await dashboard.SignInAsync(Dashboard.AdminEmail);

        await using var again = await dashboard.RestartAsync();

        using var after = again.Browse();
        after.TakeCookies(before);
        using var answer = await after.GetAsync("/administration/users");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A body of which the second half is sent only when the test says so.</summary>
    private sealed class HeldBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _halfSent = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal HeldBody(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        internal Task HalfSent => _halfSent.Task;

        internal void SendTheRest() => _goOn.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
            await stream.FlushAsync();
            _halfSent.SetResult();
            await _goOn.Task;
            await stream.WriteAsync(_bytes.AsMemory(_bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}

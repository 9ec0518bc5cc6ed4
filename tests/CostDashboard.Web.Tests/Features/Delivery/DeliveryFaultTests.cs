using System.Text;
using System.Text.Json;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;
using Microsoft.AspNetCore.Http;

namespace CostDashboard.Web.Tests.Features.Delivery;

/// <summary>What may go wrong between a decision and its receiver. Nothing is lost, and nothing comes twice under two keys.</summary>
public sealed class DeliveryFaultTests : IAsyncLifetime
{
    private const string Hook = "http://receiver.test:PORT/hook?token=hidden";

    private DeliveryUnderTest _test = null!;

    public async ValueTask InitializeAsync() => _test = await DeliveryUnderTest.StartAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task A_receiver_gets_a_message_that_it_can_check()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);

        await _test.TellAsync();

        var (key, signature, body) = Assert.Single(_test.Received);
        Assert.Equal(WebhookSignature.Of(Encoding.UTF8.GetBytes(body), DeliveryUnderTest.Secret, A.Noon), signature);
        using var document = JsonDocument.Parse(body);
        Assert.Equal(key, document.RootElement.GetProperty("id").GetString());
        Assert.Equal(MessageState.Delivered, (await _test.MessageAsync()).State);
    }

    [Fact]
    public async Task A_receiver_that_answers_500_is_asked_again_until_it_does_not_under_one_key()
    {
        await _test.RouteAsync(DeliveryChannel.Template, Hook);
        _test.Answer = http =>
        {
            http.Response.StatusCode = _test.Received.Count < 4 ? StatusCodes.Status500InternalServerError : StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };

        await _test.TellAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("The receiver answers 500.", (await _test.MessageAsync()).LastError);
            await _test.RetryAsync();
        }

        Assert.Equal((MessageState.Delivered, 4), ((await _test.MessageAsync()).State, _test.Received.Count));
        Assert.Single(_test.Received.Select(one => one.Key).Distinct());

        // Each try is signed anew, so that the fourth is not refused as an old one.
        Assert.Equal(4, _test.Received.Select(one => one.Signature).Distinct().Count());
    }

    [Fact]
    public async Task A_receiver_that_refuses_is_not_asked_again_before_somebody_replays()
    {
        await _test.RouteAsync(DeliveryChannel.Slack, Hook);
        _test.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };

        await _test.TellAsync();
        Assert.Equal(MessageState.Dead, (await _test.MessageAsync()).State);
        _test.Answer = _ => Task.CompletedTask;
        await _test.Outbox.ReplayAsync(A.Project, new(), A.Entry, CancellationToken.None);
        await _test.Work.RunAsync(new(), CancellationToken.None);

        Assert.Equal((MessageState.Delivered, 2), ((await _test.MessageAsync()).State, _test.Received.Count));
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_left_after_its_time_and_asked_again()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);
        var (reached, mayEnd) = (NewSignal(), NewSignal());
        _test.Answer = async _ =>
        {
            reached.TrySetResult();
            await mayEnd.Task;
        };

        var telling = _test.TellAsync();
        await reached.Task;
        _test.Clock.Pass(11 * UnixNanos.PerSecond);
        await telling;
        mayEnd.SetResult();

        Assert.Equal("http://receiver.test:" + _test.Port + "/… did not answer within 10 seconds.", (await _test.MessageAsync()).LastError);
        _test.Answer = _ => Task.CompletedTask;
        await _test.RetryAsync();
        Assert.Equal(MessageState.Delivered, (await _test.MessageAsync()).State);
        Assert.Single(_test.Received.Select(one => one.Key).Distinct());
    }

    // The process is killed while the receiver has the message and has not answered yet.
    [Fact]
    public async Task What_was_under_way_when_the_program_was_killed_comes_again_under_its_key()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);
        await _test.Outbox.PlanAsync(Notices.Of(at: _test.Clock.Now), _test.Clock.Now, CancellationToken.None);
        var claimed = Assert.Single(await _test.Outbox.ClaimAsync(Guid.NewGuid(), _test.Clock.Now, _test.Clock.Now + DeliveryWork.Lease, 1, 1, CancellationToken.None));
        await _test.RestartAsync();

        await _test.Work.RunAsync(new(), CancellationToken.None);
        Assert.Empty(_test.Received);
        _test.Clock.Pass(DeliveryWork.Lease);
        await _test.Work.RunAsync(new(), CancellationToken.None);

        Assert.Equal(claimed.IdempotencyKey, Assert.Single(_test.Received).Key);
        Assert.Equal([AttemptOutcome.Begun, AttemptOutcome.Delivered], (await _test.AttemptsAsync()).Select(attempt => attempt.Outcome));
    }

    [Fact]
    public async Task What_was_decided_before_the_program_was_killed_is_delivered_after_it()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);
        await _test.Outbox.PlanAsync(Notices.Of(at: _test.Clock.Now), _test.Clock.Now, CancellationToken.None);
        await _test.RestartAsync();

        await _test.Work.RunAsync(new(), CancellationToken.None);

        Assert.Single(_test.Received);
    }

    [Fact]
    public async Task A_stop_waits_a_moment_for_an_answer_and_tries_again_at_the_next_start()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);
        var (reached, mayEnd) = (NewSignal(), NewSignal());
        _test.Answer = async _ =>
        {
            reached.TrySetResult();
            await mayEnd.Task;
        };
        await _test.Outbox.PlanAsync(Notices.Of(at: _test.Clock.Now), _test.Clock.Now, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var running = _test.Work.RunAsync(new(), stop.Token);
        await reached.Task;

        await stop.CancelAsync();
        _test.Clock.Pass(6 * UnixNanos.PerSecond);
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        mayEnd.SetResult();

        Assert.Equal("The program ended before there was an answer.", (await _test.MessageAsync()).LastError);
        Assert.Equal(MessageState.Waiting, (await _test.MessageAsync()).State);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task A_redirect_is_not_followed_wherever_it_leads(string target)
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, Hook);
        _test.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = target.Replace("{0}", _test.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            return Task.CompletedTask;
        };

        await _test.TellAsync();

        Assert.Single(_test.Received);
        var message = await _test.MessageAsync();
        Assert.Equal((MessageState.Dead, "The receiver answers 307. Redirects are not followed: enter the address that it leads to."), (message.State, message.LastError));
    }

    [Theory]
    [InlineData("http://127.0.0.1:PORT/hook")]
    [InlineData("http://[::1]:PORT/hook")]
    [InlineData("http://other.test:PORT/hook")] // a name that means this machine
    public async Task What_leads_inside_is_refused_before_anything_is_sent(string address)
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, address);

        await _test.TellAsync();

        Assert.Empty(_test.Received);
        var message = await _test.MessageAsync();
        Assert.Equal(MessageState.Dead, message.State);
        Assert.Contains("this machine", message.LastError, StringComparison.Ordinal);
    }

    // The first time the name means the public internet, so nobody could have refused the route; the second time it means the network inside.
    [Fact]
    public async Task A_name_that_changes_its_meaning_is_refused_when_it_does()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, "http://rebinding.test:1/hook");
        var asked = new List<string>();
        _test.Resolve = host =>
        {
            asked.Add(host);
            return asked.Count == 1 ? "0.0.0.0" : "192.168.1.7";
        };

        await _test.TellAsync();
        Assert.Contains("this network", (await _test.MessageAsync()).LastError, StringComparison.Ordinal);
        await _test.Outbox.ReplayAsync(A.Project, new(), A.Entry, CancellationToken.None);
        await _test.Work.RunAsync(new(), CancellationToken.None);

        Assert.Contains("a private network", (await _test.MessageAsync()).LastError, StringComparison.Ordinal);
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task The_log_holds_no_secret_of_an_address()
    {
        await _test.RouteAsync(DeliveryChannel.Webhook, "http://receiver.test:1/hook?token=hidden");

        await _test.TellAsync();

        var message = await _test.MessageAsync();
        Assert.DoesNotContain("hidden", message.LastError, StringComparison.Ordinal);
        Assert.Contains("http://receiver.test:1/… could not be reached", message.LastError, StringComparison.Ordinal);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Delivery;

public sealed class RetryAndSignatureTests
{
    private static readonly AttemptResult s_failed = new(false, "answers 500");
    private static readonly Guid s_message = Guid.Parse("0190c6b2-7d5e-7c3a-9f00-1234567890ab");

    [Fact]
    public void Tries_come_ever_more_seldom_for_a_day_and_then_end()
    {
        var (now, pauses) = (A.Noon, new List<long>());
        for (var attempt = 1; RetrySchedule.Next(attempt, s_failed, s_message, now) is { } next; attempt++)
        {
            pauses.Add(next - now);
            now = next;
        }

        Assert.Equal(RetrySchedule.MostAttempts - 1, pauses.Count);
        Assert.All(pauses.Zip(pauses.Skip(3)), pair => Assert.True(pair.Second > pair.First));
        Assert.InRange(now - A.Noon, UnixNanos.PerDay, 32 * UnixNanos.PerHour);

        // A mail server that is down for an hour is tried again within twenty minutes of its return.
        Assert.True(pauses.Take(8).Sum() > UnixNanos.PerHour);
        Assert.All(pauses.Take(7), pause => Assert.True(pause <= 22 * UnixNanos.PerMinute));
    }

    [Fact]
    public void What_failed_together_does_not_come_back_together()
    {
        var times = Enumerable.Range(0, 200).Select(_ => RetrySchedule.Next(8, s_failed, Guid.CreateVersion7(), A.Noon)!.Value - A.Noon).ToList();

        Assert.True(times.Distinct().Count() > 100);
        Assert.All(times, time => Assert.InRange(time, 30 * UnixNanos.PerMinute, 33 * UnixNanos.PerMinute));
    }

    [Fact]
    public void A_receiver_may_ask_to_be_left_alone_for_an_hour_and_no_more()
    {
        Assert.Equal(A.Noon + (17 * UnixNanos.PerMinute), RetrySchedule.Next(1, s_failed with { RetryAfter = 17 * UnixNanos.PerMinute }, s_message, A.Noon));
        Assert.Equal(A.Noon + UnixNanos.PerHour, RetrySchedule.Next(1, s_failed with { RetryAfter = 90 * UnixNanos.PerDay }, s_message, A.Noon));
    }

    [Fact]
    public void What_another_try_cannot_help_is_given_up() => Assert.Null(RetrySchedule.Next(1, s_failed with { MayHelp = false }, s_message, A.Noon));

    // As a receiver checks it, with what it knows by itself.
    [Fact]
    public void A_receiver_can_check_that_a_message_is_ours_and_fresh()
    {
        var body = """{"sentence":"dear ✓"}"""u8.ToArray();

        var parts = WebhookSignature.Of(body, "whsec_0123456789", new(1_700_000_000_999_999_999)).Split(',');

        Assert.Equal("t=1700000000", parts[0]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("whsec_0123456789"), (byte[])[.. "1700000000."u8, .. body]);
        Assert.Equal("v1=" + Convert.ToHexStringLower(expected), parts[1]);
    }
}

using CostDashboard.Core.Traces;
using CostDashboard.Ingest.Pipeline;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Pipeline;

public sealed class GroupCommitTests
{
    private static readonly CommitAnswer s_durable = CommitAnswer.Durable.Instance;
    private static readonly CommitAnswer s_full = new CommitAnswer.Later("too many spans wait to be written", IsThrottle: true);
    private static readonly CommitAnswer s_failed = new CommitAnswer.Later("the write failed");
    private static readonly CommitAnswer s_unavailable = new CommitAnswer.Later("the database cannot take a write now");
    private static readonly CommitAnswer s_stopping = new CommitAnswer.Later("the server is stopping");

    private readonly GateStore _store = new();

    [Fact]
    public async Task A_request_is_answered_only_after_its_commit()
    {
        var commits = await StartedAsync();

        var answer = Send(commits, "a");
        var commit = await _store.NextAsync();

        Assert.False(answer.IsCompleted);
        commit.Succeed();
        Assert.Equal(s_durable, await answer);
        Assert.Equal(0, commits.QueuedSpans);
    }

    [Fact]
    public async Task While_one_group_commits_the_next_one_gathers_and_is_one_commit()
    {
        var commits = await StartedAsync();

        var first = Send(commits, "a");
        var one = await _store.NextAsync();
        var second = Send(commits, "b");
        var third = Send(commits, "c", "d");
        one.Succeed();
        var two = await _store.NextAsync();

        Assert.Equal(["a"], one.Names);
        Assert.Equal(["b", "c", "d"], two.Names);
        Assert.False(second.IsCompleted);
        two.Succeed();
        Assert.Equal([s_durable, s_durable, s_durable], await Task.WhenAll(first, second, third));
        Assert.True(_store.IsIdle);
    }

    [Fact]
    public async Task A_poisoned_request_does_not_fail_its_neighbours()
    {
        var commits = await StartedAsync();
        var busy = Send(commits, "busy");
        var first = await _store.NextAsync();
        Task<CommitAnswer>[] answers = [Send(commits, "a"), Send(commits, "poison"), Send(commits, "c")];
        first.Succeed();

        (await _store.NextAsync()).Fail(new InvalidOperationException("poison"));
        (await _store.NextAsync()).Succeed();
        (await _store.NextAsync()).Fail(new InvalidOperationException("poison"));
        (await _store.NextAsync()).Succeed();

        Assert.Equal([s_durable, s_failed, s_durable], await Task.WhenAll(answers));
        Assert.Equal(s_durable, await busy);
        Assert.Equal(0, commits.QueuedSpans);
    }

    [Fact]
    public async Task A_store_that_is_unavailable_is_not_asked_again_for_each_request()
    {
        var commits = await StartedAsync();
        var busy = Send(commits, "busy");
        var first = await _store.NextAsync();
        Task<CommitAnswer>[] answers = [Send(commits, "a"), Send(commits, "b")];
        first.Succeed();

        (await _store.NextAsync()).Fail(new StoreUnavailableException("busy"));

        Assert.Equal([s_unavailable, s_unavailable], await Task.WhenAll(answers));
        Assert.True(_store.IsIdle);
        Assert.Equal(s_durable, await busy);
    }

    [Fact]
    public async Task After_a_failure_the_writer_lives_on()
    {
        var commits = await StartedAsync();

        var failed = Send(commits, "a");
        (await _store.NextAsync()).Fail(new InvalidOperationException("once"));
        Assert.Equal(s_failed, await failed);

        var next = Send(commits, "b");
        (await _store.NextAsync()).Succeed();
        Assert.Equal(s_durable, await next);
    }

    [Fact]
    public async Task A_full_queue_says_later_and_takes_again_when_it_has_room()
    {
        var commits = await StartedAsync(new() { MostQueuedSpans = 3 });
        var first = Send(commits, "a", "b");
        var one = await _store.NextAsync();

        Assert.Equal(s_full, await Send(commits, "c", "d"));
        var fits = Send(commits, "e");
        Assert.Equal(s_full, await Send(commits, "f"));

        one.Succeed();
        (await _store.NextAsync()).Succeed();
        Assert.Equal([s_durable, s_durable], await Task.WhenAll(first, fits));
        var again = Send(commits, "c", "d");
        (await _store.NextAsync()).Succeed();
        Assert.Equal(s_durable, await again);
    }

    [Fact]
    public async Task Waiting_bytes_are_bounded_as_well_as_spans()
    {
        var commits = await StartedAsync(new() { MostQueuedBytes = 100 });
        var first = commits.CommitAsync([A.Span("a")], 80, CancellationToken.None);
        var one = await _store.NextAsync();

        Assert.Equal(s_full, await commits.CommitAsync([A.Span("b")], 21, CancellationToken.None));

        one.Succeed();
        Assert.Equal(s_durable, await first);
    }

    [Fact]
    public async Task A_request_larger_than_the_queue_is_taken_when_it_is_alone()
    {
        var commits = await StartedAsync(new() { MostQueuedSpans = 1, MostSpansPerCommit = 1 });

        var answer = Send(commits, "a", "b", "c");
        (await _store.NextAsync()).Succeed();

        Assert.Equal(s_durable, await answer);
    }

    [Fact]
    public async Task A_commit_is_bounded_and_a_request_is_never_split()
    {
        var commits = await StartedAsync(new() { MostSpansPerCommit = 3 });
        var busy = Send(commits, "busy");
        var first = await _store.NextAsync();
        Task<CommitAnswer>[] answers = [Send(commits, "a", "b"), Send(commits, "c", "d"), Send(commits, "e")];
        first.Succeed();

        var second = await _store.NextAsync();
        second.Succeed();
        var third = await _store.NextAsync();
        third.Succeed();

        Assert.Equal(["a", "b"], second.Names);
        Assert.Equal(["c", "d", "e"], third.Names);
        Assert.All(await Task.WhenAll([busy, .. answers]), answer => Assert.Equal(s_durable, answer));
    }

    [Fact]
    public async Task A_sender_that_goes_away_does_not_take_its_group_with_it()
    {
        var commits = await StartedAsync();
        var busy = Send(commits, "busy");
        var first = await _store.NextAsync();
        using var leaving = new CancellationTokenSource();
        var gone = commits.CommitAsync([A.Span("gone")], 1, leaving.Token);
        var stays = Send(commits, "stays");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        first.Succeed();
        var second = await _store.NextAsync();
        second.Succeed();

        Assert.Equal(["gone", "stays"], second.Names);
        Assert.Equal([s_durable, s_durable], await Task.WhenAll(busy, stays));
        Assert.Equal(0, commits.QueuedSpans);
    }

    [Fact]
    public async Task Stopping_commits_and_answers_all_that_was_taken_and_then_takes_nothing_more()
    {
        var commits = await StartedAsync();
        var first = Send(commits, "a");
        var one = await _store.NextAsync();
        var second = Send(commits, "b");

        var stopped = commits.StopAsync(CancellationToken.None);
        Assert.Equal(s_stopping, await Send(commits, "too late"));
        Assert.False(stopped.IsCompleted);
        one.Succeed();
        (await _store.NextAsync()).Succeed();

        await stopped;
        Assert.Equal([s_durable, s_durable], await Task.WhenAll(first, second));
        Assert.Equal(0, commits.QueuedSpans);
    }

    [Fact]
    public async Task Nothing_to_write_needs_no_commit()
    {
        var commits = await StartedAsync();

        Assert.Equal(s_durable, await commits.CommitAsync([], 10, CancellationToken.None));
        Assert.True(_store.IsIdle);
    }

    private async Task<GroupCommit> StartedAsync(IngestOptions? options = null)
    {
        var commits = new GroupCommit(_store, options ?? new(), NullLogger<GroupCommit>.Instance);
        await commits.StartAsync(CancellationToken.None);
        return commits;
    }

    private static Task<CommitAnswer> Send(GroupCommit commits, params string[] names) =>
        commits.CommitAsync([.. names.Select(name => A.Span(name))], names.Length, CancellationToken.None);
}

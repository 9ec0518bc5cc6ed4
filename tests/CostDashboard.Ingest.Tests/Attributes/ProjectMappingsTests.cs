using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.Core.Normalization;
using CostDashboard.Ingest.Attributes;
using CostDashboard.Ingest.Tests.Access;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Attributes;

public sealed class ProjectMappingsTests
{
    private static readonly AuditEntry s_entry = new(A.Noon, AuditActor.Program, "attributes.change", "p");

    private readonly InMemoryAccessStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly ProjectMappings _mappings;

    public ProjectMappingsTests() => _mappings = new(_store, _clock, NullLogger<ProjectMappings>.Instance);

    [Fact]
    public async Task A_change_holds_within_five_seconds_and_the_store_is_not_asked_each_time()
    {
        var before = await FindAsync();
        await _store.SetAsync(A.Project, new() { Tags = [new("team", ValueSources.Known)] }, 0, s_entry, CancellationToken.None);

        Assert.Same(before, await FindAsync());
        _clock.Advance(TimeSpan.FromSeconds(5));
        var after = await FindAsync();

        Assert.NotSame(before, after);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(after, await FindAsync());
    }

    [Fact]
    public async Task Where_the_store_does_not_answer_there_is_no_mapping()
    {
        await FindAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));
        _store.Failure = new InvalidOperationException("gone");

        Assert.Null(await FindAsync());

        _store.Failure = null;
        Assert.NotNull(await FindAsync());
    }

    private async Task<AttributeLookup?> FindAsync() => await _mappings.FindAsync(A.Project, CancellationToken.None);
}

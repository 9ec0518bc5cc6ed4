using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Units;
using CostDashboard.Jobs.Work;
using CostDashboard.TestKit;

namespace CostDashboard.Jobs.Tests.Work;

public sealed class ContentWorkTests
{
    private readonly AgingContents _contents = new();
    private readonly InMemoryAccessStore _access = new();
    private readonly ManualClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private UnixNanos Now => UnixNanos.From(_clock.GetUtcNow());

    private ContentWork Work => new(_contents, _access, _access, _clock);

    [Fact]
    public async Task Each_project_s_content_goes_when_its_own_days_are_over()
    {
        var (one, two, never) = (await ProjectAsync("one"), await ProjectAsync("two"), await ProjectAsync("never asked"));
        await _access.KeepAsync(one, new() { KeepsMessages = true, Days = 1 });
        await _access.KeepAsync(two, new() { KeepsMessages = true, Days = 3 });
        foreach (var project in (ProjectId[])[one, two, never])
        {
            _contents.Kept.AddRange(Enumerable.Range(0, 5).Select(days => (project, Now + (-days * UnixNanos.PerDay) + -1)));
        }

        await Work.RunAsync(new(), Cancel);

        Assert.Equal(1, _contents.Kept.Count(kept => kept.Project == one));
        Assert.Equal(3, _contents.Kept.Count(kept => kept.Project == two));
        Assert.Equal(5, _contents.Kept.Count(kept => kept.Project == never));
    }

    [Fact]
    public async Task All_of_it_goes_when_somebody_asked_for_that_also_where_none_is_kept_any_more()
    {
        var project = await ProjectAsync("one");
        await _access.KeepAsync(project, ContentSettings.Off with { DeletedBefore = Now });
        _contents.Kept.AddRange([(project, Now + -1), (project, Now)]);

        await Work.RunAsync(new(), Cancel);

        Assert.Equal([(project, Now)], _contents.Kept);
    }

    private async Task<ProjectId> ProjectAsync(string name) => (await _access.CreateProjectAsync(name, A.Entry, Cancel)).Id;
}

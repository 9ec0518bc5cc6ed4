using CostDashboard.Core.Access;
using CostDashboard.Core.Attributes;
using CostDashboard.TestKit;

namespace CostDashboard.Storage.Tests.Contracts;

public abstract class MappingStoreContract<TEngine>
    where TEngine : IEngineUnderTest
{
    private static readonly AuditEntry s_entry = new(A.Noon, new(null, "ada@example.org"), "attributes.change", "one");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_project_has_the_default_mapping_until_somebody_changes_it()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("one", A.Entry, Cancel);

        Assert.Equal(new(AttributeMapping.Default, 0), await store.Mappings.GetAsync(project.Id, Cancel));
        Assert.Equal(new(AttributeMapping.Default, 0), await store.Mappings.GetAsync(new(99), Cancel));
        Assert.Equal(["tags"], project.TagKeys);
    }

    [Fact]
    public async Task A_mapping_comes_back_as_it_was_written_and_is_in_the_audit_log()
    {
        await using var store = await TEngine.CreateAsync();
        var (one, two) = (await store.Access.CreateProjectAsync("one", A.Entry, Cancel), await store.Access.CreateProjectAsync("two", A.Entry, Cancel));
        var mapping = new AttributeMapping
        {
            Customer = new([new("tenant.id", AttributePlace.Span), new("metadata", Member: "tenant.\"id\""), new("cloud.account.id", AttributePlace.Resource)], ThenKnownNames: false),
            Session = new([new("Sitzung ✓")]),
            Tags = [new("team", ValueSources.Known), new("cost.center", new([new("k8s.label.cc")], ThenKnownNames: false))],
        };

        Assert.True(await store.Mappings.SetAsync(one.Id, mapping, 0, s_entry, Cancel));
        await store.ReopenAsync();

        Assert.Equal(new(mapping, 1), await store.Mappings.GetAsync(one.Id, Cancel));
        Assert.Equal(new(AttributeMapping.Default, 0), await store.Mappings.GetAsync(two.Id, Cancel));
        Assert.Equal([["team", "cost.center"], ["tags"]], (await store.Access.GetProjectsAsync(Cancel)).Select(p => p.TagKeys));
        Assert.Equal([s_entry], await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task A_mapping_without_tags_has_none()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("one", A.Entry, Cancel);

        await store.Mappings.SetAsync(project.Id, new(), 0, s_entry, Cancel);

        Assert.Equal(new(new(), 1), await store.Mappings.GetAsync(project.Id, Cancel));
    }

    [Fact]
    public async Task Of_two_changes_made_from_the_same_version_the_second_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("one", A.Entry, Cancel);
        var first = new AttributeMapping { Customer = new([new("first")]) };

        Assert.True(await store.Mappings.SetAsync(project.Id, first, 0, s_entry, Cancel));
        Assert.False(await store.Mappings.SetAsync(project.Id, new(), 0, s_entry with { Subject = "late" }, Cancel));
        Assert.False(await store.Mappings.SetAsync(new(99), first, 0, s_entry, Cancel));

        Assert.Equal(new(first, 1), await store.Mappings.GetAsync(project.Id, Cancel));
        Assert.Equal([s_entry], await store.GetAuditAsync(Cancel));
    }

    [Fact]
    public async Task A_mapping_with_a_mistake_is_refused()
    {
        await using var store = await TEngine.CreateAsync();
        var project = await store.Access.CreateProjectAsync("one", A.Entry, Cancel);
        var mapping = new AttributeMapping { Tags = [new("two\nlines", ValueSources.Known)] };

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => store.Mappings.SetAsync(project.Id, mapping, 0, s_entry, Cancel));

        Assert.StartsWith(mapping.FindMistake()!, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await store.GetAuditAsync(Cancel));
    }
}

public sealed class SqliteMappingStoreTests : MappingStoreContract<SqliteFile>;

public sealed class SqlServerMappingStoreTests : MappingStoreContract<SqlServerDatabaseOfItsOwn>;

using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;
using CostDashboard.Ingest.Access;
using CostDashboard.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace CostDashboard.Ingest.Tests.Access;

public sealed class KeyRingTests
{
    private const string Secret = "cd_0123456789012345678901234567890123456789";

    private readonly ManualClock _clock = new();
    private readonly InMemoryAccessStore _store = new();

    [Fact]
    public async Task A_secret_opens_its_key()
    {
        var key = await CreatedAsync();

        Assert.Equal(key.Id, (await Ring().FindAsync(Secret, CancellationToken.None))?.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cd_wrong")]
    public async Task Another_secret_opens_nothing(string secret)
    {
        await CreatedAsync();

        Assert.Null(await Ring().FindAsync(secret, CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_of_absurd_length_is_not_even_hashed() =>
        Assert.Null(await Ring().FindAsync(new string('x', 513), CancellationToken.None));

    [Fact]
    public async Task A_revoked_key_opens_nothing_after_five_seconds()
    {
        var key = await CreatedAsync();
        var ring = Ring();
        await ring.FindAsync(Secret, CancellationToken.None);

        await _store.RevokeKeyAsync(key.Project, key.Id, UnixNanos.From(_clock.GetUtcNow()), A.Entry, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await ring.FindAsync(Secret, CancellationToken.None));
    }

    [Fact]
    public async Task A_key_that_is_made_later_opens_within_five_seconds()
    {
        var ring = Ring();
        Assert.Null(await ring.FindAsync(Secret, CancellationToken.None));

        await CreatedAsync();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.NotNull(await ring.FindAsync(Secret, CancellationToken.None));
    }

    [Fact]
    public async Task The_store_is_not_asked_for_every_request()
    {
        await CreatedAsync();
        var ring = Ring();
        await ring.FindAsync(Secret, CancellationToken.None);
        var key = (await _store.GetKeysAsync(new(1), CancellationToken.None)).Single();
        await _store.RevokeKeyAsync(key.Project, key.Id, A.Noon, A.Entry, CancellationToken.None);

        Assert.NotNull(await ring.FindAsync(Secret, CancellationToken.None));
    }

    [Fact]
    public async Task The_last_use_is_noted_at_most_once_a_minute()
    {
        var key = await CreatedAsync();
        var ring = Ring();
        var first = UnixNanos.From(_clock.GetUtcNow());

        await ring.FindAsync(Secret, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await ring.FindAsync(Secret, CancellationToken.None);
        Assert.Equal(first, (await StoredAsync(key)).LastUsedAt);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ring.FindAsync(Secret, CancellationToken.None);
        Assert.Equal(UnixNanos.From(_clock.GetUtcNow()), (await StoredAsync(key)).LastUsedAt);
    }

    private KeyRing Ring() => new(_store, _clock, NullLogger<KeyRing>.Instance);

    private async Task<ApiKey> CreatedAsync()
    {
        var project = await _store.CreateProjectAsync("p", A.Entry, CancellationToken.None);
        return await _store.CreateKeyAsync(project.Id, "k", Secret[..10], SHA256.HashData(Encoding.UTF8.GetBytes(Secret)), A.Noon, A.Entry, CancellationToken.None);
    }

    private async Task<ApiKey> StoredAsync(ApiKey key) => (await _store.GetKeysAsync(key.Project, CancellationToken.None)).Single(k => k.Id == key.Id);
}

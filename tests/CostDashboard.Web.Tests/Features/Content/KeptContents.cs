using System.Security.Claims;
using CostDashboard.Core.Access;
using CostDashboard.Core.Content;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using CostDashboard.TestKit;
using CostDashboard.Web.Features.Access;
using CostDashboard.Web.Features.Content;
using CostDashboard.Web.Features.Traces.Runs;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Features.Content;

/// <summary>Content of spans of one trace, and who read it.</summary>
internal sealed class KeptContents : IContentStore
{
    private readonly Dictionary<SpanId, SpanContent> _contents = [];

    internal List<(string Reader, int Spans)> Readings { get; } = [];

    internal static Task<AuthenticationState> SignedIn(User reader) => Task.FromResult(new AuthenticationState(new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, reader.Id.ToString("D")), new(ClaimTypes.Name, reader.Email), new(AccountClaims.Stamp, reader.SecurityStamp)], "test"))));

    /// <summary>What pages of a trace ask for content.</summary>
    internal void AddTo(IServiceCollection services, InMemoryAccessStore access)
    {
        services.AddSingleton<IAccessStore>(access);
        services.AddSingleton<IContentSettingsStore>(access);
        services.AddSingleton<IContentStore>(this);
        services.AddScoped<ContentReader>();
        services.AddScoped<TraceAgentsReading>();
    }

    internal void Add(string span, params (string Key, string Text)[] texts) =>
        _contents[A.SpanId(span)] = SpanContent.Stored([.. texts.Select(text => new ContentText(text.Key, text.Text))], []);

    public Task<IReadOnlyList<KeptContent>> ListAsync(TraceKey trace, UnixNanos cutoff, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeptContent>>([.. _contents.Keys.Select(span => new KeptContent(span, A.Noon, 1))]);

    public Task<IReadOnlyDictionary<SpanId, SpanContent>> ReadAsync(
        TraceKey trace, IReadOnlyCollection<SpanId> spans, UnixNanos cutoff, ContentReading reading, UnixNanos now, CancellationToken cancellationToken)
    {
        Readings.Add((reading.Reader.Name, spans.Count));
        return Task.FromResult<IReadOnlyDictionary<SpanId, SpanContent>>(_contents.Where(one => spans.Contains(one.Key)).ToDictionary());
    }

    public Task<int> DeleteAsync(ProjectId project, UnixNanos cutoff, CancellationToken cancellationToken) => throw new NotSupportedException();
}

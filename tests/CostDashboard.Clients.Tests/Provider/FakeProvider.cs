using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostDashboard.Clients.Tests.Provider;

/// <summary>
/// OpenAI's and Anthropic's interfaces on a real Kestrel. The texts are canned, the usage is not: it is what <see cref="Answers"/> say.
/// Each run of a client has a path of its own, <c>/RUN/v1/…</c>.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Run> _runs = new();

    private FakeProvider(WebApplication app) => _app = app;

    internal Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    internal static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapPost("/{run}/v1/chat/completions", (string run, HttpContext http) => provider.AnswerAsync(run, http, "chat", OpenAiChat.Answer));
        app.MapPost("/{run}/v1/responses", (string run, HttpContext http) => provider.AnswerAsync(run, http, "responses", OpenAiResponses.Answer));
        app.MapPost("/{run}/v1/embeddings", (string run, HttpContext http) => provider.AnswerAsync(run, http, "embeddings", OpenAiEmbeddings.Answer));
        app.MapPost("/{run}/v1/messages", (string run, HttpContext http) => provider.AnswerAsync(run, http, "messages", AnthropicMessages.Answer));
        await app.StartAsync();
        return provider;
    }

    /// <summary>What was answered in a run, in order. Refused requests are not among it.</summary>
    internal IReadOnlyList<Answer> Answers(string run) => _runs.TryGetValue(run, out var known) ? known.Answers : [];

    /// <summary>Requests of a run that were refused, for once or for good.</summary>
    internal int Refused(string run) => _runs.TryGetValue(run, out var known) ? known.Refused : 0;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(string name, HttpContext http, string api, Func<JsonElement, Turn, Reply> answer)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync();
        using var request = JsonDocument.Parse(text);
        var run = _runs.GetOrAdd(name, _ => new());
        var scenario = Billing.ScenarioOf(text);
        if (run.RefusalOf(scenario, api) is { } status)
        {
            await RefuseAsync(http, status);
            return;
        }

        var reply = answer(request.RootElement, new($"{api}/{scenario}", run.NextNumber(), Tools.Wanted(request.RootElement, text)));

        // On the bill before the first byte is out: a client that has read its answer finds it there.
        run.Add(reply.Answer);
        await (reply.IsStreamed ? StreamAsync(http, reply.Body) : http.Response.WriteAsJsonAsync(reply.Body[0]));
    }

    private static Task RefuseAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["retry-after-ms"] = "1";

        // The clients of both providers find the message where they look for it.
        return http.Response.WriteAsJsonAsync(new { type = "error", error = new { type = "invalid_request_error", message = "refused on purpose", code = "refused" } });
    }

    private static async Task StreamAsync(HttpContext http, IReadOnlyList<object> events)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var each in events)
        {
            var (name, data) = each is NamedEvent named ? ($"event: {named.Name}\n", named.Data) : ("", each);
            await http.Response.WriteAsync($"{name}data: {(data as string) ?? JsonSerializer.Serialize(data)}\n\n");
            await http.Response.Body.FlushAsync();
        }
    }

    private sealed class Run
    {
        private readonly Lock _lock = new();
        private readonly List<Answer> _answers = [];
        private readonly HashSet<string> _refusedOnce = [];
        private int _number;
        private int _refused;

        internal IReadOnlyList<Answer> Answers
        {
            get
            {
                lock (_lock)
                {
                    return [.. _answers];
                }
            }
        }

        internal int Refused => Volatile.Read(ref _refused);

        internal int NextNumber() => Interlocked.Increment(ref _number);

        internal void Add(Answer answer)
        {
            lock (_lock)
            {
                _answers.Add(answer);
            }
        }

        internal int? RefusalOf(string scenario, string api)
        {
            lock (_lock)
            {
                int? status = scenario switch
                {
                    Billing.Fail => StatusCodes.Status400BadRequest,
                    Billing.Retry when _refusedOnce.Add(api) => StatusCodes.Status429TooManyRequests,
                    _ => null,
                };
                _refused += status is null ? 0 : 1;
                return status;
            }
        }
    }
}

using System.ComponentModel;
using CostDashboard.Clients.Tests.Hosting;
using Microsoft.Extensions.AI;
using OpenTelemetry.Exporter;

namespace CostDashboard.Clients.Tests.DotNet;

/// <summary>Microsoft.Extensions.AI over OpenAI's and Anthropic's libraries for .NET, sent by OpenTelemetry's exporter over HTTP.</summary>
[Collection(InOneProcess.Name)]
public sealed class MicrosoftExtensionsAiTests(Workbench bench)
{
    // What Anthropic wrote to a cache it adds to the input, and tells nowhere how much it was.
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.Includes)]
    [InlineData("chat/mostly-cached", Rules.Includes)]
    [InlineData("chat/reasoning", Rules.NoCache)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("chat/stream", Rules.NoCache)]
    [InlineData("chat/tool", Rules.NoCache)]
    [InlineData("chat/tool-twice", Rules.NoCache)]
    [InlineData("messages/plain", Rules.NoCache)]
    [InlineData("messages/cached", Rules.Includes, Untold.CacheWrite)]
    [InlineData("messages/mostly-cached", Rules.Includes, Untold.CacheWrite)]
    [InlineData("messages/cached-stream", Rules.Includes, Untold.CacheWrite)]
    [InlineData("messages/tool", Rules.NoCache)]
    [InlineData("embeddings/embed", Rules.NoCache)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Fact]
    public async Task A_refused_call_costs_nothing() => (await RunAsync()).AssertFree("chat/fail");

    [Fact]
    public async Task Every_answer_is_one_call_of_the_total() => await (await RunAsync()).AssertTotalAsync(bench.Dashboard);

    // With the telemetry on both sides of the loop, the loop's sum stands on two spans above the calls.
    [Fact]
    public async Task What_stands_around_its_calls_is_not_charged_again() =>
        Assert.Equal(
            [
                "chat gpt-4o-mini: Charged",
                "chat gpt-4o-mini: Charged",
                "chat gpt-4o-mini: Wrapper",
                "execute_tool weather: None",
                "orchestrate_tools: Wrapper",
            ],
            (await RunAsync()).RolesOf("chat/tool-twice"));

    [Fact]
    public async Task What_else_it_tells_is_kept()
    {
        var run = await RunAsync();

        Assert.Equal(new Besides(run.AnswersOf("chat/stream")[0].ResponseId, "default", "stop", 800, HasFirstToken: true), Besides.Of(run["chat/stream"].Charged[0]));
    }

    private Task<ClientRun> RunAsync() => bench.RunAsync("microsoft-extensions-ai", async client =>
    {
        using var application = new DotNetClient(bench.Dashboard, client, OtlpExportProtocol.HttpProtobuf, "Experimental.Microsoft.Extensions.AI");
        var options = new ChatOptions { MaxOutputTokens = 800 };
        var withTools = new ChatOptions { MaxOutputTokens = 800, Tools = [AIFunctionFactory.Create(Weather, "weather")] };
        var provider = application.OpenAi.GetChatClient("gpt-4o-mini").AsIChatClient();

        using var chat = Traced(provider);
        foreach (var scenario in (string[])["chat/plain", "chat/cached", "chat/mostly-cached", "chat/retry", "chat/fail"])
        {
            await application.ScenarioAsync(scenario, prompt => chat.GetResponseAsync(prompt, options));
        }

        using var reasoning = Traced(application.OpenAi.GetChatClient("gpt-5-mini").AsIChatClient());
        await application.ScenarioAsync("chat/reasoning", prompt => reasoning.GetResponseAsync(prompt, options));
        await application.ScenarioAsync("chat/stream", prompt => chat.GetStreamingResponseAsync(prompt, options).ToChatResponseAsync());
        await application.ScenarioAsync("chat/tool", prompt => chat.GetResponseAsync(prompt, withTools));

        using var twice = Traced(provider).AsBuilder().UseOpenTelemetry().Build();
        await application.ScenarioAsync("chat/tool-twice", prompt => twice.GetResponseAsync(prompt, withTools));

        using var claude = Traced(application.Anthropic.AsIChatClient("claude-sonnet-4-5", 800));
        foreach (var scenario in (string[])["messages/plain", "messages/cached", "messages/mostly-cached"])
        {
            await application.ScenarioAsync(scenario, prompt => claude.GetResponseAsync(prompt, options));
        }

        await application.ScenarioAsync("messages/cached-stream", prompt => claude.GetStreamingResponseAsync(prompt, options).ToChatResponseAsync());
        await application.ScenarioAsync("messages/tool", prompt => claude.GetResponseAsync(prompt, withTools));

        using var embeddings = application.OpenAi.GetEmbeddingClient("text-embedding-3-small").AsIEmbeddingGenerator().AsBuilder().UseOpenTelemetry().Build();
        await application.ScenarioAsync("embeddings/embed", prompt => embeddings.GenerateAsync(prompt));
        application.Flush();
    });

    private static IChatClient Traced(IChatClient inner) => inner.AsBuilder().UseFunctionInvocation().UseOpenTelemetry().Build();

    [Description("weather of a city")]
    private static string Weather(string city) => $"rain in {city}";
}

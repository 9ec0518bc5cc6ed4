using CostDashboard.Clients.Tests.Hosting;
using OpenAI.Chat;
using OpenTelemetry.Exporter;

namespace CostDashboard.Clients.Tests.DotNet;

/// <summary>OpenAI's library for .NET with the activities that it writes itself, sent by OpenTelemetry's exporter over gRPC.</summary>
[Collection(InOneProcess.Name)]
public sealed class OpenAiClientTests(Workbench bench)
{
    // It tells the sums alone.
    [Theory]
    [InlineData("chat/plain", Rules.NoCache)]
    [InlineData("chat/cached", Rules.NoCache, Untold.CacheRead)]
    [InlineData("chat/reasoning", Rules.NoCache, Untold.Reasoning)]
    [InlineData("chat/retry", Rules.NoCache)]
    [InlineData("responses/plain", Rules.NoCache)]
    [InlineData("responses/cached", Rules.NoCache, Untold.CacheRead)]
    public async Task A_call_is_charged_once_for_what_the_provider_used(string trace, string rule, Untold untold = Untold.Nothing) =>
        (await RunAsync()).AssertCharged(trace, rule, untold);

    [Fact]
    public async Task A_refused_call_costs_nothing() => (await RunAsync()).AssertFree("chat/fail");

    // It writes no activity for streamed answers, nor for embeddings.
    [Fact]
    public async Task Every_answer_that_it_tells_of_is_one_call_of_the_total() => await (await RunAsync()).AssertTotalAsync(bench.Dashboard, unseen: 2);

    [Fact]
    public async Task What_else_it_tells_is_kept()
    {
        var run = await RunAsync();

        Assert.Equal(new Besides(run.AnswersOf("chat/plain")[0].ResponseId, null, "stop", 800), Besides.Of(run["chat/plain"].Charged[0]));
    }

    private Task<ClientRun> RunAsync() => bench.RunAsync("openai-dotnet", async client =>
    {
        using var application = new DotNetClient(bench.Dashboard, client, OtlpExportProtocol.Grpc, "OpenAI.*");
        var chat = application.OpenAi.GetChatClient("gpt-4o-mini");
        foreach (var scenario in (string[])["chat/plain", "chat/cached", "chat/retry", "chat/fail"])
        {
            await application.ScenarioAsync(scenario, prompt => chat.CompleteChatAsync([prompt], new() { MaxOutputTokenCount = 800 }));
        }

        await application.ScenarioAsync("chat/reasoning", prompt => application.OpenAi.GetChatClient("gpt-5-mini").CompleteChatAsync(prompt));
        await application.ScenarioAsync("chat/stream", prompt => DrainAsync(chat, prompt));
        var responses = application.OpenAi.GetResponsesClient();
        foreach (var scenario in (string[])["responses/plain", "responses/cached"])
        {
            await application.ScenarioAsync(scenario, prompt => responses.CreateResponseAsync("gpt-4o-mini", prompt));
        }

        await application.ScenarioAsync("embeddings/embed", prompt => application.OpenAi.GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingAsync(prompt));
        application.Flush();
    });

    private static async Task DrainAsync(ChatClient chat, string prompt)
    {
        await foreach (var update in chat.CompleteChatStreamingAsync([prompt]))
        {
            Assert.NotNull(update);
        }
    }
}

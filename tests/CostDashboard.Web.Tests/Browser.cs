using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace CostDashboard.Web.Tests;

/// <summary>What a browser does with forms: keeps cookies, sends the hidden fields back. It follows no redirect, so that tests see it.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    /// <param name="key">Sent with every request, as a program would; null for a browser.</param>
    internal Browser(Uri address, string? key = null)
    {
        _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };
        if (key is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }
    }

    /// <summary>As the same browser, which does not tell ports apart, would have them at the next start of the program.</summary>
    internal void TakeCookies(Browser other) => _cookies.Add(_client.BaseAddress!, other._cookies.GetCookies(other._client.BaseAddress!));

    internal void TakeCookie(Cookie cookie) => _cookies.Add(_client.BaseAddress!, cookie);

    internal Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Does not wait for the end of what is answered.</summary>
    internal Task<HttpResponseMessage> OpenAsync(string path) => _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    internal async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What is posted is an empty JSON object.</summary>
    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path) =>
        SendAsync(method, path, method == HttpMethod.Post ? new StringContent("{}", Encoding.UTF8, "application/json") : null);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        _client.SendAsync(new HttpRequestMessage(method, path) { Content = content }, TestContext.Current.CancellationToken);

    /// <summary>Opens the page, fills the form of that name in and posts it, as its button would.</summary>
    internal async Task<HttpResponseMessage> PostFormAsync(string path, string form, params (string Name, string Value)[] fields) =>
        await PostFormFromAsync(path, path, form, fields);

    /// <summary>Chooses a file in the form of that name and posts it.</summary>
    internal async Task<HttpResponseMessage> PostFileAsync(string path, string form, string field, string fileName, string text)
    {
        using var page = await GetAsync(path);
        var token = Token().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(token.Success, $"No form at {path}, which answers {page.StatusCode}.");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form), "_handler" },
            { new StringContent(token.Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent(text), field, fileName },
        };
        return await _client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    /// <summary>The same, where the form is on another page than the one it is posted to.</summary>
    internal async Task<HttpResponseMessage> PostFormFromAsync(string from, string path, string form, params (string Name, string Value)[] fields)
    {
        using var page = await GetAsync(from);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = Token().Match(html);
        Assert.True(token.Success, $"No form at {from}, which answers {page.StatusCode}.");
        using var content = new FormUrlEncodedContent(
            [new("_handler", form), new("__RequestVerificationToken", token.Groups[1].Value), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await _client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}

// Logs model calls as JSON lines and streams them to CostDashboard while they happen. .NET 10 runs it as it is: dotnet run SendSpans.cs
// COSTDASHBOARD_URL (http://127.0.0.1:5080) and COSTDASHBOARD_KEY say where to.
#:property PublishAot=false

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

var url = Environment.GetEnvironmentVariable("COSTDASHBOARD_URL") ?? "http://127.0.0.1:5080";
var key = Environment.GetEnvironmentVariable("COSTDASHBOARD_KEY") ?? throw new InvalidOperationException("set COSTDASHBOARD_KEY to a key of the project");

using var http = new HttpClient { BaseAddress = new Uri(url) };
http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

var trace = Guid.NewGuid().ToString();
var began = DateTimeOffset.UtcNow;
var lines = new List<string>
{
    Line(new { trace_id = trace, span_id = "classify", parent_id = "request", name = "classify", kind = "chat", start = began, duration_ms = 400, model = "gpt-4o-mini", usage = new { prompt_tokens = 420, completion_tokens = 8 }, service = "assistant" }),
    Line(new { trace_id = trace, span_id = "answer", parent_id = "request", name = "answer", kind = "chat", start = began.AddMilliseconds(400), duration_ms = 2100, model = "claude-sonnet-4-5", usage = new { input_tokens = 310, cache_read_input_tokens = 2048, output_tokens = 260 }, service = "assistant" }),
    Line(new { trace_id = trace, span_id = "request", name = "answer a mail", start = began, duration_ms = 2600, customer = "acme", feature = "mail", service = "assistant" }),
};

Log("spans sent", await SendAsync(lines));

// What was logged is what is sent: one object on each line.
string Line(object span)
{
    var line = JsonSerializer.Serialize(span);
    Log("model call", JsonSerializer.SerializeToElement(span));
    return line;
}

void Log(string message, JsonElement fields) => Console.WriteLine(JsonSerializer.Serialize(new { time = DateTimeOffset.UtcNow, level = "info", message, fields }));

// The ids of the spans make it safe to send them again.
async Task<JsonElement> SendAsync(IReadOnlyList<string> spans)
{
    for (var attempt = 0; attempt < 5; attempt++)
    {
        using var body = new StringContent(string.Join('\n', spans), Encoding.UTF8, "application/x-ndjson");
        using var response = await http.PostAsync("/api/v1/spans", body);
        var answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        if (response.IsSuccessStatusCode)
        {
            return answer;
        }

        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
        {
            throw new InvalidOperationException(answer.ToString());
        }

        await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(Math.Pow(2, attempt)));
    }

    throw new InvalidOperationException("the spans were not taken: keep them and send them again");
}

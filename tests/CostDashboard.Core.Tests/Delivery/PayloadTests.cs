using System.Text;
using System.Text.Json;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Spend;
using CostDashboard.Core.Watching.Incidents;
using CostDashboard.TestKit;

namespace CostDashboard.Core.Tests.Delivery;

public sealed class PayloadTests
{
    private const string Hostile = "\"}],\"x\":\"<!channel> [click](http://evil) <script>\u202e\r\nBcc: eve@example.org {{id}}";

    private static readonly DeliveryContext s_context = new(new("https://costs.example.org/"), OrganisationCalendar.Utc);

    public static TheoryData<DeliveryChannel> Hooks => [.. Enum.GetValues<DeliveryChannel>().Where(channel => channel.IsHook())];

    [Theory]
    [MemberData(nameof(Hooks))]
    public void Hostile_words_stay_text_in_every_form(DeliveryChannel channel)
    {
        var message = Notices.Message(Route(channel), Notices.Of(sentence: Hostile));

        using var document = JsonDocument.Parse(DeliveryPayload.Of(message, "key", s_context));

        // All names in the document are ours.
        Assert.DoesNotContain("x", NamesIn(document.RootElement));
        Assert.Contains(TextsIn(document.RootElement), text => text.Contains("<script>", StringComparison.Ordinal));
    }

    [Fact]
    public void Our_own_form_has_the_key_the_amount_and_links_to_the_incident_and_its_traces()
    {
        var root = Parse(Notices.Message(Route(DeliveryChannel.Webhook), Notices.Of()));

        Assert.Equal("0190c6b27d5e7c3a9f001234567890ab", root.GetProperty("id").GetString());
        var incident = root.GetProperty("incidents")[0];
        Assert.Equal(("spend_spike", "warning", "opened"), (incident.GetProperty("kind").GetString(), incident.GetProperty("severity").GetString(), incident.GetProperty("event").GetString()));
        Assert.Equal(41.2m, incident.GetProperty("money_per_hour_usd").GetDecimal());
        Assert.Equal("https://costs.example.org/incidents/i1?project=1", incident.GetProperty("link").GetString());
        Assert.Equal($"https://costs.example.org/traces/{A.TraceId()}?project=1", incident.GetProperty("traces")[0].GetProperty("link").GetString());
    }

    [Fact]
    public void An_amount_that_nobody_knows_is_null_and_never_zero()
    {
        var unknown = Notices.Of(moneyPerHour: null);

        Assert.Equal(JsonValueKind.Null, Parse(Notices.Message(Route(DeliveryChannel.Webhook), unknown)).GetProperty("incidents")[0].GetProperty("money_per_hour_usd").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(Notices.Message(Route(DeliveryChannel.Template), unknown)).GetProperty("usd_per_hour").ValueKind);
        Assert.Contains("cost unknown", DeliveryWords.Line(unknown, s_context), StringComparison.Ordinal);
    }

    [Fact]
    public void Slack_is_given_no_mention_and_no_mark()
    {
        var root = Parse(Notices.Message(Route(DeliveryChannel.Slack), Notices.Of(sentence: Hostile)));

        Assert.DoesNotContain('<', root.GetProperty("text").GetString()!);
        Assert.All(TextObjectsIn(root), type => Assert.Equal("plain_text", type));
    }

    [Fact]
    public void A_card_of_Teams_has_texts_in_runs_which_know_no_Markdown_and_stays_within_28_KB()
    {
        var notices = Enumerable.Range(0, 20).Select(i => Notices.Of($"i{i}", sentence: new string('"', 8_000)) with { Evidence = [.. Enumerable.Repeat(new IncidentEvidence("l", new string('<', 5_000)), 20)] }).ToArray();

        var bytes = DeliveryPayload.Of(Notices.Message(Route(DeliveryChannel.Teams), MessageForm.Digest, 500, notices), "", s_context);

        Assert.InRange(bytes.Length, 1, 28 * 1_024);
        using var document = JsonDocument.Parse(bytes);
        var body = document.RootElement.GetProperty("attachments")[0].GetProperty("content").GetProperty("body");
        Assert.All(body.EnumerateArray(), block => Assert.Equal("RichTextBlock", block.GetProperty("type").GetString()));
        Assert.Contains(TextsIn(body), text => text.Contains("496 of them are not shown here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NoticeEvent.Opened, "trigger")]
    [InlineData(NoticeEvent.Worsened, "trigger")]
    [InlineData(NoticeEvent.Acknowledged, "acknowledge")]
    [InlineData(NoticeEvent.Resolved, "resolve")]
    public void PagerDuty_joins_all_of_an_incident(NoticeEvent what, string action)
    {
        var root = Parse(Notices.Message(Route(DeliveryChannel.PagerDuty), Notices.Of(change: 7, what: what, severity: IncidentSeverity.Critical)));

        Assert.Equal((action, "costdashboard-1-i1", "key"), (root.GetProperty("event_action").GetString(), root.GetProperty("dedup_key").GetString(), root.GetProperty("routing_key").GetString()));
        Assert.Equal("critical", root.GetProperty("payload").GetProperty("severity").GetString());
    }

    [Fact]
    public void A_message_of_several_says_how_many_and_why()
    {
        var message = Notices.Message(Route(DeliveryChannel.Webhook), MessageForm.Rest, 31, Notices.Of("a"), Notices.Of("b"));

        Assert.Equal("31 changes of incidents in shop", DeliveryWords.Title(message));
        Assert.Equal("31 more than the 20 messages that this route sends in an hour. 29 of them are not shown here: the dashboard has all.", DeliveryWords.Note(message));
    }

    [Fact]
    public void A_template_is_filled_in_text_by_text_and_a_lone_number_becomes_one()
    {
        var route = Route(DeliveryChannel.Template) with { Template = """{"a":["{{ severity }}: {{sentence}}",1.50,null,true],"n":"{{count}}","m":"{{money_per_hour_usd}} USD"}""" };

        Assert.Equal(
            """{"a":["warning: dear \u0022",1.50,null,true],"n":1,"m":"41.2 USD"}""",
            Encoding.UTF8.GetString(DeliveryPayload.Of(Notices.Message(route, Notices.Of(sentence: "dear \"")), "", s_context)));
    }

    [Theory]
    [InlineData("{{sentence}}", "The template is no JSON: line 1")]
    [InlineData("{\"a\": {{count}}}", "Placeholders stand inside of")]
    [InlineData("\"{{sentence}}\"", "object or array")]
    [InlineData("{\"a\":\"{{nothing}}\"}", "no placeholder 'nothing'")]
    [InlineData("{\"{{kind}}\":1}", "they stand in values only")]
    public void A_template_that_cannot_be_meant_is_refused_with_a_reason(string template, string reason) =>
        Assert.Contains(reason, TemplatePayload.FindMistake(template), StringComparison.Ordinal);

    [Fact]
    public void Templates_have_a_limit_and_the_first_one_is_a_good_one()
    {
        Assert.Null(TemplatePayload.FindMistake(TemplatePayload.Example));
        Assert.Contains("8,000", TemplatePayload.FindMistake(new('{', 8_001)), StringComparison.Ordinal);
        Assert.NotNull(TemplatePayload.FindMistake(new string('[', 100) + new string(']', 100)));
    }

    private static DeliveryRoute Route(DeliveryChannel channel) => Notices.Route(channel) with { Template = channel is DeliveryChannel.Template ? TemplatePayload.Example : "" };

    private static JsonElement Parse(ClaimedMessage message)
    {
        using var document = JsonDocument.Parse(DeliveryPayload.Of(message, "key", s_context));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> NamesIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => NamesIn(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesIn),
        _ => [],
    };

    private static IEnumerable<string> TextsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => TextsIn(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.String => [element.GetString()!.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)],
        _ => [],
    };

    private static IEnumerable<string?> TextObjectsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object when element.TryGetProperty("text", out var text) && text.ValueKind is JsonValueKind.String && element.TryGetProperty("type", out var type) => [type.GetString()],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => TextObjectsIn(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextObjectsIn),
        _ => [],
    };
}

namespace CostDashboard.Web.Tests.Architecture;

/// <summary>The collector's configuration, as far as it can be judged without the collector.</summary>
public sealed class CollectorTests
{
    private const string Ours = "otlphttp/costdashboard";

    private static readonly Dictionary<string, object> s_configuration = Read(File.ReadAllText(Path.Combine(SourceTree.Root, "infra", "collector", "collector.yaml")));

    [Fact]
    public void Every_pipeline_names_components_that_are_defined_and_every_component_is_used()
    {
        foreach (var kind in (string[])["receivers", "processors", "exporters"])
        {
            Assert.Equal(
                Section(kind).Keys.Order(StringComparer.Ordinal),
                Pipelines().SelectMany(pipeline => Names(pipeline.Value, kind)).Distinct().Order(StringComparer.Ordinal));
        }

        Assert.Equal(Section("extensions").Keys.Order(StringComparer.Ordinal), Names(Section("service"), "extensions").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Spans_logs_and_metrics_lead_here_and_spans_elsewhere_too()
    {
        Assert.Equal(["logs", "metrics", "traces"], Pipelines().Where(p => Names(p.Value, "exporters").Contains(Ours)).Select(p => p.Key.Split('/')[0]).Order(StringComparer.Ordinal));
        Assert.Contains(Pipelines(), pipeline => pipeline.Key.StartsWith("traces/", StringComparison.Ordinal) && !Names(pipeline.Value, "exporters").Contains(Ours));
    }

    [Fact]
    public void Nothing_is_sampled_and_memory_is_limited_first() =>
        Assert.All(Pipelines(), pipeline =>
        {
            Assert.Equal("memory_limiter", Names(pipeline.Value, "processors")[0]);
            Assert.DoesNotContain(Names(pipeline.Value, "processors"), name => name.Contains("sampl", StringComparison.Ordinal) || name.Contains("filter", StringComparison.Ordinal));
        });

    [Fact]
    public void What_leads_here_waits_on_disk_and_is_tried_without_an_end()
    {
        var exporter = In(Section("exporters"), Ours);
        var queue = In(exporter, "sending_queue");
        var storage = (string)queue["storage"];

        Assert.Equal("${env:COSTDASHBOARD_OTLP_ENDPOINT}", exporter["endpoint"]);
        Assert.Equal("${env:COSTDASHBOARD_API_KEY}", In(exporter, "headers")["x-api-key"]);
        Assert.Equal(("true", "0s"), (In(exporter, "retry_on_failure")["enabled"], In(exporter, "retry_on_failure")["max_elapsed_time"]));
        Assert.Equal(("true", "true"), (queue["enabled"], queue["block_on_overflow"]));
        Assert.StartsWith("file_storage", storage, StringComparison.Ordinal);
        Assert.Equal("true", In(Section("extensions"), storage)["fsync"]);

        // The batch processor acknowledges what it holds in memory.
        Assert.All(Pipelines().Where(p => Names(p.Value, "exporters").Contains(Ours)), pipeline => Assert.DoesNotContain("batch", Names(pipeline.Value, "processors")));
    }

    [Fact]
    public void A_request_stays_within_our_limits() =>
        Assert.InRange(int.Parse((string)In(In(In(Section("exporters"), Ours), "sending_queue"), "batch")["max_size"], System.Globalization.CultureInfo.InvariantCulture), 1, 100_000);

    [Fact]
    public void The_page_beside_it_names_every_variable()
    {
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "infra", "collector", "README.md"));
        var text = File.ReadAllText(Path.Combine(SourceTree.Root, "infra", "collector", "collector.yaml"));

        var variables = text.Split("${env:").Skip(1).Select(part => part[..part.IndexOf('}', StringComparison.Ordinal)]).Distinct().ToList();
        Assert.Equal(4, variables.Count);
        Assert.All(variables, variable => Assert.Contains($"| `{variable}` |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a:\n  b: 1\n c: 2", "line 3")]
    [InlineData("a:\n\tb: 1", "line 2")]
    [InlineData("a: 1\na: 2", "line 2")]
    [InlineData("a\nb: 1", "line 1")]
    public void The_guard_sees_what_is_not_well_formed(string text, string place) =>
        Assert.StartsWith(place, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static Dictionary<string, object> Section(string name) => In(s_configuration, name);

    private static IEnumerable<KeyValuePair<string, Dictionary<string, object>>> Pipelines() =>
        In(Section("service"), "pipelines").Select(pipeline => KeyValuePair.Create(pipeline.Key, (Dictionary<string, object>)pipeline.Value));

    private static Dictionary<string, object> In(Dictionary<string, object> map, string name) => Assert.IsType<Dictionary<string, object>>(map[name]);

    private static string[] Names(Dictionary<string, object> map, string name) => ((string)map[name]).Trim('[', ']').Split(", ");

    // The part of YAML that the file is written in: maps by indentation of two, values and lists in a line, comments on lines of their own.
    private static Dictionary<string, object> Read(string text)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        var open = new Stack<Dictionary<string, object>>([root]);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.TrimStart(' ');
            if (content.Length == 0 || content[0] == '#')
            {
                continue;
            }

            var depth = (line.Length - content.Length) / 2;
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            if ((line.Length - content.Length) % 2 != 0 || depth >= open.Count || colon <= 0 || content[0] == '\t')
            {
                throw new FormatException($"line {number}: {line}");
            }

            while (open.Count > depth + 1)
            {
                open.Pop();
            }

            var (key, value) = (content[..colon], content[(colon + 1)..].Trim());
            var inner = new Dictionary<string, object>(StringComparer.Ordinal);
            if (!open.Peek().TryAdd(key, value.Length > 0 ? value : inner))
            {
                throw new FormatException($"line {number}: {key} stands there twice");
            }

            if (value.Length == 0)
            {
                open.Push(inner);
            }
        }

        return root;
    }
}

using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Core.Value;

namespace CostDashboard.Web.Tests.Features.FeatureValues;

public sealed class ValuePagesTests : IAsyncLifetime
{
    private const string Path = "/features/values?project=1";
    private const string Import = "/features/import?project=1";
    private const string Header = "feature,period,kind,unit,amount\n";
    private const string Hostile = "\"><script>alert(1)</script>";

    private Dashboard _dashboard = null!;
    private Browser _admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IFeatureValueStore Values => _dashboard.Get<IFeatureValueStore>();

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _admin = await _dashboard.SignInAsync(Dashboard.AdminEmail);
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_value_is_typed_in_changed_and_deleted_and_the_audit_log_says_who_did()
    {
        using (var recorded = await _admin.PostFormAsync(Path, "value", Form("chat", "2026-07", "revenue", "", "1204.50")))
        {
            Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
            Assert.Contains("Recorded: 1 new, 0 changed, 0 as before.", await _admin.ReadAsync(recorded.Headers.Location!.PathAndQuery), StringComparison.Ordinal);
        }

        const string Edit = Path + "&edit=2026-07%7C%7Cchat";
        Assert.Contains("value=\"1204.5\"", await _admin.ReadAsync(Edit), StringComparison.Ordinal);
        (await _admin.PostFormAsync(Edit, "value", Form("chat", "2026-07-01/2026-07-15", "units", "tickets", "7"))).Dispose();
        var value = Assert.Single(await StoredAsync());
        Assert.Equal(("2026-07-01/2026-07-15", "tickets", 7_000_000L), (value.Key.Days.ToString(), value.Key.Unit, value.Amount));

        (await _admin.PostFormAsync(Path, "delete", ("key", "2026-07-01/2026-07-15|tickets|chat"))).Dispose();
        Assert.Empty(await StoredAsync());

        var entries = (await _dashboard.Get<IAuditLog>().GetAsync(null, 10, Cancel)).Entries.Where(entry => entry.Action.StartsWith("feature-value.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["feature-value.delete", "feature-value.save", "feature-value.save"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal((Dashboard.AdminEmail, "chat"), (entry.Actor.Name, entry.Subject)));
        Assert.Equal("form: chat 2026-07-01/2026-07-15 tickets 7 instead of chat 2026-07 revenue", entries[1].Details);
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_said_and_stays_in_the_form()
    {
        await SaveAsync("chat,2026-07,revenue,,1");

        var wrong = await PostAsync(Path, "value", Form(Hostile, "July", "units", "", "1,000"));
        Assert.Contains("Period: A period is a month", wrong, StringComparison.Ordinal);
        Assert.Contains("Unit: It is empty", wrong, StringComparison.Ordinal);
        Assert.Contains("Amount: An amount is a number", wrong, StringComparison.Ordinal);
        Assert.Contains("value=\"July\"", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", wrong, StringComparison.Ordinal);

        Assert.Contains("shares days with 2026-07-05", await PostAsync(Path, "value", Form("chat", "2026-07-05", "revenue", "", "1")), StringComparison.Ordinal);
        Assert.Single(await StoredAsync());
    }

    [Fact]
    public async Task A_file_is_looked_at_before_it_is_recorded()
    {
        await SaveAsync("chat,2026-06,revenue,,1", "chat,2026-05,revenue,,1");
        const string Csv = Header + "chat,2026-06,revenue,,1\nchat,2026-05,revenue,,2\n\"a, \"\"b\"\"\",2026-07-05,units,tickets,3\n";

        using var looked = await _admin.PostFileAsync(Import, "preview", "file", "july.csv", Csv);
        var preview = WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("1 new, 1 changed, 1 as before; nothing is recorded yet", preview, StringComparison.Ordinal);
        Assert.Equal(2, (await StoredAsync()).Count);

        using var recorded = await _admin.PostFormAsync(Import, "apply", ("csv", Csv), ("name", "july.csv"));
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        Assert.Equal([3_000_000, 1_000_000_000, 2_000_000_000], (await StoredAsync()).Select(value => value.Amount));
        var entry = (await _dashboard.Get<IAuditLog>().GetAsync(null, 1, Cancel)).Entries[0];
        Assert.StartsWith("july.csv: chat 2026-06 revenue 1;", entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_mistakes_names_line_and_column_and_records_nothing()
    {
        await SaveAsync("chat,2026-06,revenue,,1");
        const string Csv = Header + "chat,2026-06-05,revenue,,1\nsearch,2026-06,revenue,,x\nother,2026-06,revenue,,1\n";

        using var looked = await _admin.PostFileAsync(Import, "preview", "file", "june.csv", Csv);
        var preview = WebUtility.HtmlDecode(await looked.Content.ReadAsStringAsync(Cancel));
        using var applied = await _admin.PostFormAsync(Import, "apply", ("csv", Csv));

        Assert.Contains("Line 2, period: ", preview, StringComparison.Ordinal);
        Assert.Contains("Line 3, amount: ", preview, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, applied.StatusCode);
        Assert.Single(await StoredAsync());
    }

    [Fact]
    public async Task A_file_that_is_too_large_or_no_text_is_refused_with_a_sentence()
    {
        using var large = await _admin.PostFileAsync(Import, "preview", "file", "large.csv", Header + new string('x', FeatureValueCsv.MostBytes));
        Assert.Contains("The file is larger than 1 MiB.", await large.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("Choose a file, or write lines, first.", await PostAsync(Import, "preview", ("text", " ")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_and_holds_no_formula()
    {
        await SaveAsync("=HYPERLINK(1),2026-06,units,@x,2.5", "chat,2026-07-05/2026-07-06,revenue,,0.000000001");
        var before = await StoredAsync();

        var csv = await _admin.ReadAsync("/features/values.csv?project=1");
        Assert.Equal(Header.Trim() + "\r\nchat,2026-07-05/2026-07-06,revenue,,0.000000001\r\n'=HYPERLINK(1),2026-06,units,'@x,2.5\r\n", csv);
        (await _admin.PostFormAsync(Import, "apply", ("csv", csv))).Dispose();

        Assert.Equal(before, await StoredAsync());
        Assert.Contains("'=HYPERLINK(1)", await _admin.ReadAsync("/features.csv?project=1&from=2026-06-01&to=2026-07-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_are_text_wherever_they_are_shown()
    {
        (await _admin.PostFormAsync(Path, "value", Form(Hostile, "2026-07", "units", Hostile[..20], "1"))).Dispose();

        Assert.DoesNotContain("<script>alert", await _admin.ReadAsync(Path), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await _admin.ReadAsync("/features?project=1&from=2026-07-01&to=2026-08-01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_looks_and_cannot_change()
    {
        await SaveAsync("chat,2026-06,revenue,,1");
        using var viewer = await _dashboard.SignInAsync(Dashboard.ViewerEmail);

        var page = await viewer.ReadAsync(Path);

        Assert.Contains("chat", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"amount\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"key\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"file\"", await viewer.ReadAsync(Import), StringComparison.Ordinal);
    }

    private static (string, string)[] Form(string feature, string period, string kind, string unit, string amount) =>
        [("feature", feature), ("period", period), ("kind", kind), ("unit", unit), ("amount", amount)];

    private async Task SaveAsync(params string[] lines) => await Values.SaveAsync(
        new(1), FeatureValueCsv.Read(Header + string.Join('\n', lines)).Values, null, new(default, AuditActor.Program, "test", "test"), Cancel);

    private async Task<IReadOnlyList<FeatureValue>> StoredAsync() => [.. (await Values.GetPageAsync(new(1), null, 0, 100, Cancel)).Values.Select(stored => stored.Value)];

    private async Task<string> PostAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await _admin.PostFormAsync(path, form, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode((await answer.Content.ReadAsStringAsync(Cancel)).Replace("&lt;script&gt;", "", StringComparison.Ordinal));
    }
}

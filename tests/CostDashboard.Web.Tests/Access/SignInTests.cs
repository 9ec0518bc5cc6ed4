using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;
using Microsoft.Extensions.DependencyInjection;

namespace CostDashboard.Web.Tests.Access;

public sealed class SignInTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task A_stranger_is_sent_to_the_sign_in_page_and_back_to_where_they_wanted_to_be()
    {
        using var browser = _dashboard.Browse();

        using var asked = await browser.GetAsync("/keys?project=1");
        using var signedIn = await browser.PostFormAsync(
            asked.Headers.Location!.PathAndQuery, "sign-in", ("email", "ADMIN@example.com"), ("password", Dashboard.Password));

        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal("/signin?returnUrl=%2Fkeys%3Fproject%3D1", asked.Headers.Location!.PathAndQuery);
        Assert.Equal("/keys?project=1", PathOf(signedIn));
        Assert.Contains("Keys of tests", await browser.ReadAsync("/keys"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_leads_to_no_other_site(string returnUrl)
    {
        using var browser = _dashboard.Browse();

        using var answer = await browser.PostFormAsync(
            $"/signin?returnUrl={Uri.EscapeDataString(returnUrl)}", "sign-in", ("email", Dashboard.AdminEmail), ("password", Dashboard.Password));

        Assert.Equal("/", PathOf(answer));
    }

    [Theory]
    [InlineData(Dashboard.AdminEmail, "wrong")]
    [InlineData("nobody@example.com", "wrong")]
    [InlineData("", "")]
    public async Task A_refusal_does_not_tell_who_has_an_account(string email, string password)
    {
        using var browser = _dashboard.Browse();

        using var answer = await browser.PostFormAsync("/signin", "sign-in", ("email", email), ("password", password));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains(SignIn.Refusal, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_against_the_right_one()
    {
        using var browser = _dashboard.Browse();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.PostFormAsync("/signin", "sign-in", ("email", Dashboard.ViewerEmail), ("password", "wrong"));
        }

        using var answer = await browser.PostFormAsync("/signin", "sign-in", ("email", Dashboard.ViewerEmail), ("password", Dashboard.Password));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        using var browser = _dashboard.Browse();
        HttpStatusCode last = default;
        for (var i = 0; i < 11; i++)
        {
            using var answer = await browser.PostFormAsync("/signin", "sign-in", ("email", "nobody@example.com"), ("password", "guess"));
            last = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var browser = _dashboard.Browse();
        using var stranger = await browser.SendAsync(HttpMethod.Post, "/signin");

        Assert.Equal(HttpStatusCode.BadRequest, stranger.StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        using var browser = await _dashboard.SignInAsync(Dashboard.AdminEmail);

        using var answer = await browser.PostFormFromAsync("/keys", "/signout", "");
        using var after = await browser.GetAsync("/keys");

        Assert.Equal("/signin", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_changed_role_ends_the_sign_in_at_once()
    {
        using var browser = await _dashboard.SignInAsync(Dashboard.ViewerEmail);
        await using var scope = _dashboard.Services.CreateAsyncScope();
        var viewer = await _dashboard.Get<IAccessStore>().FindUserByEmailAsync(Dashboard.ViewerEmail, TestContext.Current.CancellationToken);

        await scope.ServiceProvider.GetRequiredService<Accounts>().SetRoleAsync(viewer!.Id, Role.Administrator, AuditActor.Program);

        using var after = await browser.GetAsync("/keys");
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = _dashboard.Browse();

        using var answer = await browser.PostFormAsync("/signin", "sign-in", ("email", Dashboard.AdminEmail), ("password", Dashboard.Password));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), text => text.StartsWith("costdashboard.session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static string PathOf(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
    }
}

using System.Net;
using CostDashboard.Core.Access;
using CostDashboard.Web.Features.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CostDashboard.Web.Tests;

/// <summary>The cookie of somebody who has signed in, without going through the form, which is slow on purpose and counts guesses.</summary>
internal static class SessionCookie
{
    internal static async Task<Cookie> OfAsync(IServiceProvider services, User user)
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var principal = await services.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(new Account(user));
        var ticket = new AuthenticationTicket(principal, IdentityConstants.ApplicationScheme);
        ticket.Properties.ExpiresUtc = services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1);
        return new(options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }
}

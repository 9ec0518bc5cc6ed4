using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CostDashboard.Core.Delivery;
using CostDashboard.Core.Delivery.Mail;
using CostDashboard.Core.Delivery.Payloads;
using CostDashboard.Core.Spend;
using CostDashboard.Web.Features.Delivery;
using Microsoft.AspNetCore.DataProtection;

namespace CostDashboard.Web.Hosting;

/// <summary>How messages leave the program: the mail server, and where their links lead.</summary>
internal static class DeliverySettings
{
    internal const string PublicUrl = "COSTDASHBOARD_PUBLIC_URL";
    internal const string Smtp = "Smtp";

    /// <exception cref="SettingsException">The configuration says something that cannot be meant.</exception>
    internal static void AddDelivery(this WebApplicationBuilder builder)
    {
        var (smtp, address) = (SmtpOf(builder.Configuration), AddressOf(builder.Configuration));
        builder.Services.AddSingleton(smtp);
        builder.Services.AddSingleton(provider => new DeliveryContext(address, provider.GetRequiredService<OrganisationCalendar>()));
        builder.Services.AddSingleton<ISecretBox, SecretBox>();
        builder.Services.AddScoped<DeliveryAdministration>();
    }

    internal static SmtpOptions SmtpOf(IConfiguration configuration)
    {
        var smtp = configuration.GetSection(Smtp);
        var options = new SmtpOptions(
            smtp["Host"] ?? "",
            smtp["Port"] is not { Length: > 0 } port ? SmtpOptions.UsualPort : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            smtp["Tls"] is not { Length: > 0 } tls || (bool.TryParse(tls, out var isOn) ? isOn : throw new SettingsException("Smtp__Tls is true or false.")),
            smtp["User"] ?? "",
            smtp["Password"] ?? "",
            smtp["From"] ?? "");
        return options.FindMistake() is { } mistake ? throw new SettingsException(mistake) : options;
    }

    private static Uri? AddressOf(IConfiguration configuration)
    {
        if (configuration[PublicUrl] is not { Length: > 0 } text)
        {
            return null;
        }

        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.Query.Length == 0
            ? address
            : throw new SettingsException($"{PublicUrl} is '{text}': use the address at which people open the dashboard, such as https://costs.example.org.");
    }

    /// <summary>By the keys of ASP.NET Core's data protection, which lie in the data folder and not in the database: a backup of one is not a copy of the other.</summary>
    private sealed class SecretBox(IDataProtectionProvider protection) : ISecretBox
    {
        private readonly IDataProtector _protector = protection.CreateProtector("CostDashboard.Delivery.Target.1");

        public string Seal(DeliveryTarget target) => _protector.Protect(JsonSerializer.Serialize(target));

        public DeliveryTarget? Open(string sealedTarget)
        {
            try
            {
                return JsonSerializer.Deserialize<DeliveryTarget>(_protector.Unprotect(sealedTarget));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }
}

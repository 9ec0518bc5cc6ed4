using CostDashboard.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace CostDashboard.Web.Features.Start;

/// <summary>Shows how to send spans here, with the address by which the reader reached us and, where it is known, the key.</summary>
public sealed partial class SendSpans
{
    /// <summary>The key's secret; null shows a place-holder.</summary>
    [Parameter]
    public string? Secret { get; set; }

    /// <summary>How coding agents send, and not applications.</summary>
    [Parameter]
    public bool OfAgents { get; set; }

    /// <summary>The key's public half; null shows a place-holder.</summary>
    [Parameter]
    public string? PublicKey { get; set; }

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    [Inject]
    private Addresses Addresses { get; set; } = null!;

    // The address we listen on may be 0.0.0.0; the one that brought the reader here leads back.
    private Uri Endpoint => new UriBuilder(Addresses.OtlpHttp) { Host = Http.Request.Host.Host }.Uri;

    private Uri Web => new($"{Http.Request.Scheme}://{Http.Request.Host}");
}

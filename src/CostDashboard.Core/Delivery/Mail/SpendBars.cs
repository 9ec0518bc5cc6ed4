using CostDashboard.Core.Units;

namespace CostDashboard.Core.Delivery.Mail;

/// <summary>An hour's cost, in nano-dollars.</summary>
public sealed record HourOfSpend(UnixNanos Start, long CostNanoUsd);

/// <summary>A bar of a mail's picture.</summary>
/// <param name="High">Up to where it would be usual; null where that is not known.</param>
internal readonly record struct ChartBar(UnixNanos Start, UnixNanos End, decimal Value, decimal? High = null)
{
    public static ChartBar Of(HourOfSpend hour) => new(hour.Start, hour.Start + UnixNanos.PerHour, hour.CostNanoUsd);
}

/// <summary>Bars of the hours before a mail, as a picture: those since the incident began in another colour.</summary>
/// <remarks>
/// Mails show no scripts and no SVG. The background is transparent and the colours are of middle brightness, so that the bars stand out on white
/// and on black. What the bars are of is said beside the picture and in its alternative text: it holds no letters.
/// </remarks>
public static class SpendBars
{
    public const int Width = 560;
    public const int Height = 140;

    /// <summary>Hours that a mail shows.</summary>
    public const int Hours = 48;

    // Twice as fine as it is shown, for screens with small pixels.
    private const int Scale = 2;
    private const int Gap = 2 * Scale;
    private const int Axis = 2 * Scale;
    private const int LeastBar = 2 * Scale;

    private static readonly Rgba s_before = new(0x7a, 0x8b, 0xa6);
    private static readonly Rgba s_since = new(0xe0, 0x5a, 0x3c);
    private static readonly Rgba s_axis = new(0x80, 0x88, 0x94);

    /// <param name="bars">In their order, each one once; at least one. At each that says so there is a mark, up to where it would be usual.</param>
    /// <param name="since">When the incident began.</param>
    internal static byte[] Draw(IReadOnlyList<ChartBar> bars, UnixNanos since)
    {
        var image = new PngImage(Width * Scale, Height * Scale);
        var most = bars.Max(bar => Math.Max(bar.Value, bar.High ?? 0));
        var room = (Height * Scale) - Axis;
        for (var i = 0; i < bars.Count; i++)
        {
            var (left, right) = (i * Width * Scale / bars.Count, (i + 1) * Width * Scale / bars.Count);

            // What is not zero is seen, however small.
            var length = bars[i].Value <= 0 ? 0 : Math.Max(HeightOf(bars[i].Value), LeastBar);
            image.Fill(left, room - length, Math.Max(right - Gap, left + 1), room, bars[i].End > since ? s_since : s_before);
            if (bars[i].High is { } high)
            {
                var top = Math.Max(0, room - HeightOf(high) - Scale);
                image.Fill(left, top, right, top + Scale, s_axis);
            }
        }

        image.Fill(0, room, Width * Scale, Height * Scale, s_axis);
        return image.ToPng();

        int HeightOf(decimal value) => most <= 0 ? 0 : (int)(Math.Max(value, 0) * room / most);
    }
}

using System.Text;

namespace CostDashboard.Web.Ui.Charts;

/// <summary>
/// Colours of values. Values whose colours last have them wherever they appear. Every other value prefers the same of the seven hues; where another one
/// in the picture has it, the later one in the order of their hashes takes the next free hue, so the outcome depends on nothing but the values themselves.
/// </summary>
public sealed class Hues
{
    public const int Count = 7;

    /// <summary>The class of what is no value of its own: the rest.</summary>
    public const string Other = "hue-other";

    private readonly Dictionary<string, int> _hues = new(StringComparer.Ordinal);

    private Hues()
    {
    }

    /// <param name="values">The values of one picture; from the eighth on hues repeat.</param>
    /// <param name="lasting">The values whose colours last, whether they are in the picture or not (<see cref="LastingHues"/>); at most <see cref="Count"/>.</param>
    public static Hues Of(IEnumerable<string> values, IReadOnlyCollection<string>? lasting = null)
    {
        var shown = values.ToHashSet(StringComparer.Ordinal);
        var hues = new Hues();
        hues.Give(lasting ?? []);
        foreach (var absent in hues._hues.Keys.Except(shown, StringComparer.Ordinal).ToList())
        {
            hues._hues.Remove(absent);
        }

        hues.Give(shown.Except(hues._hues.Keys, StringComparer.Ordinal).ToList());
        return hues;
    }

    private void Give(IReadOnlyCollection<string> values)
    {
        var taken = new bool[Count];
        foreach (var hue in _hues.Values)
        {
            taken[hue] = true;
        }

        foreach (var (value, hash) in values.Select(v => (v, Hash(v))).OrderBy(v => v.Item2))
        {
            var hue = (int)(hash % Count);
            for (var i = 0; i < Count && taken[hue]; i++)
            {
                hue = (hue + 1) % Count;
            }

            taken[hue] = true;
            _hues[value] = hue;
        }
    }

    /// <summary>The CSS class that sets <c>--hue</c>.</summary>
    public string this[string value] => _hues.TryGetValue(value, out var hue) ? ClassOf(hue) : Preferred(value);

    /// <summary>The hue that a value has where no other one is in its way.</summary>
    public static string Preferred(string value) => ClassOf((int)(Hash(value) % Count));

    private static string ClassOf(int hue) => "hue-" + (char)('1' + hue);

    // FNV-1a: string.GetHashCode differs from start to start.
    private static uint Hash(string value)
    {
        var hash = 2166136261u;
        foreach (var part in Encoding.UTF8.GetBytes(value))
        {
            hash = (hash ^ part) * 16777619u;
        }

        // The last bits of FNV over short texts are alike; the upper ones are not.
        return hash ^ (hash >> 15);
    }
}

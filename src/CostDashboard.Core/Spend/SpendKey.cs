using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Spend;

/// <summary>The value a span has in every dimension: one series of spend. Text that a span does not say is empty, never null.</summary>
public sealed record SpendKey(
    ProjectId Project,
    string Environment,
    string Service,
    string Release,
    string Step,
    OperationKind Kind,
    string Provider,
    string Model,
    string Feature,
    string Customer,
    int ApiKeyId,
    PriceState PriceState)
{
    /// <summary>A longer value is cut, so that a series' columns and indices stay bounded.</summary>
    public const int LongestValue = 200;

    /// <summary>The value in a dimension, as answers name it: of a project and a key its number, of a kind and a price state its name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Users and tags are no part of a series.</exception>
    public string ValueOf(Dimension dimension) => dimension switch
    {
        Dimension.Project => Project.Value.ToString(CultureInfo.InvariantCulture),
        Dimension.Environment => Environment,
        Dimension.Service => Service,
        Dimension.Release => Release,
        Dimension.Step => Step,
        Dimension.Kind => Kind.ToString(),
        Dimension.Provider => Provider,
        Dimension.Model => Model,
        Dimension.Feature => Feature,
        Dimension.Customer => Customer,
        Dimension.ApiKey => ApiKeyId.ToString(CultureInfo.InvariantCulture),
        Dimension.PriceState => PriceState.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A series has no such dimension."),
    };

    /// <summary>
    /// The series' number: the first 63 bits of the SHA-256 over its values. It is made by the client, so that a batch knows its keys
    /// before it is written, and it is the same on every node. Two series that share one are found when the second is first stored, and refused.
    /// The release, the youngest of the dimensions, is in it only where there is one, so that series from before it keep their numbers.
    /// </summary>
    public long ComputeSeriesId()
    {
        var text = new StringBuilder(256);
        text.Append(Project.Value).Append('\u001f').Append((int)Kind).Append('\u001f').Append(ApiKeyId).Append('\u001f').Append((int)PriceState);
        foreach (var value in (ReadOnlySpan<string>)[Environment, Service, Step, Provider, Model, Feature, Customer])
        {
            Append(value);
        }

        if (Release.Length > 0)
        {
            Append(Release);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;

        void Append(string value) => text.Append('\u001f').Append(value.Length).Append(':').Append(value);
    }

    /// <summary>The value cut to <see cref="LongestValue"/>, not within a surrogate pair; empty for null.</summary>
    public static string Bounded(string? value) => value is null
        ? ""
        : value.Length <= LongestValue ? value : value[..(char.IsHighSurrogate(value[LongestValue - 1]) ? LongestValue - 1 : LongestValue)];
}

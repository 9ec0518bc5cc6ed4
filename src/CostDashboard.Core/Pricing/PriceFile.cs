namespace CostDashboard.Core.Pricing;

/// <summary>One provider's prices: a file of <c>db/prices</c>, parsed and checked. The format is described in the README there.</summary>
/// <param name="Name">The provider's name for people.</param>
/// <param name="Aliases">Other names under which spans know the provider (<c>vertex_ai</c>, <c>google</c> …).</param>
/// <param name="ModelPrefixes">How names of this provider's own models begin: with them a model finds its maker when the span names no provider.</param>
/// <param name="Fingerprint">SHA-256 of the bytes.</param>
/// <param name="Records">The same prices, as a store keeps them.</param>
public sealed record PriceFile(
    string Provider,
    string Name,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> ModelPrefixes,
    IReadOnlyList<ModelPrices> Models,
    string Fingerprint,
    IReadOnlyList<PriceRecord> Records)
{
    /// <summary>Reads and checks one file.</summary>
    /// <param name="fileName">For messages only; nothing is opened.</param>
    /// <exception cref="PriceFileException">The file breaks the format; the message names file, model and field.</exception>
    public static PriceFile Parse(string fileName, ReadOnlyMemory<byte> utf8Json) => PriceFileReader.Read(fileName, utf8Json);
}

/// <summary>A price file that may not be used, and the place in it that says why.</summary>
public sealed class PriceFileException(string message, Exception? inner = null) : Exception(message, inner);

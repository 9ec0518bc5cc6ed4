using System.Security.Cryptography;
using System.Text;

namespace CostDashboard.Web.Features.Access;

/// <summary>The secret part of a link that works once. Only its hash is kept, so that whoever reads the database cannot use it.</summary>
internal static class OneTimeToken
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    internal static string Make() => RandomNumberGenerator.GetString(Alphabet, 40);

    internal static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    internal static bool Matches(string? token, string? hash) =>
        token is not null && hash is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(token)), Encoding.ASCII.GetBytes(hash));
}

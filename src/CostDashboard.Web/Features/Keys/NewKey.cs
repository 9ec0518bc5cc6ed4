using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;
using CostDashboard.Core.Units;

namespace CostDashboard.Web.Features.Keys;

/// <summary>A key at the one moment when its secret is known. What is stored is <see cref="Prefix"/> and <see cref="Sha256"/>.</summary>
internal sealed record NewKey(string Secret)
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomLength = 40;
    private const int PrefixLength = 10;

    public string Prefix => Secret.Length <= PrefixLength ? Secret : Secret[..PrefixLength];

    // A secret of 238 random bits cannot be searched for, so a plain hash is enough, and fast enough for every request.
    public byte[] Sha256 => SHA256.HashData(Encoding.UTF8.GetBytes(Secret));

    internal static NewKey Make() => new("cd_" + RandomNumberGenerator.GetString(Alphabet, RandomLength));

    /// <summary>What the audit log says of a key that is made or revoked: its name and its project's, nothing of its secret.</summary>
    internal static AuditEntry Entry(string action, string name, Project project, AuditActor by, UnixNanos at) =>
        new(at, by, action, name, $"project {project.Name}");

    // A record would write its secret into every log line that it falls into.
    public override string ToString() => Prefix + "…";
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CostDashboard.Core.Access;

namespace CostDashboard.Core.Spend.Pipelines;

/// <summary>The traces that begin with spans of one name, as wholes, or one step of them.</summary>
/// <param name="Environment">That of the trace, or of the step's spans; empty where they name none.</param>
/// <param name="Root">Name of the traces' primary root, which names the pipeline.</param>
/// <param name="Step">Null for the traces as wholes.</param>
public sealed record PipelineKey(ProjectId Project, string Environment, string Root, string? Step)
{
    /// <summary>Its number, as that of a series: the first 63 bits of the SHA-256 over its values.</summary>
    public long ComputeId()
    {
        var text = new StringBuilder(256);
        text.Append(Project.Value).Append('\u001f').Append(Step is null ? 't' : 's');
        foreach (var value in (ReadOnlySpan<string>)[Environment, Root, Step ?? ""])
        {
            text.Append('\u001f').Append(value.Length).Append(':').Append(value);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue;
    }
}

/// <summary>A day of the organisation's zone. A trace as a whole counts on the day of its first start, a step's span on that of its own, as in all totals of spend.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
public readonly record struct PipelineDay(int Day, PipelineKey Key);

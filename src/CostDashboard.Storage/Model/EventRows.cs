namespace CostDashboard.Storage.Model;

/// <summary>An event that was reported. Written once, never changed.</summary>
internal sealed class EventRow
{
    public int ProjectId { get; set; }

    /// <summary>A hash of the idempotency key, or of the content where there is none.</summary>
    public long Id { get; set; }

    /// <summary>A <see cref="Core.Events.EventKind"/>.</summary>
    public byte Kind { get; set; }

    public long AtNanos { get; set; }

    public string Name { get; set; } = "";

    public string Service { get; set; } = "";

    public string Environment { get; set; } = "";

    public string? Url { get; set; }
}

/// <summary>When a version of a service was first seen in an environment. Its moment only moves back.</summary>
internal sealed class ReleaseRow
{
    public int ProjectId { get; set; }

    /// <summary>A hash of the three texts: together they are longer than a key may be.</summary>
    public long Id { get; set; }

    public string Service { get; set; } = "";

    public string Environment { get; set; } = "";

    public string Version { get; set; } = "";

    public long FirstNanos { get; set; }
}

namespace CostDashboard.Core.Spend;

/// <summary>Keeps the spans whose value in a dimension is one of these (of a project or key: its number, as text; of a kind or price state: its name). Several filters must all hold.</summary>
/// <param name="TagKey">Which tag, where the dimension is <see cref="Dimension.Tag"/>.</param>
/// <param name="IsExclude">Keeps the others instead.</param>
public sealed record SpendFilter(Dimension Dimension, IReadOnlyList<string> Values, string? TagKey = null, bool IsExclude = false)
{
    public bool Equals(SpendFilter? other) =>
        other is not null && Dimension == other.Dimension && TagKey == other.TagKey && IsExclude == other.IsExclude && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Dimension, Values.Count, IsExclude);
}

using Google.Protobuf;

namespace CostDashboard.Ingest.Tests;

public sealed class VarintTests
{
    // The OTLP decoder leans on this: a field of a newer schema is skipped, not an error.
    [Fact]
    public void A_field_of_a_newer_schema_is_skipped()
    {
        using var bytes = new MemoryStream();
        var output = new CodedOutputStream(bytes, leaveOpen: true);
        output.WriteTag(99, WireFormat.WireType.LengthDelimited);
        output.WriteString("from the future");
        output.WriteTag(1, WireFormat.WireType.Varint);
        output.WriteUInt64(300);
        output.Flush();

        var input = new CodedInputStream(bytes.ToArray());
        input.ReadTag();
        input.SkipLastField();

        Assert.Equal(1, WireFormat.GetTagFieldNumber(input.ReadTag()));
        Assert.Equal(300ul, input.ReadUInt64());
    }
}

using CostDashboard.Core.Value;

namespace CostDashboard.Core.Tests.Value;

public sealed class FeatureValueCsvTests
{
    [Fact]
    public void A_file_is_read_with_its_quotes_and_in_any_order_of_columns()
    {
        var file = FeatureValueCsv.Read("\uFEFFkind,Feature,amount,unit,period\r\nrevenue,chat,120.5,,2026-11\r\n\r\nunits,\"a \"\"b\"\", c\",42,\"tickets\",2026-11-05\n");

        Assert.Empty(file.Mistakes);
        Assert.Equal([2, 4], file.Lines);
        Assert.Equal([("chat", "", 120_500_000_000), ("a \"b\", c", "tickets", 42_000_000)], file.Values.Select(value => (value.Key.Feature, value.Key.Unit, value.Amount)));
    }

    [Theory]
    [InlineData("feature;period;kind;amount\nchat, the;2026-11;revenue;1.5")]
    [InlineData("feature\tperiod\tkind\tamount\nchat, the\t2026-11\trevenue\t1.5")]
    public void The_first_line_says_what_separates(string text) =>
        Assert.Equal(new FeatureValue(new("chat, the", ValueDays.Parse("2026-11")!.Value, ""), 1_500_000_000), Assert.Single(FeatureValueCsv.Read(text).Values));

    [Fact]
    public void Every_mistake_names_its_line_and_column_and_good_lines_are_read_all_the_same()
    {
        var file = FeatureValueCsv.Read("feature,period,kind,unit,amount\nchat,2026-11,revenue,,1\n,2026-11,units,,x\n\"two\nlines\",2026-11,revenue,,1\nchat,2026-12,revenue,1\nchat,2026-10,revenue,,2\n");

        Assert.Equal([(3, "feature"), (3, "unit"), (3, "amount"), (4, "feature"), (6, "")], file.Mistakes.Select(mistake => (mistake.Line, mistake.Column)));
        Assert.Equal([2, 7], file.Lines);
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("feature,period,kind,unit,amount\n", "has no values")]
    [InlineData("feature,period,kind,unit\nchat,2026-11,revenue,\n", "This column is missing")]
    [InlineData("feature,feature,period,kind,amount\n", "stands there twice")]
    [InlineData("feature,when,kind,amount\n", "There is no such column")]
    public void A_file_of_another_shape_says_what_is_wrong_with_it(string text, string message) =>
        Assert.Contains(message, Assert.Single(FeatureValueCsv.Read(text).Mistakes).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"chat,2026-11,revenue,1", "never closed")]
    [InlineData("\"chat\"s,2026-11,revenue,1", "After a closing quote")]
    public void Broken_quotes_are_a_mistake_of_their_line(string line, string message)
    {
        var file = FeatureValueCsv.Read("feature,period,kind,amount\n" + line);

        Assert.Empty(file.Values);
        var mistake = Assert.Single(file.Mistakes);
        Assert.Equal(2, mistake.Line);
        Assert.Contains(message, mistake.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_guarded_against_spreadsheets_is_read_as_the_name_it_was() =>
        Assert.Equal(
            ["=1+1", "'quoted'"],
            FeatureValueCsv.Read("feature,period,kind,amount\n'=1+1,2026-11,revenue,1\n'quoted',2026-11,revenue,1\n").Values.Select(value => value.Key.Feature));

    [Fact]
    public void A_file_has_a_greatest_number_of_values()
    {
        var rows = Enumerable.Range(0, FeatureValueCsv.MostRows + 1).Select(i => $"f{i},2026-11,revenue,1");

        var file = FeatureValueCsv.Read("feature,period,kind,amount\n" + string.Join('\n', rows));

        Assert.Equal(FeatureValueCsv.MostRows, file.Values.Count);
        Assert.Contains("more than 5,000 values", Assert.Single(file.Mistakes).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Clashes_are_mistakes_of_lines_and_name_the_other_line()
    {
        var file = FeatureValueCsv.Read("feature,period,kind,amount\nchat,2026-11,revenue,1\nchat,2026-11-05,revenue,1\n");

        var clash = Assert.Single(file.Clashes([]));
        Assert.Equal((3, "period"), (clash.Line, clash.Column));
        Assert.EndsWith("See line 2.", clash.Reason, StringComparison.Ordinal);
    }
}

using CostDashboard.Core.Watching.Detection;
using CostDashboard.TestKit;
using CostDashboard.TestKit.Watching;

namespace CostDashboard.Core.Tests.Watching;

public sealed class NabScorerTests
{
    /// <summary>The window of the benchmark's realAdExchange/exchange-3_cpc, with the official worth of its rows.</summary>
    private static readonly NabSeries s_exchange = new("exchange-3_cpc", new double[1_538], [(271, 321)]);

    [Theory]
    [InlineData(271, 1)]
    [InlineData(296, 0.866615503559)]
    [InlineData(321, 0.049644914134)]
    [InlineData(322, -0.005495421245)]
    [InlineData(372, -0.108666843672)]
    [InlineData(270, -0.11)]
    public void A_detection_is_worth_what_the_official_scorer_says(int row, double worth) =>
        Assert.Equal(worth, new NabScorer([s_exchange], NabProfile.Standard).WorthOf(0, row), 12);

    [Fact]
    public void Nothing_is_worth_0_and_the_beginning_of_each_window_100()
    {
        var perfect = new double[s_exchange.Values.Count];
        perfect[271] = 1;
        foreach (var profile in NabProfile.All)
        {
            var scorer = new NabScorer([s_exchange], profile);
            Assert.Equal(0, scorer.Best([new double[perfect.Length]]).Final, 10);
            Assert.Equal(new NabScorer.Result(100, 1), scorer.Best([perfect]));
            Assert.Equal(100, scorer.At(1, [perfect]), 10);
        }
    }

    /// <summary>The official scores of the simplest detector, file by file, from its own code: it proves scorer and data.</summary>
    [Fact]
    public void The_published_scores_of_the_windowed_Gaussian_come_out()
    {
        var folder = Data();
        var series = NabSeries.Read(folder);
        List<IReadOnlyList<double>> scores = [.. series.Select(one => WindowedGaussian.Scores(one.Values))];
        foreach (var line in File.ReadLines(Path.Combine(folder, "nab-per-file-scores.csv")).Select(line => line.Split(',')).Where(line => line[0] == "windowedGaussian"))
        {
            var at = series.Index().Where(one => one.Item.Name == line[2]).Select(one => one.Index).DefaultIfEmpty(-1).First();
            if (at >= 0)
            {
                var scorer = new NabScorer(series, NabProfile.All.Single(profile => profile.Name == line[1]));
                Assert.Equal(Number(line[4]), scorer.RawOf(at, Number(line[3]), scores[at]), 6);
            }
        }

        static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Our_detector_reaches_more_than_sixty_with_one_setting_for_all_series()
    {
        var series = NabSeries.Read(Data());
        List<IReadOnlyList<double>> scores = [.. series.Select(one =>
        {
            var detector = new SeriesDetector(288);
            return (IReadOnlyList<double>)[.. one.Values.Select(value => detector.Observe(value).Score)];
        })];

        Assert.InRange(new NabScorer(series, NabProfile.Standard).Best(scores).Final, 70, 100);
    }

    private static string Data()
    {
        var folder = SharedData.PathOf("nab");
        Assert.SkipUnless(Directory.Exists(folder), $"The series of the Numenta Anomaly Benchmark are not at {folder}.");
        return folder;
    }
}

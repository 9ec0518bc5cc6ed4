using System.Globalization;
using CostDashboard.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["pipeline"]:
        await PipelineBenchmark.RunAsync();
        break;
    case ["ingest", .. var rest]:
        await IngestBenchmark.RunAsync(Number(rest, 150_000));
        break;
    case ["spend", .. var rest]:
        await SpendBenchmark.RunAsync(10_000, Number(rest, 1_000_000));
        break;
    case ["explore", .. var rest]:
        await ExploreBenchmark.RunAsync(50_000, Number(rest[..Math.Min(1, rest.Length)], 5_000_000), rest.ElementAtOrDefault(1));
        break;
    case ["verdict", .. var rest]:
        await VerdictBenchmark.RunAsync(10_000, Number(rest, 1_000_000));
        break;
    case ["trace"]:
        await TraceBenchmark.RunAsync();
        break;
    case ["detection"]:
        DetectionBenchmark.Run();
        break;
    case ["replay", var endpoint, var key, var log, .. var rest]:
        await LoadReplay.RunAsync(new Uri(endpoint), key, Path.Combine(Checkout.SharedData, "requests", log), Number(rest, 60));
        break;
    case []:
        await PipelineBenchmark.RunAsync();
        await IngestBenchmark.RunAsync(150_000);
        await SpendBenchmark.RunAsync(10_000, 1_000_000);
        break;
    default:
        Console.Error.WriteLine(
            """
            Measures ratios, each within one run. Build with -c Release.
              (nothing)                            all of the following but explore, verdict, trace, detection and the replay
              pipeline                             decode, normalise and price, per span
              ingest [SPANS]                       OTLP/HTTP to durable commit, against the bare engine
              spend [SPANS]                        the Spend page's questions with 10,000 and with so many spans
              explore [SPANS [FOLDER]]             the pages over 90 days, with 50,000 and with so many spans, which stay in FOLDER for the next run of the day
              verdict [SPANS]                      whether an agent may go on, over HTTP, with 10,000 and with so many spans
              trace                                laying out 5,000 and 50,000 spans, and what a row holds
              detection                            what the detector finds and what a window costs
              replay ENDPOINT KEY LOG.csv [SPEED]  a real request log against a dashboard on this machine
            """);
        return 2;
}

return 0;

static int Number(string[] rest, int otherwise) => rest is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

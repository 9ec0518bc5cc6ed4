using CostDashboard.Core.Pricing;
using CostDashboard.Core.Spans;
using CostDashboard.Core.Units;
using FsCheck;
using FsCheck.Fluent;

namespace CostDashboard.Core.Tests.Pricing;

/// <summary>What holds for any usage of any model of the reviewed book.</summary>
public sealed class PricingProperties
{
    private const int MostTokens = 400_000;

    private static readonly string?[] s_serviceTiers = [null, "batch", "flex", "priority"];

    private static readonly ModelPrices[] s_models = [.. TheBook.Files.SelectMany(file => file.Models)];

    private static readonly Gen<ModelPrices> s_model = Gen.Elements(s_models);

    private static readonly Gen<Usage> s_usage =
        from tokens in Gen.Choose(0, MostTokens).ArrayOf(5)
        from reasoning in Gen.Choose(0, MostTokens)
        select new Usage(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], Math.Min(reasoning, tokens[4]));

    // Parts of each class, most often none.
    private static readonly Gen<Func<Usage, Modalities?>> s_modalities =
        from shares in Gen.Choose(0, 40).ArrayOf(8)
        from isText in Gen.Choose(0, 2)
        select (Func<Usage, Modalities?>)(usage => isText == 0 ? null : new(
            usage.Input * shares[0] / 120, usage.CacheRead * shares[1] / 120, usage.Output * shares[2] / 120,
            usage.Input * shares[3] / 120, usage.CacheRead * shares[4] / 120, usage.Output * shares[5] / 120,
            usage.Input * shares[6] / 120, usage.Output * shares[7] / 120));

    private static readonly Gen<BillableUnits?> s_units =
        from meters in Gen.Elements(BillableUnits.Meters.ToArray()).ArrayOf().Resize(4)
        from quantity in Gen.Choose(1, 90_000)
        select meters.Length == 0 ? null : meters.Aggregate(new BillableUnits(), (units, meter) => units.With(meter, quantity));

    private static readonly Gen<UnixNanos> s_moment =
        from day in Gen.Choose(0, 1_400)
        from second in Gen.Choose(0, 86_399)
        select new UnixNanos(TheBook.At("2023-06-01").Value + (day * UnixNanos.PerDay) + (second * UnixNanos.PerSecond));

    private static readonly Gen<Question> s_question =
        from model in s_model
        from usage in s_usage
        from tier in Gen.Elements(s_serviceTiers)
        from start in s_moment
        from parts in s_modalities
        from units in s_units
        from region in Gen.Elements<string?>(null, null, "us", "eu", "eu-west-1")
        select new Question(model, new(model.Provider, model.Model, usage, ServiceTier: tier, Modalities: parts(usage), Units: units, Region: region, UsageRule: "stated"), start);

    [Fact]
    public void The_lines_of_a_bill_add_up_to_its_total() => Holds(question =>
        Price(question) switch
        {
            SpanCost.Computed cost => cost.Lines.Aggregate(Usd.Zero, (sum, line) => sum + line.Amount) == cost.Sum,
            SpanCost.Partial cost => cost.Lines.Aggregate(Usd.Zero, (sum, line) => sum + line.Amount) == cost.Sum,
            var other => other is SpanCost.Unpriced,
        });

    [Fact]
    public void The_lines_of_a_bill_hold_every_token_once() => Holds(question =>
        Lines(Price(question)) is not { } lines
        || lines.Where(line => line.Meter.IsTokens() && line.Meter is not Meter.Citation).Sum(line => line.Quantity) is var billed
            && (billed == question.Call.Usage.Total || (billed == 0 && lines.All(line => !line.Meter.IsTokens() || line.Meter is Meter.Citation))));

    [Fact]
    public void No_two_lines_of_a_bill_are_for_the_same_thing() => Holds(question =>
        Lines(Price(question)) is not { } lines || lines.Select(line => (line.Meter, line.Rate)).Distinct().Count() == lines.Count);

    [Fact]
    public void A_bill_holds_of_each_modality_and_unit_what_was_used_or_nothing() => Holds(question =>
        Lines(Price(question)) is not { } lines || lines.GroupBy(line => line.Meter).All(line => line.Sum(part => part.Quantity) == Used(question.Call, line.Key)));

    [Fact]
    public void Nothing_that_was_used_is_free_because_it_has_no_price() => Holds(question =>
        Price(question) is not SpanCost.Computed cost || cost.Lines.All(line => line.Rate is not null));

    [Fact]
    public void More_tokens_never_cost_less() => Holds(question =>
    {
        // Reasoning may be cheaper than other output, so it stays as it is while output grows.
        var more = question with { Call = question.Call with { Usage = question.Call.Usage + new Usage(1, 1, 1, 1, 1) } };
        return Price(question).Total is not { } less || Price(more).Total is not { } total || less <= total || question.Call.Units is not null;
    });

    [Fact]
    public void A_total_is_never_negative() => Holds(question => Price(question).Total is not { } total || total >= Usd.Zero);

    [Fact]
    public void The_price_in_force_is_the_last_one_that_had_begun() => Holds(question =>
        question.Model.AsOf(question.Start) is { } card
            ? card.EffectiveAt <= question.Start && question.Model.Cards.All(other => other.EffectiveAt <= card.EffectiveAt || other.EffectiveAt > question.Start)
            : question.Model.Cards.All(other => other.EffectiveAt > question.Start));

    [Fact]
    public void Every_name_of_a_model_finds_it() => Holds(question =>
        question.Model.Aliases.Append(question.Model.Model).All(name => TheBook.Book.Match(question.Model.Provider, name).Model == question.Model));

    [Fact]
    public void Any_name_at_all_gets_an_answer() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll<string, string>((provider, model) => TheBook.Book.Match(provider ?? "", model ?? "") is { } match && (match.Model is null) != (match.Unpriced is null)));

    private static SpanCost Price(Question question) => TheBook.Price(TheBook.Book, question.Call, question.Start);

    private static long Used(ModelCall call, Meter meter)
    {
        var (usage, parts) = (call.Usage, call.Modalities ?? new());
        return meter switch
        {
            Meter.Input => usage.Input - parts.Input,
            Meter.AudioInput => parts.AudioInput,
            Meter.ImageInput => parts.ImageInput,
            Meter.VideoInput => parts.VideoInput,
            Meter.CacheRead => usage.CacheRead - parts.CacheRead,
            Meter.AudioCacheRead => parts.AudioCacheRead,
            Meter.ImageCacheRead => parts.ImageCacheRead,
            Meter.CacheWrite5m => usage.CacheWrite5m,
            Meter.CacheWrite1h => usage.CacheWrite1h,
            Meter.Output => usage.Output - parts.Output - Reasoning(call),
            Meter.Reasoning => Reasoning(call),
            Meter.AudioOutput => parts.AudioOutput,
            Meter.ImageOutput => parts.ImageOutput,
            Meter.VideoOutput => parts.VideoOutput,
            Meter.Request => Math.Max(1, call.Units?.Requests ?? 0),
            _ => call.Units!.Of(meter),
        };
    }

    // Told apart from other output only where it has a rate of its own.
    private static long Reasoning(ModelCall call) =>
        TheBook.Book.Find(call.Provider, call.Model)!.Cards.Any(card => card.Rates.Tables.Any(table => table.Bands.Any(band => band.Rates.Listed(Meter.Reasoning) is not null)))
            ? Math.Min(call.Usage.Reasoning, call.Usage.Output - (call.Modalities?.Output ?? 0))
            : 0;

    private static IReadOnlyList<CostLine>? Lines(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => computed.Lines,
        SpanCost.Partial partial => partial.Lines,
        _ => null,
    };

    private static void Holds(Func<Question, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(s_question.ToArbitrary(), property));

    private sealed record Question(ModelPrices Model, ModelCall Call, UnixNanos Start);
}

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

    private static readonly Gen<UnixNanos> s_moment =
        from day in Gen.Choose(0, 1_400)
        from second in Gen.Choose(0, 86_399)
        select new UnixNanos(TheBook.At("2023-06-01").Value + (day * UnixNanos.PerDay) + (second * UnixNanos.PerSecond));

    private static readonly Gen<Question> s_question =
        from model in s_model
        from usage in s_usage
        from tier in Gen.Elements(s_serviceTiers)
        from start in s_moment
        select new Question(model, usage, tier, start);

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
        Lines(Price(question)) is not { } lines || lines.Where(line => line.Meter.IsTokens()).Sum(line => line.Quantity) == question.Usage.Total);

    [Fact]
    public void More_tokens_never_cost_less() => Holds(question =>
    {
        // Reasoning may be cheaper than other output, so it stays as it is while output grows.
        var more = question with { Usage = question.Usage + new Usage(1, 1, 1, 1, 1) };
        return Price(question).Total is not { } less || Price(more).Total is not { } total || less <= total;
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

    private static SpanCost Price(Question question) =>
        TheBook.Price(TheBook.Book, new(question.Model.Provider, question.Model.Model, question.Usage, ServiceTier: question.ServiceTier), question.Start);

    private static IReadOnlyList<CostLine>? Lines(SpanCost cost) => cost switch
    {
        SpanCost.Computed computed => computed.Lines,
        SpanCost.Partial partial => partial.Lines,
        _ => null,
    };

    private static void Holds(Func<Question, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(s_question.ToArbitrary(), property));

    private sealed record Question(ModelPrices Model, Usage Usage, string? ServiceTier, UnixNanos Start);
}

using System.Text.RegularExpressions;
using CostDashboard.Core.Content.Redaction.Rules;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>A part of a text that a rule takes out.</summary>
/// <param name="Rule">Its name, as it stands in the mark.</param>
public readonly record struct Finding(int Start, int Length, string Rule)
{
    public int End => Start + Length;
}

/// <summary>Applies a project's rules. Compiled once, used by many at a time.</summary>
/// <remarks>
/// What is taken out leaves a mark, <c>[redacted: e-mail]</c>. Marks are never looked into, and the rules are applied until they find nothing more,
/// so that a text that was redacted stays as it is. The built-in rules take time in proportion to the text.
/// </remarks>
public sealed class Redactor
{
    /// <summary>The name in the mark of a text that was taken out whole.</summary>
    internal const string WholeText = "text";

    // Taking something out can make a neighbour match; one round more is the rule, and further ones are a pattern that eats its way through.
    private const int MostRounds = 8;
    private const int MostFindings = 20_000;

    private readonly ContentSettings _settings;
    private readonly IReadOnlyList<(string Name, Action<string, Range, List<Finding>> Find)> _rules;
    private readonly IReadOnlyList<(string Name, Regex Expression)> _patterns;

    private Redactor(ContentSettings settings)
    {
        _settings = settings;
        _rules = [.. BuiltInRules.All.Where(settings.Rules.Contains).Select(rule => (BuiltInRules.NameOf(rule), FinderOf(rule)))];
        _patterns = [.. settings.Patterns.Select(pattern => (pattern.Name, pattern.Compile()))];
        Marks = new(BuiltInRules.All.Select(BuiltInRules.NameOf).Concat(settings.Patterns.Select(pattern => pattern.Name)).Append(WholeText));
    }

    internal RedactionMarks Marks { get; }

    internal bool TakesSecrets => _settings.Rules.Contains(BuiltInRule.Secrets);

    /// <exception cref="ArgumentException">The settings have a mistake.</exception>
    public static Redactor Of(ContentSettings settings) =>
        settings.FindMistake() is { } mistake ? throw new ArgumentException(mistake, nameof(settings)) : new(settings);

    /// <summary>What may be kept of a span's content, redacted; null for nothing.</summary>
    /// <param name="captured">What the wire had; null for nothing.</param>
    /// <param name="run">The one of the request.</param>
    public SpanContent? Keep(CapturedContent? captured, OperationKind kind, RedactionRun run)
    {
        if (captured is null || !(kind is OperationKind.Tool ? _settings.KeepsTools : _settings.KeepsMessages) || captured is { Texts: [], Notes: [] })
        {
            return null;
        }

        var notes = new List<string>(captured.Notes);
        var texts = new ContentText[captured.Texts.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = captured.Texts[i] with { Text = Redact(captured.Texts[i].Text, run, notes) };
        }

        return new(texts, notes);
    }

    /// <summary>The text without what the rules find, also within JSON and JSON in it.</summary>
    public string Redact(string text, RedactionRun run) => Redact(text, run, []);

    /// <summary>What the rules find in a text as it stands, in its order, none within another.</summary>
    internal List<Finding> Find(string text, RedactionRun run)
    {
        var found = new List<Finding>();
        foreach (var piece in Marks.Between(text))
        {
            foreach (var (_, find) in _rules)
            {
                find(text, piece, found);
            }

            var (start, length) = piece.GetOffsetAndLength(text.Length);
            foreach (var (name, expression) in _patterns)
            {
                foreach (var match in expression.EnumerateMatches(text.AsSpan(start, length)))
                {
                    // The engine measures each match; of many, each may look through the whole text.
                    run.DemandTime();
                    if (match.Length > 0)
                    {
                        found.Add(new(start + match.Index, match.Length, name));
                    }

                    if (found.Count > MostFindings)
                    {
                        return [new(0, text.Length, name)];
                    }
                }
            }
        }

        return Joined(found);
    }

    private string Redact(string text, RedactionRun run, List<string> notes)
    {
        try
        {
            run.DemandTime();
            return new JsonRedaction(this, run).Redact(text);
        }
        catch (Exception slow) when (slow is RegexMatchTimeoutException or RedactionRun.OutOfTimeException)
        {
            RedactionRun.NoteWhole(notes);
            return RedactionMarks.Mark(WholeText);
        }
    }

    /// <summary>A text that is no JSON.</summary>
    internal string RedactPlain(string text, RedactionRun run)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var found = Find(text, run);
            if (found.Count == 0)
            {
                return text;
            }

            text = RedactionMarks.Put(text, found);
        }

        return Find(text, run).Count == 0 ? text : RedactionMarks.Mark(WholeText);
    }

    // Where two overlap, both go, under the name of the one that begins first.
    private static List<Finding> Joined(List<Finding> found)
    {
        var joined = new List<Finding>(found.Count);
        foreach (var next in found.OrderBy(one => one.Start).ThenByDescending(one => one.Length))
        {
            if (joined.Count > 0 && next.Start < joined[^1].End)
            {
                joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].End, next.End) - joined[^1].Start };
            }
            else
            {
                joined.Add(next);
            }
        }

        return joined;
    }

    private static Action<string, Range, List<Finding>> FinderOf(BuiltInRule rule) => rule switch
    {
        BuiltInRule.Secrets => Secrets.Find,
        BuiltInRule.Mails => MailAddresses.Find,
        BuiltInRule.Cards => PaymentCards.Find,
        BuiltInRule.BankAccounts => BankAccounts.Find,
        BuiltInRule.Phones => PhoneNumbers.Find,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };
}

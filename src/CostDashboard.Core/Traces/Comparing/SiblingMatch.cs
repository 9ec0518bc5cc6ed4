using System.Text;
using CostDashboard.Core.Spans;

namespace CostDashboard.Core.Traces.Comparing;

/// <summary>
/// Which spans below the same place of two traces are the same step. The k-th span of a kind and step is the k-th of the other trace; where numbers or
/// ids are part of names (<c>chunk 3</c>, <c>job-8f3a</c>), what is left is matched without them. A model call has the step around it, so that it
/// matches whichever model answered.
/// </summary>
/// <remarks>Time grows with the number of siblings.</remarks>
internal static class SiblingMatch
{
    /// <param name="before">Indices of siblings in <paramref name="first"/>, in order.</param>
    /// <param name="after">Indices of siblings in <paramref name="second"/>, in order.</param>
    /// <param name="partners">For each of <paramref name="after"/> its partner's index, by the index.</param>
    internal static void Find(TraceRollup first, TraceRollup second, IReadOnlyList<int> before, IReadOnlyList<int> after, Dictionary<int, int> partners)
    {
        if (before.Count == 0 || after.Count == 0)
        {
            return;
        }

        var (openBefore, openAfter) = Pair(first, second, before, after, Exact, partners);
        if (openBefore.Count > 0 && openAfter.Count > 0)
        {
            Pair(first, second, openBefore, openAfter, Loose, partners);
        }
    }

    /// <summary>The kind and step by which a span is known again, exactly.</summary>
    internal static (OperationKind Kind, string Step) Exact(RolledUpSpan span) => (span.Node.Span.Kind, span.Charge.Series.Step);

    private static (OperationKind Kind, string Step) Loose(RolledUpSpan span) => (span.Node.Span.Kind, WithoutNumbers(span.Charge.Series.Step));

    private static (List<int> Before, List<int> After) Pair(
        TraceRollup first,
        TraceRollup second,
        IReadOnlyList<int> before,
        IReadOnlyList<int> after,
        Func<RolledUpSpan, (OperationKind Kind, string Step)> keyOf,
        Dictionary<int, int> partners)
    {
        var waiting = new Dictionary<(OperationKind Kind, string Step), Queue<int>>();
        foreach (var index in before)
        {
            var key = keyOf(first.Spans[index]);
            if (!waiting.TryGetValue(key, out var queue))
            {
                waiting[key] = queue = new();
            }

            queue.Enqueue(index);
        }

        var (openAfter, taken) = (new List<int>(), new HashSet<int>());
        foreach (var index in after)
        {
            if (waiting.TryGetValue(keyOf(second.Spans[index]), out var queue) && queue.TryDequeue(out var partner))
            {
                partners[index] = partner;
                taken.Add(partner);
            }
            else
            {
                openAfter.Add(index);
            }
        }

        return ([.. before.Where(index => !taken.Contains(index))], openAfter);
    }

    // Every word with a digit in it becomes "#": "chunk 12 of 40" and "chunk 3 of 38" are the same step.
    private static string WithoutNumbers(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length;)
        {
            if (!char.IsLetterOrDigit(name[i]))
            {
                text.Append(name[i++]);
                continue;
            }

            var begin = i;
            var hasDigit = false;
            for (; i < name.Length && char.IsLetterOrDigit(name[i]); i++)
            {
                hasDigit |= char.IsDigit(name[i]);
            }

            text.Append(hasDigit ? "#" : name.AsSpan(begin, i - begin));
        }

        return text.ToString();
    }
}

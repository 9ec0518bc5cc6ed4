using System.Globalization;

namespace CostDashboard.Core.Content.Redaction;

/// <summary>The time that one request's texts, or one test of the rules, may take: a project's patterns can be slow, and a text can be made so that they are. For one caller at a time.</summary>
/// <param name="elapsed">Since it began; null where nobody measures it.</param>
public sealed class RedactionRun(Func<TimeSpan>? elapsed = null)
{
    private bool _isOver;

    /// <summary>When it is over, texts are not looked at any more and are taken out whole.</summary>
    public static TimeSpan MostTime { get; } = TimeSpan.FromSeconds(2);

    internal bool IsOver => _isOver = _isOver || (elapsed is not null && elapsed() > MostTime);

    internal void DemandTime()
    {
        if (IsOver)
        {
            throw new OutOfTimeException();
        }
    }

    internal static void NoteWhole(List<string> notes)
    {
        var note = string.Create(
            CultureInfo.InvariantCulture,
            $"texts were not kept: the project's patterns took longer than {RedactionPattern.MostTime.TotalMilliseconds:N0} ms on one, or {MostTime.TotalSeconds:N0} s on all of a request");
        if (!notes.Contains(note))
        {
            notes.Add(note);
        }
    }

    internal sealed class OutOfTimeException : Exception;
}

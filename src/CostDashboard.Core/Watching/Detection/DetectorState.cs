namespace CostDashboard.Core.Watching.Detection;

/// <summary>
/// What a detector has learned, as numbers in a fixed order, so that it goes on where it stopped. One walk over its parts serves both ways: with
/// numbers to read, each part takes its own from here; without, each adds its own.
/// </summary>
public sealed class DetectorState
{
    private readonly List<double> _numbers;
    private readonly bool _isReading;
    private int _at;

    /// <summary>To be filled.</summary>
    public DetectorState() => _numbers = [];

    /// <param name="numbers">What <see cref="Numbers"/> once were.</param>
    public DetectorState(IEnumerable<double> numbers) => (_numbers, _isReading) = ([.. numbers], true);

    public IReadOnlyList<double> Numbers => _numbers;

    /// <exception cref="FormatException">There are too few numbers: they are of another kind of detector.</exception>
    internal double Pass(double number)
    {
        if (!_isReading)
        {
            _numbers.Add(number);
            return number;
        }

        return _at < _numbers.Count ? _numbers[_at++] : throw new FormatException($"A detector's state ends after {_numbers.Count} numbers; let it learn anew.");
    }

    internal void Pass(double[] numbers)
    {
        for (var at = 0; at < numbers.Length; at++)
        {
            numbers[at] = Pass(numbers[at]);
        }
    }
}

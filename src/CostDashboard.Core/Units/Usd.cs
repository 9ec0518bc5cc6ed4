namespace CostDashboard.Core.Units;

/// <summary>An exact amount of US dollars. It is rounded once, by <see cref="ToNanos"/>, on its way into storage.</summary>
public readonly record struct Usd(decimal Amount) : IComparable<Usd>
{
    /// <summary>Nano-dollars in a dollar.</summary>
    public const long NanosPerDollar = 1_000_000_000;

    public static Usd Zero => default;

    public static Usd operator +(Usd left, Usd right) => new(left.Amount + right.Amount);

    public static Usd operator -(Usd left, Usd right) => new(left.Amount - right.Amount);

    public static bool operator <(Usd left, Usd right) => left.Amount < right.Amount;

    public static bool operator >(Usd left, Usd right) => left.Amount > right.Amount;

    public static bool operator <=(Usd left, Usd right) => left.Amount <= right.Amount;

    public static bool operator >=(Usd left, Usd right) => left.Amount >= right.Amount;

    /// <summary>The amount that a stored number of nano-dollars (10⁻⁹ USD) stands for; exact.</summary>
    public static Usd FromNanos(long nanos) => new((decimal)nanos / NanosPerDollar);

    /// <summary>Nano-dollars, rounded half to even. The one place where money is rounded.</summary>
    /// <exception cref="OverflowException">The amount is beyond ±9.2 billion dollars.</exception>
    public long ToNanos() => decimal.ToInt64(decimal.Round(Amount * NanosPerDollar, 0, MidpointRounding.ToEven));

    public int CompareTo(Usd other) => Amount.CompareTo(other.Amount);
}

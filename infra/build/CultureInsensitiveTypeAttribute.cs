using Meziantou.Analyzer.Annotations;

// Whole numbers look the same in every culture but for the sign of a few; MA0011 and MA0076 are here for the rest.
[assembly: CultureInsensitiveType(typeof(int))]
[assembly: CultureInsensitiveType(typeof(long))]

namespace Meziantou.Analyzer.Annotations;

// The analyzer knows the attribute by its name; the package that declares it would be a dependency of Core.
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class CultureInsensitiveTypeAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}

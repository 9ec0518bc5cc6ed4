using Meziantou.Analyzer.Annotations;

// Whole numbers look the same in every culture but for the sign of some; MA0011 and MA0076 are about the rest.
[assembly: CultureInsensitiveType(typeof(int))]
[assembly: CultureInsensitiveType(typeof(long))]

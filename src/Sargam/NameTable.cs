using System.Diagnostics.CodeAnalysis;

namespace Sargam;

/// <summary>How the values of an enumeration are written in files and options.</summary>
/// <param name="names">One for each value, in ascending order of the values.</param>
internal sealed class NameTable<T>(params string[] names)
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    /// <summary>All names, in the order of the values.</summary>
    public IReadOnlyList<string> All => names;

    /// <summary>The name of a value.</summary>
    public string NameOf(T value) => names[Array.IndexOf(Values, value)];

    /// <summary>The value of a name, in its very spelling.</summary>
    public bool TryParse(string? name, [NotNullWhen(true)] out T? value)
    {
        int index = Array.IndexOf(names, name);
        value = index < 0 ? null : Values[index];
        return index >= 0;
    }
}

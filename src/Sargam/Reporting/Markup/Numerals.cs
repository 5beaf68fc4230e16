using System.Globalization;

namespace Sargam.Reporting.Markup;

/// <summary>Numbers as text: for coordinates (XML) and for readers. The same on every machine.</summary>
internal static class Numerals
{
    /// <summary>Stands where a score is not defined.</summary>
    public const string Undefined = "–";

    private const double MaxCoordinate = 1e7;
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>A coordinate: at most two decimals, no trailing zeros, never an exponent or absurdly long; 0 for what is no number.</summary>
    public static string Coordinate(double value)
    {
        string text = double.IsFinite(value) ? Math.Clamp(value, -MaxCoordinate, MaxCoordinate).ToString("0.##", Invariant) : "0";
        return text == "-0" ? "0" : text;
    }

    /// <summary>A score with fixed decimals and a true minus sign; an en dash where it is not defined.</summary>
    public static string Score(double? value, int decimals = 3)
    {
        if (value is not { } number || !double.IsFinite(number)) return Undefined;
        return TrueMinus(Math.Abs(number) < 1e15 ? number.ToString("F" + decimals, Invariant) : number.ToString("0.##E0", Invariant));
    }

    /// <summary>A score with no upper bound: one decimal, or none from 1,000 on.</summary>
    public static string Unbounded(double? value) => value switch
    {
        null => Undefined,
        < 1000 => Score(value, 1),
        < 1e15 => Math.Round(value.Value).ToString("N0", Invariant),
        _ => Score(value),
    };

    /// <summary>A count, thousands separated.</summary>
    public static string Count(long value) => TrueMinus(value.ToString("N0", Invariant));

    /// <summary>A count and its noun: "1 track", "2,000 tracks".</summary>
    public static string Count(long value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>A share in [0, 1] as whole percents; "under 1 %" rather than a 0 that is not one.</summary>
    public static string Percent(double share)
    {
        if (!double.IsFinite(share)) return Undefined;
        if (share is > 0 and < 0.005) return "<1 %";
        if (share is > 0.995 and < 1) return ">99 %";
        return TrueMinus((100 * share).ToString("F0", Invariant)) + " %";
    }

    /// <summary>A p value: three decimals, never "0.000".</summary>
    public static string P(double value) => value is >= 0 and < 0.001 ? "<0.001" : Score(value);

    /// <summary>The label of an axis tick, with the decimals its step needs.</summary>
    public static string Tick(double value, double step)
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 9);
        return TrueMinus(value.ToString(Math.Abs(value) < 1e7 ? "N" + decimals : "0.##E0", Invariant));
    }

    private static string TrueMinus(string text)
    {
        if (!text.StartsWith('-')) return text;
        return text.AsSpan(1).ContainsAnyInRange('1', '9') ? "−" + text[1..] : text[1..];
    }
}

using System.Globalization;

namespace Sargam.Pipeline;

/// <summary>A recipe's beta: a number, or <c>auto</c>.</summary>
public readonly record struct BetaSetting
{
    private const string AutoName = "auto";

    private BetaSetting(bool isAuto, double value) => (IsAuto, Value) = (isAuto, value);

    /// <summary>Chosen from the data.</summary>
    public static BetaSetting Auto { get; } = new(true, 0);

    /// <summary>Whether it is chosen from the data.</summary>
    public bool IsAuto { get; }

    /// <summary>The number; 0 when it is chosen from the data.</summary>
    public double Value { get; }

    /// <summary>A given number.</summary>
    public static implicit operator BetaSetting(double value) => FromDouble(value);

    /// <summary>A given number.</summary>
    public static BetaSetting FromDouble(double value) => new(false, value);

    /// <summary>Reads <c>auto</c> or a number.</summary>
    public static bool TryParse(string? text, out BetaSetting setting)
    {
        setting = Auto;
        if (text == AutoName) return true;
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        setting = value;
        return isNumber;
    }

    /// <summary>The setting as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => IsAuto ? AutoName : Value.ToString("R", CultureInfo.InvariantCulture);
}

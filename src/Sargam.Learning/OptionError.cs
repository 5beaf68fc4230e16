namespace Sargam.Learning;

/// <summary>One thing wrong with a set of options.</summary>
/// <param name="Option">The option's name, such as <c>ClusterCount</c>.</param>
/// <param name="Message">What it must be and what it is: "must be at least 1, got 0".</param>
public readonly record struct OptionError(string Option, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Option} {Message}";

    /// <summary>Throws one exception that names every error, if there is any.</summary>
    /// <param name="errors">What a <c>Validate()</c> returned.</param>
    /// <param name="optionsName">The options type, for the message.</param>
    /// <exception cref="ArgumentException">There is at least one error.</exception>
    public static void ThrowIfAny(IReadOnlyList<OptionError> errors, string optionsName)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Count > 0) throw new ArgumentException($"{optionsName}: {string.Join("; ", errors)}");
    }
}

using System.CommandLine;
using System.Globalization;

namespace Sargam.Cli.Options;

/// <summary>Options of the kinds that commands need: lists with commas, numbers within limits, one word out of several.</summary>
internal static class OptionKinds
{
    private const string Auto = "auto";

    /// <summary>Whether the user gave the option.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Values with commas between them, or the option several times.</summary>
    public static Option<string[]> List(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(token =>
            token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
    };

    /// <summary>A list of words, each out of several.</summary>
    public static Option<string[]> Names(string name, string description, IReadOnlyList<string> choices)
    {
        Option<string[]> option = List(name, description, "NAME,...");
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()?.FirstOrDefault(given => !choices.Contains(given)) is { } wrong)
            {
                result.AddError($"{name} must be of {string.Join(", ", choices)}, got {wrong}");
            }
        });
        return option;
    }

    /// <summary>A whole number within limits.</summary>
    public static Option<int> Integer(string name, string description, int minimum, int maximum = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N" };
        option.CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum)
            {
                return value;
            }

            string limits = maximum == int.MaxValue ? $"at least {minimum}" : $"from {minimum} to {maximum}";
            result.AddError($"{name} must be a whole number {limits}, got {text}");
            return 0;
        };
        return option;
    }

    /// <summary>A whole number, or <c>auto</c>; <see cref="ParseAuto"/> reads it.</summary>
    public static Option<string> IntegerOrAuto(string name, string description, int minimum) => Text(
        name, description, "N|auto",
        text => text == Auto || ParseAuto(text) >= minimum ? null : $"{name} must be a whole number at least {minimum}, or auto, got {text}");

    /// <summary>The number, or null for <c>auto</c>.</summary>
    public static int? ParseAuto(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>A number within limits.</summary>
    public static Option<double> Number(string name, string description, double minimum, double maximum = double.MaxValue)
    {
        var option = new Option<double>(name) { Description = description, HelpName = "X" };
        option.CustomParser = result =>
        {
            string text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= minimum && value <= maximum)
            {
                return value;
            }

            string limits = maximum == double.MaxValue ? $"at least {minimum}" : $"from {minimum} to {maximum}";
            result.AddError($"{name} must be a number {limits}, got {text}");
            return 0;
        };
        return option;
    }

    /// <summary>Text that must follow a rule.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="helpName">What stands for the value in the help.</param>
    /// <param name="problem">What is wrong with a value, as a sentence that begins with the name; null when nothing is.</param>
    public static Option<string> Text(string name, string description, string helpName, Func<string, string?> problem)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } given && problem(given) is { } error) result.AddError(error);
        });
        return option;
    }

    /// <summary>One word out of several.</summary>
    public static Option<string> Choice(string name, string description, params string[] choices)
    {
        const int MostInHelp = 30;
        string all = string.Join('|', choices);
        var option = new Option<string>(name) { Description = description, HelpName = all.Length <= MostInHelp ? all : "NAME" };
        option.Validators.Add(result =>
        {
            string? given = result.GetValueOrDefault<string>();
            if (given is not null && !choices.Contains(given, StringComparer.Ordinal))
            {
                result.AddError($"{name} must be one of {string.Join(", ", choices)}, got {given}");
            }
        });
        return option;
    }
}

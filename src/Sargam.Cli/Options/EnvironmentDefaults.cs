using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sargam.Cli.Options;

/// <summary>
/// Gives options that are not on the command line the value of their environment variable: <c>--null-draws</c> takes
/// <c>SARGAM_NULL_DRAWS</c>. Flags win over the environment, the environment wins over the recipe.
/// </summary>
internal static class EnvironmentDefaults
{
    /// <summary>The arguments with values from the environment appended.</summary>
    public static string[] Extend(ParseResult parsed, string[] arguments, Func<string, string?> environment)
    {
        var extended = new List<string>(arguments);
        if (extended.Contains("--")) return arguments;
        foreach (Option option in parsed.CommandResult.Command.Options)
        {
            OptionResult? given = parsed.GetResult(option);
            if (given is { Implicit: false } || !option.Name.StartsWith("--", StringComparison.Ordinal)) continue;
            string? value = environment(VariableName(option.Name));
            if (!string.IsNullOrEmpty(value)) extended.AddRange([option.Name, value]);
        }

        return [.. extended];
    }

    /// <summary>The environment variable of an option.</summary>
    public static string VariableName(string option) => "SARGAM_" + option.TrimStart('-').ToUpperInvariant().Replace('-', '_');
}

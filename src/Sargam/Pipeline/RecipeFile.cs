using Sargam.Storage;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Sargam.Pipeline;

/// <summary>Recipes as YAML. An unknown key or a value of the wrong kind is an error that names the line.</summary>
public static class RecipeFile
{
    private const int MaxLength = 1 << 20;

    /// <summary>The recipe as YAML text, every setting written out.</summary>
    public static string ToYaml(Recipe recipe) => new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithTypeConverter(new BetaSettingYaml())
        .WithNewLine("\n")
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.Preserve)
        .Build()
        .Serialize(recipe);

    /// <summary>Reads a recipe; settings that the file leaves out keep their defaults.</summary>
    /// <exception cref="ArgumentException">The file is not a valid recipe.</exception>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public static Recipe Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxLength) throw TooLarge(path);
            return Parse(File.ReadAllText(path), Path.GetFileName(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read the recipe {path}: {error.Message}", error);
        }
    }

    /// <summary>Parses YAML text.</summary>
    /// <exception cref="ArgumentException">The text is not a valid recipe; the message names the line.</exception>
    public static Recipe Parse(string yaml, string name)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Length > MaxLength) throw TooLarge(name);
        try
        {
            RecipeYaml.Check(yaml);
            IDeserializer deserializer = new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .WithTypeConverter(new BetaSettingYaml())
                .WithTypeMapping<IReadOnlyList<int>, List<int>>()
                .WithTypeMapping<IReadOnlyList<string>, List<string>>()
                .Build();
            return deserializer.Deserialize<Recipe>(yaml) ?? throw new ArgumentException($"{name} is empty");
        }
        catch (YamlException error)
        {
            // What the library's reader says of a tab is of another line, and of another matter.
            if (error is (SyntaxErrorException or SemanticErrorException) && TabbedLine(yaml, error.Start.Line) is { } line)
            {
                throw new ArgumentException($"{name}, line {line}: settings must be indented by spaces, not by tabs", error);
            }

            throw new ArgumentException($"{name}, line {error.Start.Line}: {(error.InnerException ?? error).Message}", error);
        }
    }

    /// <summary>The first line, from another on, that is indented by a tab.</summary>
    private static long? TabbedLine(string yaml, long from)
    {
        string[] lines = yaml.Split('\n');
        for (long i = Math.Max(0, from - 1); i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.AsSpan(0, line.Length - line.AsSpan().TrimStart().Length).Contains('\t')) return i + 1;
        }

        return null;
    }

    private static ArgumentException TooLarge(string name) => new($"{name} is too large to be a recipe: those have a few lines, at most 1 MiB");
}

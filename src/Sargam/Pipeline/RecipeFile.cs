using Sargam.Storage;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Sargam.Pipeline;

/// <summary>Recipes as YAML. An unknown key or a value of the wrong kind is an error that names the line.</summary>
public static class RecipeFile
{
    private const int MaxBytes = 1 << 20;

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
            if (new FileInfo(path).Length > MaxBytes) throw new ArgumentException($"{path} is too large to be a recipe");
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
        try
        {
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
            // A scalar or a list where settings are expected: the library tells types of ours.
            string reason = error.InnerException is InvalidCastException ? "settings are expected here, one a line, such as seed: 1" : (error.InnerException ?? error).Message;
            throw new ArgumentException($"{name}, line {error.Start.Line}: {reason}", error);
        }
    }
}

using System.Reflection;

namespace Sargam.Pipeline;

/// <summary>The recipes that come with Sargam: its own, and published pipelines as published and repaired.</summary>
public static class RecipeCatalog
{
    private const string Prefix = "Sargam.Pipeline.Recipes.";
    private const string Extension = ".yaml";

    // Read in the order in which they are listed.
    private static readonly string[] Order =
    [
        "sargam", "mfcc-vae", "mfcc-vae-fixed", "mel-cnn-vae", "mel-cnn-vae-fixed",
        "mfcc-sequence-vae", "mfcc-sequence-vae-beta4", "mfcc-sequence-vae-hybrid", "mfcc-sequence-vae-fixed",
        "hybrid-beta-vae", "hybrid-beta-vae-fixed",
        "beta-cvae-easy", "beta-cvae-medium", "beta-cvae-hard", "beta-cvae-fixed",
        "multimodal-cvae-basic", "multimodal-cvae-conv1d", "multimodal-cvae-conditional", "multimodal-cvae-fixed",
    ];

    private static readonly Dictionary<string, string[]> Groups = new(StringComparer.Ordinal)
    {
        ["mfcc-sequence-vae-all"] = ["mfcc-sequence-vae", "mfcc-sequence-vae-beta4", "mfcc-sequence-vae-hybrid"],
        ["beta-cvae"] = ["beta-cvae-easy", "beta-cvae-medium", "beta-cvae-hard"],
        ["multimodal-cvae"] = ["multimodal-cvae-basic", "multimodal-cvae-conv1d", "multimodal-cvae-conditional"],
    };

    /// <summary>What is used when nothing is named.</summary>
    public const string Default = "sargam";

    /// <summary>Names of single recipes, in the order of listing.</summary>
    public static IReadOnlyList<string> Names => Order;

    /// <summary>Names that stand for several recipes: a published system with more than one model.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Families { get; } = Groups.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)entry.Value, StringComparer.Ordinal);

    /// <summary>The recipes of a name or a file: one, or those of a family.</summary>
    /// <param name="nameOrFile">A name of <see cref="Names"/> or <see cref="Families"/>, or the path of a YAML file.</param>
    /// <exception cref="ArgumentException">There is neither; or the file is not a valid recipe.</exception>
    /// <exception cref="Storage.StoreException">The file cannot be read.</exception>
    public static IReadOnlyList<Recipe> Find(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (Groups.TryGetValue(nameOrFile, out string[]? family)) return [.. family.Select(Load)];
        if (Order.Contains(nameOrFile)) return [Load(nameOrFile)];
        if (File.Exists(nameOrFile)) return [RecipeFile.Read(nameOrFile)];
        throw new ArgumentException($"--recipe must be a file or one of {string.Join(", ", Order.Concat(Groups.Keys))}, got {nameOrFile}{Spelling.Guess(nameOrFile, Order.Concat(Groups.Keys))}");
    }

    /// <summary>A recipe's YAML as it comes with Sargam, with its comments: what it reproduces, and what is to be expected of it.</summary>
    /// <exception cref="ArgumentException">There is no such recipe.</exception>
    public static string Text(string name)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Extension);
        if (stream is null) throw new ArgumentException($"there is no recipe {name}{Spelling.Guess(name, Order)}; sargam recipes lists them", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>What a recipe is, in its file's first sentence.</summary>
    public static string Summary(string name)
    {
        string text = string.Join(' ', Text(name).Split('\n').TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim()));
        int end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private static Recipe Load(string name) => RecipeFile.Parse(Text(name), name + Extension);
}

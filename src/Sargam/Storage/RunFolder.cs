using System.Globalization;
using System.Text.RegularExpressions;
using Sargam.Pipeline;

namespace Sargam.Storage;

/// <summary>One run: a folder <c>runs/0001-NAME</c> with everything that a recipe made of the tracks.</summary>
public sealed partial class RunFolder
{
    private RunFolder(string path, int number)
    {
        Path = path;
        Number = number;
        Manifest = Manifest.ReadOrEmpty(File("manifest.json"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; }

    /// <summary>What is finished.</summary>
    public Manifest Manifest { get; private set; }

    /// <summary>A file of the run.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Starts a run with the next free number.</summary>
    public static RunFolder Create(Workspace workspace, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(recipe);
        int number = Numbers(workspace).Select(run => run.Number).DefaultIfEmpty(0).Max() + 1;
        string safeName = UnsafePattern().Replace(recipe.Name, "-");
        string path = System.IO.Path.Combine(workspace.RunsFolder, $"{number:0000}-{safeName}");
        var run = new RunFolder(path, number);
        run.SaveRecipe(recipe);
        return run;
    }

    /// <summary>Starts a folder <c>audits/0001</c> for what an audit finds; it is no run, and no stage goes on from it.</summary>
    public static RunFolder CreateAudit(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        string audits = System.IO.Path.Combine(workspace.Root, "audits");
        int number = 1;
        while (Directory.Exists(System.IO.Path.Combine(audits, $"{number:0000}"))) number++;
        return new RunFolder(System.IO.Path.Combine(audits, $"{number:0000}"), number);
    }

    /// <summary>The folder <c>comparisons/0001</c> of a comparison that was made before, or one with the next free number; it is no run.</summary>
    /// <param name="workspace">Where the compared runs are.</param>
    /// <param name="key">What the comparison depends on; the caller notes it in the manifest when all is written.</param>
    internal static RunFolder ForComparison(Workspace workspace, string key)
    {
        string comparisons = System.IO.Path.Combine(workspace.Root, "comparisons");
        for (int number = 1; ; number++)
        {
            string path = System.IO.Path.Combine(comparisons, $"{number:0000}");
            bool isFree = !Directory.Exists(path);
            var folder = new RunFolder(path, number);
            if (isFree || folder.Manifest.Stages.Count == 0 || folder.IsCurrent(StageKind.Evaluate, key)) return folder;
        }
    }

    /// <summary>The runs of a workspace, newest first.</summary>
    public static IEnumerable<RunFolder> All(Workspace workspace) =>
        Numbers(workspace).OrderByDescending(run => run.Number).Select(run => new RunFolder(run.Path, run.Number));

    /// <summary>The newest run, or the one with a number.</summary>
    /// <exception cref="StoreException">There is no such run.</exception>
    public static RunFolder Find(Workspace workspace, int? number)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return All(workspace).FirstOrDefault(run => number is null || run.Number == number)
            ?? throw new StoreException(number is null
                ? $"{workspace.Root} has no run yet: use sargam represent first, or sargam run for the whole flow"
                : $"{workspace.Root} has no run {number}: it has {string.Join(", ", Numbers(workspace).Select(run => run.Number).Order())}");
    }

    /// <summary>The run's recipe.</summary>
    public Recipe LoadRecipe() => RecipeFile.Read(File("recipe.yaml"));

    /// <summary>Replaces the run's recipe.</summary>
    public void SaveRecipe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        AtomicFile.WriteText(File("recipe.yaml"), writer => writer.Write(RecipeFile.ToYaml(recipe)));
    }

    /// <summary>Whether a stage is finished for exactly this key.</summary>
    public bool IsCurrent(StageKind stage, string key) => Manifest.Stages.TryGetValue(stage.ToName(), out Manifest.StageEntry? entry) && entry.Key == key;

    /// <summary>The key of a finished stage.</summary>
    /// <exception cref="StoreException">The stage has not run yet.</exception>
    public string KeyOf(StageKind stage) => Manifest.Stages.TryGetValue(stage.ToName(), out Manifest.StageEntry? entry)
        ? entry.Key
        : throw new StoreException($"{Path} has no {stage.ToName()} results yet: run sargam {stage.ToName()} first");

    /// <summary>Rewrites the manifest.</summary>
    public void Update(Func<Manifest, Manifest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Manifest = change(Manifest);
        Manifest.Write(File("manifest.json"));
    }

    private static IEnumerable<(string Path, int Number)> Numbers(Workspace workspace)
    {
        if (!Directory.Exists(workspace.RunsFolder)) yield break;
        foreach (string folder in Directory.EnumerateDirectories(workspace.RunsFolder))
        {
            Match match = NamePattern().Match(System.IO.Path.GetFileName(folder));
            if (match.Success && System.IO.File.Exists(System.IO.Path.Combine(folder, "recipe.yaml")))
            {
                yield return (folder, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            }
        }
    }

    [GeneratedRegex(@"^(\d{4,9})-")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"[^\p{L}\p{N}_-]+")]
    private static partial Regex UnsafePattern();
}

using Sargam.Pipeline;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.EndToEnd;

public sealed class PresetTests : IDisposable
{
    private static readonly string[] Quick = ["--seeds", "1", "--null-draws", "0", "--epochs", "2", "--permutations", "99", "--max-clusters", "5", "--quiet"];
    private readonly TempFolder _folder = new();

    public PresetTests()
    {
        var table = new System.Text.StringBuilder("file,genre,lyrics\n");
        for (int i = 0; i < 16; i++)
        {
            _folder.Write($"music/{i:00}.wav", Tones.Wav((ulong)i));
            table.Append($"{i:00}.wav,{(i % 2 == 0 ? "folk" : "techno")},{(i % 2 == 0 ? "the quiet river went along" : "the loud machines turned around")} number word{i} again{i % 5}\n");
        }

        _folder.Write("songs.csv", table.ToString());
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mfcc-vae", "results/baseline_metrics.csv results/vae_metrics.csv results/final_comparison.csv latent_visualization/tsne.svg latent_visualization/umap.svg")]
    [InlineData("mel-cnn-vae", "z_audio_cnn.npy latent_visualization/tsne.svg")]
    [InlineData("mfcc-sequence-vae", "clustering_metrics.csv latents.npy labels.npy projection.csv")]
    [InlineData("mfcc-sequence-vae-beta4", "clustering_metrics.csv latents.npy labels.npy")]
    [InlineData("mfcc-sequence-vae-hybrid", "clustering_metrics.csv latents.npy labels.npy lyrics_vectors.safetensors")]
    [InlineData("hybrid-beta-vae", "training_curves.svg reconstruction_examples.svg tsne_visualization.svg umap_visualization.svg confusion_matrix.svg cluster_selection.svg distributions.svg clustering_metrics.csv latents.npy labels.npy")]
    [InlineData("beta-cvae-easy", "clustering_metrics.csv tsne_visualization.svg")]
    [InlineData("beta-cvae-medium", "clustering_metrics.csv tsne_visualization.svg reconstruction_examples.svg")]
    [InlineData("beta-cvae-hard", "clustering_metrics.csv tsne_visualization.svg reconstruction_examples.svg confusion_matrix.svg")]
    [InlineData("multimodal-cvae-basic", "clustering_metrics.csv reconstruction_examples.svg projection-umap.csv")]
    [InlineData("multimodal-cvae-conv1d", "clustering_metrics.csv reconstruction_examples.svg")]
    [InlineData("multimodal-cvae-conditional", "clustering_metrics.csv reconstruction_examples.svg")]
    public async Task A_published_pipeline_writes_what_it_published(string recipe, string files)
    {
        CliRun.Result run = await RunAsync(recipe, Shortened(recipe));

        Assert.True(run.ExitCode == 0, run.Error);
        foreach (string file in files.Split(' ')) Assert.True(new FileInfo(_folder.File($"ws/runs/0001-{recipe}/{file}")).Length > 0, file);
    }

    public static TheoryData<string> Repaired => [RecipeCatalog.Default, .. RecipeCatalog.Names.Where(name => name.EndsWith("-fixed", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Repaired))]
    public async Task A_repaired_pipeline_sums_its_losses_takes_beta_from_the_data_and_runs_through(string recipe)
    {
        CliRun.Result run = await RunAsync(recipe, Shortened(recipe));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.True(new FileInfo(_folder.File($"ws/runs/0001-{recipe}/report.html")).Length > 0);
        RepresentRecipe represent = RecipeFile.Read(_folder.File($"ws/runs/0001-{recipe}/recipe.yaml")).Represent;
        Assert.Equal(("zscore", "sum", "sum", true), (represent.Scaling, represent.ReconstructionReduction, represent.KlReduction, represent.Beta.IsAuto));
    }

    [Fact]
    public async Task A_recipe_that_is_told_the_genre_and_wants_lyrics_goes_on_without_unless_strict()
    {
        _folder.Write("songs.csv", "file\n00.wav\n");
        CliRun.Result strict = await RunAsync("multimodal-cvae-conditional", [.. Quick.Except(["--quiet"]), "--strict"]);
        CliRun.Result lenient = await RunAsync("multimodal-cvae-conditional", [.. Quick.Except(["--quiet"])]);

        Assert.Equal(1, strict.ExitCode);
        Assert.Equal(0, lenient.ExitCode);
        Assert.Contains("have lyrics: sound only", lenient.Error, StringComparison.Ordinal);
        Assert.Contains("have no label like that: it is told nothing", lenient.Error, StringComparison.Ordinal);
        CsvTable metrics = CsvTable.Read(_folder.File("ws/runs/0001-multimodal-cvae-conditional/metrics.csv"));
        Assert.DoesNotContain(Enumerable.Range(0, metrics.Rows.Count), row => metrics.Cell(row, "representation") == "vae-labelled");
    }

    /// <summary>Where the number of clusters is given, none can be chosen.</summary>
    private static string[] Shortened(string recipe) =>
        RecipeCatalog.Find(recipe)[0].Cluster.Clusters is null ? Quick : [.. Quick.Except(["--max-clusters", "5"])];

    private Task<CliRun.Result> RunAsync(string recipe, string[] options)
    {
        string[] labels = File.ReadAllText(_folder.File("songs.csv")).StartsWith("file,genre", StringComparison.Ordinal) ? ["--labels", "genre", "--lyrics", "lyrics"] : [];
        return CliRun.RunAsync(["run", _folder.File("music"), "-w", _folder.File("ws"), "--metadata", _folder.File("songs.csv"), .. labels, "--recipe", recipe, .. options]);
    }
}

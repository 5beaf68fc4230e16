using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Tests.Representation;

public sealed class ConditionTests
{
    private static readonly Recipe Quick = new()
    {
        SeedCount = 2,
        Represent = new RepresentRecipe { Epochs = 12, Hidden = [8], Latent = 3, Condition = "genre" },
        Cluster = new ClusterRecipe { Clusters = 2 },
        Evaluate = new EvaluateRecipe { NullDraws = 2, Permutations = 99 },
    };

    [Fact]
    public async Task A_conditioned_encoder_gives_three_spaces_and_the_labelled_one_is_not_ranked()
    {
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(Quick);
        RunFolder run = workspace.Represent(Quick);
        workspace.Pipeline().Cluster(run, TestContext.Current.CancellationToken);
        workspace.Pipeline().Evaluate(run, TestContext.Current.CancellationToken);
        workspace.Pipeline().Project(run, TestContext.Current.CancellationToken);
        string report = File.ReadAllText(workspace.Pipeline().Report(run));

        LatentSpaceFile.Content content = LatentSpaceFile.Read(run);
        Assert.Equal(
            ["vae.0", "vae.1", "vae-labelled.0", "vae-labelled.1", "vae-shuffled.0", "vae-shuffled.1", "pca.0", "raw.0"],
            content.Spaces.Select(space => $"{space.Method.ToName()}.{space.Seed}"));
        Assert.False(content.Spaces[0].Values.Values.SequenceEqual(content.Spaces[2].Values.Values));
        Assert.False(content.Spaces[2].Values.Values.SequenceEqual(content.Spaces[4].Values.Values));
        // The last track has no genre: whatever others are told, it is encoded by the average.
        Assert.Equal(content.Spaces[0].Values.Row(13), content.Spaces[2].Values.Row(13));
        Assert.Equal(content.Spaces[0].Values.Row(13), content.Spaces[4].Values.Row(13));

        CsvTable metrics = CsvTable.Read(run.File("metrics.csv"));
        Assert.Equal(
            ["vae", "vae", "vae-labelled", "vae-labelled", "vae-shuffled", "vae-shuffled", "pca", "pca", "raw", "raw"],
            Enumerable.Range(0, metrics.Rows.Count).Select(row => metrics.Cell(row, "representation")));
        Assert.Equal(["", "", "genre", "genre", "", ""], Enumerable.Range(0, 6).Select(row => metrics.Cell(row, "label_conditioned")));
        EvaluationResult result = EvaluationResult.Read(run);
        Assert.All(result.Methods, method => Assert.All(
            method.Labels, label => Assert.Equal(label.Label == "genre" && method.Representation == "vae-labelled", label.WasGiven)));
        Assert.Contains("VAE, true labels + K-Means", report, StringComparison.Ordinal);
        Assert.Contains("its agreement with that proves nothing", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conditioned_decoder_needs_one_space_only()
    {
        Recipe recipe = Quick with { Represent = Quick.Represent with { ConditionOn = "decoder" } };
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(recipe);

        LatentSpaceFile.Content content = LatentSpaceFile.Read(workspace.Represent(recipe));

        Assert.Equal(["vae.0", "vae.1", "pca.0", "raw.0"], content.Spaces.Select(space => $"{space.Method.ToName()}.{space.Seed}"));
    }

    [Theory]
    [InlineData("mood", "all tracks that have it say calm")]
    [InlineData("tempo", "no track has it")]
    public async Task A_label_that_tracks_do_not_have_is_an_error_before_training(string label, string reason)
    {
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(Quick);

        string message = Assert.Throws<ArgumentException>(() => workspace.Represent(Quick with { Represent = Quick.Represent with { Condition = label } })).Message;

        Assert.Contains($"--condition {label}", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains("genre (2 values)", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Workspace.RunsFolder));
    }

    [Fact]
    public async Task Another_genre_of_a_track_is_another_result()
    {
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(Quick);
        RunFolder first = workspace.Represent(Quick);
        Assert.Equal(first.Path, workspace.Represent(Quick).Path);
        string table = workspace.Workspace.Root + "/tracks.csv";
        File.WriteAllText(table, File.ReadAllText(table).Replace("jazz", "blues", StringComparison.Ordinal));

        Assert.NotEqual(first.Path, workspace.Represent(Quick).Path);
    }

    [Fact]
    public void Agreement_with_a_label_that_was_told_is_no_evidence()
    {
        var told = new LabelAgreement("genre", 100, 3, 1, 1, 1, 1, 1, 1, 0.01, 0.001) { WasGiven = true };
        var evidence = new VerdictEvidence
        {
            NonEmptyClusterCount = 3,
            LargestShare = 0.4,
            Silhouette = new NullComparison("silhouette", 0.1, 0.2, 0.3, 0.9, 20),
            Labels = [told],
        };

        Assert.Equal(Verdict.NoneBeyondChance, VerdictRules.Decide(evidence));
        Assert.Equal(Verdict.Weak, VerdictRules.Decide(evidence with { Labels = [told with { WasGiven = false }] }));
        Assert.Contains(VerdictRules.Explain(evidence).Reasons, reason => reason.StartsWith("The model was told each track's genre", StringComparison.Ordinal));
    }
}

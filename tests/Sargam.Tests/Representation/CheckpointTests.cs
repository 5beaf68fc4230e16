using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Tests.Representation;

public sealed class CheckpointTests
{
    private static readonly Recipe Quick = new()
    {
        SeedCount = 2,
        Represent = new RepresentRecipe { Epochs = 24, WarmUpEpochs = 5, Hidden = [8], Latent = 3 },
    };

    public static TheoryData<string> Recipes => ["mlp", "conv1d", "prior", "plateau"];

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task A_training_that_was_interrupted_goes_on_to_the_same_bytes(string kind)
    {
        Recipe recipe = Variant(kind);
        using RepresentWorkspace undisturbed = await RepresentWorkspace.CreateAsync(recipe);
        Dictionary<string, string> expected = Contents(undisturbed.Represent(recipe));
        using RepresentWorkspace interrupted = await RepresentWorkspace.CreateAsync(recipe);
        // Once in the first seed's training, once in the second's, once where a checkpoint has just been written.
        foreach (long epochs in new long[] { 17, 45, 60 })
        {
            try
            {
                interrupted.Represent(recipe, stopAfter: epochs);
            }
            catch (OperationCanceledException)
            {
                Assert.NotEmpty(Directory.GetFiles(Folder(interrupted), "vae-*.safetensors"));
            }
        }

        Dictionary<string, string> resumed = Contents(interrupted.Represent(recipe));

        Assert.Contains("seed 0 goes on after epoch 10", interrupted.Messages);
        Assert.DoesNotContain(interrupted.Messages, IsAboutCheckpoints);
        Assert.Equal(expected, resumed);
        Assert.False(Directory.Exists(Folder(interrupted)));
    }

    [Fact]
    public async Task Trainings_side_by_side_go_on_too_and_make_the_same_bytes_as_one_after_another()
    {
        using RepresentWorkspace undisturbed = await RepresentWorkspace.CreateAsync(Quick);
        Dictionary<string, string> expected = Contents(undisturbed.Represent(Quick));
        using RepresentWorkspace interrupted = await RepresentWorkspace.CreateAsync(Quick);
        Assert.Throws<OperationCanceledException>(() => interrupted.Represent(Quick, stopAfter: 40, threads: 2));

        Dictionary<string, string> resumed = Contents(interrupted.Represent(Quick, threads: 2));

        Assert.Contains(interrupted.Messages, message => message.Contains("goes on after epoch", StringComparison.Ordinal));
        Assert.Equal(expected, resumed);
    }

    [Theory]
    [InlineData("truncated")]
    [InlineData("flipped")]
    [InlineData("foreign")]
    [InlineData("oversized")]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("other seed")]
    public async Task A_checkpoint_that_cannot_be_used_costs_one_warning_and_the_training(string damage)
    {
        using RepresentWorkspace undisturbed = await RepresentWorkspace.CreateAsync(Quick);
        Dictionary<string, string> expected = Contents(undisturbed.Represent(Quick));
        using RepresentWorkspace damaged = await RepresentWorkspace.CreateAsync(Quick);
        Assert.Throws<OperationCanceledException>(() => damaged.Represent(Quick, stopAfter: 15));
        Damage(Path.Combine(Folder(damaged), "vae-0.safetensors"), damage);

        Dictionary<string, string> resumed = Contents(damaged.Represent(Quick));

        string warning = Assert.Single(damaged.Messages, IsAboutCheckpoints);
        Assert.Contains("vae-0.safetensors cannot be used (", warning, StringComparison.Ordinal);
        Assert.EndsWith("the training with seed 0 starts afresh", warning, StringComparison.Ordinal);
        Assert.Equal(expected, resumed);
    }

    [Fact]
    public async Task A_checkpoint_of_other_settings_is_not_touched_by_another_run()
    {
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(Quick);
        Assert.Throws<OperationCanceledException>(() => workspace.Represent(Quick, stopAfter: 15));
        string checkpoint = Path.Combine(Folder(workspace), "vae-0.safetensors");
        byte[] before = File.ReadAllBytes(checkpoint);

        workspace.Represent(Quick with { Represent = Quick.Represent with { Latent = 4 } });

        Assert.Equal(before, File.ReadAllBytes(checkpoint));
        Assert.DoesNotContain(workspace.Messages, IsAboutCheckpoints);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_stops_no_training()
    {
        using RepresentWorkspace workspace = await RepresentWorkspace.CreateAsync(Quick);
        Assert.Throws<OperationCanceledException>(() => workspace.Represent(Quick, stopAfter: 15));
        string checkpoint = Path.Combine(Folder(workspace), "vae-0.safetensors");
        File.Delete(checkpoint);
        Directory.CreateDirectory(Path.Combine(checkpoint, "mine"));

        RunFolder run = workspace.Represent(Quick);

        Assert.Contains("no checkpoint is kept of the training with seed 0", Assert.Single(workspace.Messages, IsAboutCheckpoints), StringComparison.Ordinal);
        Assert.True(File.Exists(run.File("latents.npy")));
        Assert.True(Directory.Exists(Path.Combine(checkpoint, "mine")));
    }

    private static Recipe Variant(string kind) => Quick with
    {
        Features = new FeatureRecipe { Schema = kind == "conv1d" ? "mfcc-sequence" : "mfcc-stats" },
        Represent = kind switch
        {
            "conv1d" => Quick.Represent with { Architecture = "conv1d", Hidden = null, Channels = [4], Dropout = 0.1 },
            "prior" => Quick.Represent with { PriorComponents = 2, PretrainingEpochs = 6 },
            "plateau" => Quick.Represent with { Optimizer = "sgd", LearningRate = 1e-3, LearningRateSchedule = "plateau", BetaSchedule = "cyclical", Dropout = 0.2 },
            _ => Quick.Represent,
        },
    };

    private static void Damage(string path, string damage)
    {
        byte[] bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "truncated":
                File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
                break;
            case "flipped":
                bytes[^5] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "foreign":
                Safetensors file = Read(bytes);
                File.WriteAllBytes(path, Write(new Safetensors(file.Tensors, new Dictionary<string, string> { ["format"] = "pt" })));
                break;
            case "oversized":
                using (FileStream stream = File.OpenWrite(path)) stream.SetLength((1L << 30) + 1);
                break;
            case "other seed":
                File.Copy(path, path.Replace("vae-0", "vae-7", StringComparison.Ordinal));
                Safetensors other = Read(bytes);
                Dictionary<string, string> metadata = new(other.Metadata) { ["key"] = "0123" };
                File.WriteAllBytes(path, Write(new Safetensors(other.Tensors, metadata)));
                break;
            default:
                File.WriteAllText(path, damage == "empty" ? "" : "these are no weights, but somebody's notes");
                break;
        }
    }

    private static Safetensors Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return Safetensors.Read(stream);
    }

    private static byte[] Write(Safetensors file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private static string Folder(RepresentWorkspace workspace) => Path.Combine(workspace.Workspace.RunsFolder, "0001-sargam", "checkpoints");

    /// <summary>Every file of a run by name, times aside.</summary>
    private static Dictionary<string, string> Contents(RunFolder run) => Directory.GetFiles(run.Path, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "manifest.json")
        .ToDictionary(file => Path.GetRelativePath(run.Path, file), file => Convert.ToHexString(File.ReadAllBytes(file)));

    // So short a training may well be reported for what it learned too.
    private static bool IsAboutCheckpoints(string message) =>
        message.StartsWith("warning", StringComparison.Ordinal) && message.Contains("checkpoint", StringComparison.Ordinal);
}

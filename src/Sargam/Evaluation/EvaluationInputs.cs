using Sargam.Clustering;
using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>All that an evaluation reads from the workspace and the run.</summary>
internal sealed class EvaluationInputs
{
    private readonly IReadOnlyList<LatentSpace> _spaces;

    private EvaluationInputs(IReadOnlyList<LatentSpace> spaces) => _spaces = spaces;

    /// <summary>All clusterings, the main one first.</summary>
    public required IReadOnlyList<ClusterAssignment> Assignments { get; init; }

    /// <summary>The tracks, in the order of rows.</summary>
    public required IReadOnlyList<Track> Tracks { get; init; }

    /// <summary>What decoding told of each; null for a track that was not decoded.</summary>
    public required IReadOnlyList<StoredTrack?> Stored { get; init; }

    /// <summary>The z-scored features, and words where they are used, that spaces are learned from.</summary>
    public required TrackViews Views { get; init; }

    /// <summary>The space in which all methods' clusters can be compared: standardised MFCC statistics or vectors, PCA to 95 %.</summary>
    public required Matrix CommonSpace { get; init; }

    /// <summary>What a VAE knows of the tracks.</summary>
    public required TrackLayout Layout { get; init; }

    /// <summary>The label sets of which at least two values occur.</summary>
    public required IReadOnlyList<LabelSet> LabelSets { get; init; }

    /// <summary>Tracks that are permuted and drawn together.</summary>
    public required TrackBlocks Blocks { get; init; }

    /// <summary>Reads everything.</summary>
    /// <exception cref="StoreException">Something is missing, damaged, or of other tracks.</exception>
    public static EvaluationInputs Load(Workspace workspace, RunFolder run, Recipe recipe, CancellationToken cancellationToken)
    {
        LatentSpaceFile.Content latent = LatentSpaceFile.Read(run);
        IReadOnlyList<Track> tracks = RunTracks.Of(workspace, latent.TrackIds);
        FeatureSchema schema = FeatureFiles.MainSchema(workspace, recipe);
        IReadOnlyList<string> labelNames = workspace.LoadCollection().LabelNames;
        FeatureSchema commonSchema = FeatureFiles.CommonSchema(workspace, recipe);
        TrackLayout layout = TrackWords.Load(workspace, recipe, tracks, isStrict: false, observer: null, cancellationToken).Layout(schema, tracks);
        return new EvaluationInputs(latent.Spaces)
        {
            Assignments = AssignmentFile.Read(run),
            Tracks = tracks,
            Stored = FeatureFiles.Stored(workspace, recipe, latent.TrackIds),
            Views = new TrackViews(FeatureScaling.Apply(recipe.Represent.Scaling, Load(workspace, recipe, schema, latent.TrackIds), schema.Crops.Count), layout.HasWords ? LyricsVectors.Read(run, latent.TrackIds) : null),
            CommonSpace = StandardComponents.Of(Load(workspace, recipe, commonSchema, latent.TrackIds), commonSchema.Crops.Count, cancellationToken),
            Layout = layout,
            LabelSets = [.. labelNames.Select(name => LabelSet.Of(name, tracks)).Where(set => set.ClassCount >= 2)],
            Blocks = TrackBlocks.Of(tracks, labelNames),
        };
    }

    /// <summary>What a clustering was made in.</summary>
    public LatentSpace SpaceOf(ClusterAssignment assignment) =>
        _spaces.First(space => space.Method == assignment.Method && (!assignment.Method.IsRandom() || space.Seed == assignment.Seed));

    private static Matrix Load(Workspace workspace, Recipe recipe, FeatureSchema schema, IReadOnlyList<string> trackIds)
    {
        FeatureTable features = FeatureFiles.Load(workspace, recipe, schema, trackIds);
        return features.TrackIds.Count == trackIds.Count
            ? features.Values
            : throw new StoreException($"some tracks of this run have no {schema.Name} features any more: run sargam features again");
    }
}

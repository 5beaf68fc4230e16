using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Comparison;

/// <summary>A space that no method of a comparison owns.</summary>
/// <param name="Name">Part of column names.</param>
/// <param name="Rows">The shared tracks that it knows.</param>
/// <param name="Values">A row for each of these.</param>
internal sealed record CommonSpace(string Name, int[] Rows, Matrix Values)
{
    /// <summary>The name of the space of words.</summary>
    public const string WordsName = "words";

    /// <summary>MFCC statistics or vectors from elsewhere; statistics of tracks where they were extracted; words where they are used.</summary>
    /// <param name="workspace">Where features are.</param>
    /// <param name="runs">All runs.</param>
    /// <param name="shared">The tracks.</param>
    /// <param name="cancellationToken">Checked between steps of the decomposition.</param>
    public static IReadOnlyList<CommonSpace> Of(Workspace workspace, IReadOnlyList<ComparedRun> runs, IReadOnlyList<string> shared, CancellationToken cancellationToken)
    {
        var spaces = new List<CommonSpace>();
        Recipe first = runs[0].Recipe;
        FeatureSchema always = FeatureFiles.CommonSchema(workspace, first);
        IEnumerable<FeatureSchema> schemas = first.Features.IsEmbeddings ? [always] : [FeatureSchemas.TrackStats, always];
        foreach (FeatureSchema schema in schemas)
        {
            FeatureTable? table = runs.Select(run => FeatureFiles.Load(workspace, run.Recipe, schema, shared)).FirstOrDefault(table => table.TrackIds.Count == shared.Count);
            if (table is null) continue;
            Matrix components = StandardComponents.Of(table.Values, schema.Crops.Count, cancellationToken);
            spaces.Add(new CommonSpace(schema.Name.Replace('-', '_'), [.. Enumerable.Range(0, shared.Count)], components));
        }

        if (Words(runs, shared) is { } words) spaces.Add(words);
        return spaces;
    }

    private static CommonSpace? Words(IReadOnlyList<ComparedRun> runs, IReadOnlyList<string> shared)
    {
        foreach (ComparedRun run in runs)
        {
            if (LyricsVectors.Read(run.Folder, run.TrackIds) is not { } words) continue;
            Dictionary<string, int> rows = run.TrackIds.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
            int[] known = [.. Enumerable.Range(0, shared.Count).Where(i => words.Present[rows[shared[i]]])];
            return new CommonSpace(WordsName, known, words.Values.View.SelectRows([.. known.Select(i => rows[shared[i]])]));
        }

        return null;
    }
}

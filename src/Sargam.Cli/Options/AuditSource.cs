using System.CommandLine;
using Sargam.Evaluation.Audit;
using Sargam.Pipeline;

namespace Sargam.Cli.Options;

/// <summary>Clusters that were made elsewhere, as options of <c>evaluate</c>.</summary>
internal sealed class AuditSource
{
    private readonly Option<string?> _embeddings = File("--embeddings", "Instead of a run: the vectors that somebody clustered, a .npy array with a row per track or a CSV with columns of numbers");
    private readonly Option<string?> _assignments = File("--assignments", "With --embeddings: a CSV with the cluster of each track, in the order of the vectors or by --id-column; -1, nothing and noise are no cluster");
    private readonly Option<string?> _tracks = File("--tracks", "With --embeddings: a CSV that names and labels their rows, in their order");
    private readonly Option<string?> _features = File("--features", "With --embeddings: vectors of more dimensions for the same rows, in whose space the clusters are scored too");
    private readonly Option<string?> _idColumn = Column("--id-column", "With --embeddings: the column that names tracks, in --assignments and --tracks");
    private readonly Option<string?> _clusterColumn = Column("--cluster-column", "With --embeddings: the column of clusters. Default: cluster, label, or the only one of whole numbers");
    private readonly Option<string[]> _labels = OptionKinds.List("--labels", "With --embeddings: columns to score the clusters against. Default: genre, style, language, artist, ... where present", "LABEL,...");
    private readonly Option<string[]> _skipColumns = OptionKinds.List("--skip-columns", "With --embeddings: number columns that are no part of the vectors", "COLUMN,...");

    private Option[] Details => [_tracks, _features, _idColumn, _clusterColumn, _labels, _skipColumns];

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="run">The option that names a run, which excludes these.</param>
    public void AddTo(Command command, Option run)
    {
        foreach (Option option in new Option[] { _embeddings, _assignments }.Concat(Details)) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            bool Has(Option option) => result.GetResult(option) is { Implicit: false };
            if (Has(_embeddings) != Has(_assignments)) result.AddError(Has(_embeddings) ? "--embeddings needs --assignments FILE, the clusters to look at" : "--assignments needs --embeddings FILE, the vectors that were clustered");
            if (Has(_embeddings) && Has(run)) result.AddError("--run is for the runs of a workspace, not for --embeddings: leave one out");
            if (!Has(_embeddings) && Details.FirstOrDefault(Has) is { } idle) result.AddError($"{idle.Name} needs --embeddings and --assignments; runs know theirs");
        });
    }

    /// <summary>Whether clusters from elsewhere are meant.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.IsGiven(_embeddings);

    /// <summary>The options as given.</summary>
    public AuditOptions Read(ParseResult parsed, EvaluateRecipe evaluate) => new()
    {
        EmbeddingsFile = parsed.GetRequiredValue(_embeddings)!,
        AssignmentsFile = parsed.GetRequiredValue(_assignments)!,
        TracksFile = parsed.GetValue(_tracks),
        FeaturesFile = parsed.GetValue(_features),
        IdColumn = parsed.GetValue(_idColumn),
        ClusterColumn = parsed.GetValue(_clusterColumn),
        Labels = parsed.GetValue(_labels) ?? [],
        SkipColumns = parsed.GetValue(_skipColumns) ?? [],
        Evaluate = evaluate,
    };

    private static Option<string?> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static Option<string?> Column(string name, string description) => new(name) { Description = description, HelpName = "COLUMN" };
}

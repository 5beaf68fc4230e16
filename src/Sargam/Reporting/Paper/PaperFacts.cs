using System.Globalization;
using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Features;
using Sargam.Pipeline;
using Sargam.Projection;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Reporting.Paper;

/// <summary>What the text of a paper says of a run, as LaTeX commands: <c>facts.tex</c>. Written anew each time, unlike the text.</summary>
internal sealed class PaperFacts(Workspace workspace, RunFolder run, IReadOnlyList<Track> tracks, EvaluationResult evaluation)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly Recipe _recipe = run.LoadRecipe();
    private readonly Collection _collection = workspace.LoadCollection();

    /// <summary>Names and contents, escaped.</summary>
    public IEnumerable<KeyValuePair<string, string>> All()
    {
        yield return new("SargamCollection", LatexText.Escape(_collection.Name));
        yield return new("SargamTrackCount", tracks.Count.ToString("N0", Invariant));
        yield return new("SargamData", Data());
        yield return new("SargamFeatures", Features());
        yield return new("SargamRepresentation", Representation());
        yield return new("SargamClustering", Clustering());
        yield return new("SargamEvaluation", Evaluation());
        yield return new("SargamMap", Map());
        yield return new("SargamExplanation", Explanation());
        yield return new("SargamVerdict", LatexText.Escape(evaluation.Scorecard.Sentence, 1000));
        yield return new("SargamReasons", Reasons());
        yield return new("SargamVersion", LatexText.Escape(SargamVersion.Current));
        yield return new("SargamRecipe", LatexText.Escape(_recipe.Name));
    }

    public void Write(TextWriter writer)
    {
        writer.WriteLine("% Written by sargam export --paper, and again each time: text of your own belongs in paper.tex.");
        writer.WriteLine("\\providecommand{\\SargamFont}[2]{#2} % text in a script of its own; paper.tex says which font");
        foreach ((string name, string content) in All()) writer.WriteLine($"\\newcommand{{\\{name}}}{{{content}}}");
    }

    private string Data()
    {
        double seconds = tracks.Sum(track => track.DurationSeconds ?? 0);
        int unknown = tracks.Count(track => track.DurationSeconds is null);
        string length = seconds > 0 ? $", {Words.Duration(seconds)} of audio{(unknown > 0 ? $" (the length of {Words.Count(unknown, "track")} is not known)" : "")}" : "";
        int failures = workspace.LoadFailures().Count;
        string failed = failures > 0 ? $" {Words.Count(failures, "file")} could not be used." : "";
        string labels = _collection.LabelNames.Count > 0
            ? $" Known labels, which no method was told unless it is said: {string.Join("; ", _collection.LabelNames.Select(Values))}."
            : " No labels are known.";
        string unique = tracks.Count < _collection.Tracks.Count ? $" of {Words.Count(_collection.Tracks.Count, "file")}, each recording once" : "";
        return LatexText.Escape($"{Words.Count(tracks.Count, "track")}{unique}{length}.{failed}{labels}", 2000);
    }

    private string Values(string label)
    {
        string[] known = [.. tracks.Select(track => track.LabelOf(label)).Where(value => value.Length > 0)];
        return $"{label} ({Words.Count(known.Distinct(StringComparer.Ordinal).Count(), "value")}, known of {Words.Count(known.Length, "track")})";
    }

    private string Features()
    {
        FeatureSchema schema = FeatureFiles.MainSchema(workspace, _recipe);
        if (_recipe.Features.IsEmbeddings) return $"Every track is a vector of {Words.Count(schema.ColumnCount, "number")} that was computed elsewhere.";
        string frames = schema.IsSequence ? $"{schema.Rows.Count} rows over {schema.FrameCount} frames" : $"{Words.Count(schema.ColumnCount, "number")} per track";
        return LatexText.Escape($"Audio was mixed to one channel of {AudioFeatureExtractor.SampleRate:0} Hz; of each track the part {_recipe.Features.Excerpt} was used. The features are the schema {schema.Name} ({frames}), computed as librosa defines them")
            + PaperReferences.Cite(_recipe, "mcfee2015", "davis1980") + ".";
    }

    private string Representation()
    {
        RepresentRecipe represent = _recipe.Represent;
        string told = represent.HasCondition ? ", " + LatexText.Escape($"told the {represent.Condition} of each track") + PaperReferences.Cite(_recipe, "sohn2015") : "";
        string prior = represent.PriorComponents > 0 ? ", " + LatexText.Escape($"with a prior of {Words.Count(represent.PriorComponents, "component")}") + PaperReferences.Cite(_recipe, "jiang2017") : "";
        string network = represent.Variational
            ? $"a variational autoencoder{PaperReferences.Cite(_recipe, "kingma2014")} (" + LatexText.Escape($"{represent.Architecture}, {Words.Count(represent.Latent, "latent dimension")}, beta {Beta()}") + PaperReferences.Cite(_recipe, "higgins2017", "bowman2016", "fu2019", "kingma2016") + ")"
            : $"an autoencoder{PaperReferences.Cite(_recipe, "hinton2006")} (" + LatexText.Escape($"{represent.Architecture}, {Words.Count(represent.Latent, "latent dimension")}") + ")";
        return $"Representations are {network}{told}{prior}, trained with {LatexText.Escape(represent.Optimizer)}{PaperReferences.Cite(_recipe, "kingma2015", "loshchilov2019")} "
            + $"for at most {Words.Count(represent.Epochs, "epoch")}, beside two baselines: principal components{PaperReferences.Cite(_recipe, "hotelling1933")} and the features themselves. "
            + LatexText.Escape($"{Words.Count(_recipe.SeedCount, "seed")}, from {_recipe.Seed}, were run; tables give mean and standard deviation over them.");
    }

    private string Beta() => _recipe.Represent.Beta.IsAuto && run.Manifest.Training is [var training, ..]
        ? training.Beta.ToString("0.####", Invariant) + ", chosen for the wanted number of active units"
        : _recipe.Represent.Beta.ToString();

    private string Clustering()
    {
        string names = string.Join(", ", _recipe.Cluster.Clusterers.Select(name => LatexText.Escape(name)));
        string count = !_recipe.Cluster.Kinds.First().TakesClusterCount() ? "the number of clusters is found by the method"
            : _recipe.Cluster.Clusters is { } given ? $"the number of clusters was given: {given}"
            : $"the number of clusters was chosen by {_recipe.Cluster.ChooseBy} among {_recipe.Cluster.MinClusters} to {_recipe.Cluster.MaxClusters}";
        return $"Tracks were grouped by {names}{PaperReferences.Cite(_recipe, "lloyd1982", "arthur2007", "sculley2010", "ward1963", "dempster1977", "ng2002", "fred2005", "ester1996", "campello2013")}; "
            + LatexText.Escape($"{count}. The main clustering has {Words.Count(evaluation.Methods[0].NonEmptyClusterCount, "cluster")}.");
    }

    private string Evaluation()
    {
        string chance = _recipe.Evaluate.NullDraws > 0
            ? LatexText.Escape($"Silhouette and stability on subsamples are held against {Words.Count(_recipe.Evaluate.NullDraws, "data set")} without clusters, Gaussian with the same covariance, taken through the same pipeline") + PaperReferences.Cite(_recipe, "liu2008") + "."
            : "The clusters were not held against data without structure.";
        return $"Clusters are scored by the silhouette{PaperReferences.Cite(_recipe, "rousseeuw1987")}, and agreement with labels by the adjusted Rand index{PaperReferences.Cite(_recipe, "hubert1985")} "
            + $"and the adjusted mutual information{PaperReferences.Cite(_recipe, "vinh2010")}. {chance} "
            + LatexText.Escape($"Significance is by {_recipe.Evaluate.Permutations:N0} permutations of whole {TrackBlocks.Of(tracks, _collection.LabelNames).Name}, allowing for all methods tried")
            + PaperReferences.Cite(_recipe, "westfall1993") + LatexText.Escape("; intervals are by bootstrap over the same.");
    }

    private string Map() => LatexText.Escape(ProjectionFile.Read(run).Caption, 500) + PaperReferences.Cite(_recipe, "vandermaaten2008", "mcinnes2018");

    private string Explanation() => $"Clusters are described by what sets them apart from all other tracks: {(_recipe.Features.IsEmbeddings ? "" : $"audible qualities by Cliff's delta{PaperReferences.Cite(_recipe, "cliff1993")}, ")}"
        + $"labels and words by the log odds ratio with an informative prior, words within their language{PaperReferences.Cite(_recipe, "monroe2008")}; told is what is beyond chance with all comparisons allowed for{PaperReferences.Cite(_recipe, "westfall1993")}.";

    private string Reasons() => evaluation.Scorecard.Reasons.Count == 0 ? ""
        : "\\begin{itemize} " + string.Join(' ', evaluation.Scorecard.Reasons.Select(reason => $"\\item {LatexText.Escape(reason, 1000)}")) + " \\end{itemize}";
}

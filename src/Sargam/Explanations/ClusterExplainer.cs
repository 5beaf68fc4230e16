using Sargam.Evaluation;

namespace Sargam.Explanations;

/// <summary>
/// Says what sets clusters apart. Every statement that is told has p of at most .05 after allowing for all clusters, all
/// qualities, labels and words, and the kinds of statement: of 100 collections whose clusters are dealt at random, about five
/// get to hear anything at all. It is not a test of the clusters, which were made from such differences.
/// </summary>
internal sealed class ClusterExplainer(ExplanationInputs inputs)
{
    private const int PermutationCount = 999;
    private const int DrawCount = 1000;
    private const int ExampleCount = 3;
    private const double MostChance = 0.05;

    /// <summary>Cliff's delta of a medium difference: in 67 of 100 pairs (Romano et al., 2006).</summary>
    private const double LeastDelta = 0.33;

    /// <summary>A value or word must be at least so much oftener here than in the whole collection.</summary>
    private const double LeastLift = 1.2;

    private const int WordsKept = 10;
    private const int ValuesKept = 5;

    /// <summary>Explains every cluster, in the order of their numbers; noise is none, and counts as elsewhere.</summary>
    public IReadOnlyList<ClusterExplanation> Run(CancellationToken cancellationToken = default)
    {
        var blocks = TrackBlocks.Of(inputs.Tracks, inputs.LabelNames);
        AudibleQuality[] qualities = [.. AudibleQuality.All.Where(inputs.Qualities.ContainsKey)];
        IReadOnlyList<ItemPopulation> labels = LabelPopulations.Of(inputs.Tracks, inputs.LabelNames, blocks);
        IReadOnlyList<ItemPopulation> languages = LyricsPopulations.Of(inputs.Lyrics, blocks.Numbers, inputs.Seed);
        int kinds = (qualities.Length > 0 ? 1 : 0) + (labels.Count > 0 ? 1 : 0) + (languages.Count > 0 ? 1 : 0);
        var statements = new List<ClusterStatement>();
        var contrast = new RankContrast([.. qualities.Select(quality => inputs.Qualities[quality])], inputs.Clusters, blocks.Numbers);
        statements.AddRange(WithoutHalvedTempi([.. contrast.Run(inputs.Seed, PermutationCount, DrawCount, cancellationToken).Select(found => Of(qualities[found.Column], found, kinds))]));
        statements.AddRange(Items(StatementKind.Label, labels, ValuesKept, kinds, cancellationToken));
        statements.AddRange(Items(StatementKind.Word, languages, WordsKept, kinds, cancellationToken));
        return [.. inputs.NearestFirst.OrderBy(cluster => cluster.Key).Select(cluster => Explain(cluster.Key, cluster.Value, statements, kinds > 0))];
    }

    private ClusterExplanation Explain(int cluster, IReadOnlyList<int> nearestFirst, List<ClusterStatement> all, bool wasAsked)
    {
        ClusterStatement[] found = [.. all.Where(statement => statement.Cluster == cluster)
            .OrderBy(statement => statement.Kind).ThenByDescending(statement => statement.IsTold)];
        ClusterStatement[] confidence = [.. Confidence(cluster, nearestFirst)];
        string summary = ExplanationSentences.Summary(cluster, nearestFirst.Count, found, confidence, wasAsked);
        return new ClusterExplanation(cluster, nearestFirst.Count, summary,
        [
            new ClusterStatement { Cluster = cluster, Kind = StatementKind.Summary, IsTold = true, Sentence = summary },
            .. found, .. confidence, .. Examples(cluster, nearestFirst),
        ]);
    }

    /// <summary>A cluster with more notes a second but a slower beat has one that was taken for half of itself, or the reverse: the notes are sure.</summary>
    private static IEnumerable<ClusterStatement> WithoutHalvedTempi(ClusterStatement[] audio) => audio.Select(statement =>
        statement is { Name: AudibleQuality.Tempo, IsTold: true } && audio.Any(other =>
            other is { Name: AudibleQuality.OnsetRate, IsTold: true } && other.Cluster == statement.Cluster && other.Direction != statement.Direction)
            ? statement with { IsTold = false, Sentence = "" }
            : statement);

    private static ClusterStatement Of(AudibleQuality quality, RankDifference found, int kinds)
    {
        double p = Math.Min(1, found.P * kinds);
        bool told = p <= MostChance && Math.Abs(found.Delta) >= LeastDelta && quality.IsNoticed(found.MedianHere, found.MedianElsewhere);
        var statement = new ClusterStatement
        {
            Cluster = found.Cluster,
            Kind = StatementKind.Audio,
            Name = quality.Name,
            Direction = found.Delta == 0 ? "" : found.Delta > 0 ? "higher" : "lower",
            Here = found.MedianHere,
            Elsewhere = found.MedianElsewhere,
            Unit = quality.Unit,
            Effect = found.Delta,
            Lower95 = found.Lower95,
            Upper95 = found.Upper95,
            P = p,
            IsTold = told,
        };
        return told ? statement with { Sentence = ExplanationSentences.Of(quality, statement) } : statement;
    }

    /// <summary>The most distinctive items of each cluster and population.</summary>
    private IEnumerable<ClusterStatement> Items(
        StatementKind kind, IReadOnlyList<ItemPopulation> populations, int kept, int kinds, CancellationToken cancellationToken) =>
        new PresenceContrast(populations, inputs.Clusters).Run(inputs.Seed + (ulong)kind, PermutationCount, cancellationToken)
            .GroupBy(found => (found.Cluster, found.Population.Name)).SelectMany(group => group.Take(kept)).Select(found => Of(kind, found, kinds));

    private static ClusterStatement Of(StatementKind kind, ItemDifference found, int kinds)
    {
        double p = Math.Min(1, found.P * kinds);
        double here = (double)found.Having / found.Known;
        double overall = (double)(found.Having + found.HavingElsewhere) / (found.Known + found.KnownElsewhere);
        bool told = p <= MostChance && here >= LeastLift * overall;
        var statement = new ClusterStatement
        {
            Cluster = found.Cluster,
            Kind = kind,
            Name = found.Population.Name,
            Item = found.Population.ItemNames[found.Item],
            Direction = "more",
            Here = here,
            Elsewhere = (double)found.HavingElsewhere / found.KnownElsewhere,
            Effect = found.LogOdds,
            Lower95 = found.LogOdds - 1.96 * found.Error,
            Upper95 = found.LogOdds + 1.96 * found.Error,
            Overall = overall,
            P = p,
            IsTold = told,
        };
        return told ? statement with { Sentence = ExplanationSentences.Of(found, statement) } : statement;
    }

    private IEnumerable<ClusterStatement> Confidence(int cluster, IReadOnlyList<int> rows)
    {
        double[] here = [.. rows.Select(row => inputs.Confidences[row]).Where(double.IsFinite)];
        if (here.Length == 0) yield break;
        double[] elsewhere = [.. Enumerable.Range(0, inputs.Clusters.Length).Where(row => inputs.Clusters[row] >= 0 && inputs.Clusters[row] != cluster)
            .Select(row => inputs.Confidences[row]).Where(double.IsFinite)];
        int unsure = here.Count(value => value < inputs.LeastConfidence);
        yield return new ClusterStatement
        {
            Cluster = cluster,
            Kind = StatementKind.Confidence,
            Name = "mean",
            Here = here.Average(),
            Elsewhere = elsewhere.Length > 0 ? elsewhere.Average() : null,
        };
        yield return new ClusterStatement
        {
            Cluster = cluster,
            Kind = StatementKind.Confidence,
            Name = "unsure",
            Here = (double)unsure / here.Length,
            Elsewhere = elsewhere.Length > 0 ? (double)elsewhere.Count(value => value < inputs.LeastConfidence) / elsewhere.Length : null,
            IsTold = unsure > 0,
            Sentence = unsure > 0 ? ExplanationSentences.Unsure(unsure, here.Length) : "",
        };
    }

    /// <summary>The nearest to the middle, and the farthest where there are as many more.</summary>
    private IEnumerable<ClusterStatement> Examples(int cluster, IReadOnlyList<int> nearestFirst)
    {
        int typical = Math.Min(ExampleCount, nearestFirst.Count);
        int atypical = Math.Min(ExampleCount, nearestFirst.Count - typical);
        ClusterStatement Example(StatementKind kind, int place, int row) => new()
        {
            Cluster = cluster,
            Kind = kind,
            Name = ExplanationSentences.Whole(place),
            Item = inputs.Tracks[row].Path,
            Here = inputs.Confidences[row],
            IsTold = true,
            Sentence = inputs.Tracks[row].DisplayTitle,
        };
        return Enumerable.Range(1, typical).Select(place => Example(StatementKind.Typical, place, nearestFirst[place - 1]))
            .Concat(Enumerable.Range(1, atypical).Select(place => Example(StatementKind.Atypical, place, nearestFirst[^place])));
    }
}

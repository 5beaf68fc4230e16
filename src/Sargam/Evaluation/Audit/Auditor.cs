using Sargam.Clustering;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Scanning.Embeddings;
using Sargam.Storage;

namespace Sargam.Evaluation.Audit;

/// <summary>
/// Scores clusters that were made elsewhere: agreement with labels, confounds and verdict by the rules of every evaluation, against a
/// null of its own (<see cref="AssignmentNull"/>). Vectors that are copies count once.
/// </summary>
internal sealed class Auditor(AuditOptions options, IPipelineObserver observer, TimeProvider clock)
{
    private const string Representation = "embeddings";
    private const string Clusterer = "elsewhere";
    private readonly Recipe _recipe = new() { Name = "audit", Seed = options.Seed, Evaluate = options.Evaluate };

    /// <summary>Reads, scores and saves.</summary>
    public EvaluationResult Run(RunFolder folder, CancellationToken cancellationToken)
    {
        RecipeCheck.ThrowIfInvalid(_recipe);
        long started = clock.GetTimestamp();
        observer.StageStarted(StageKind.Evaluate);
        Subject subject = Read();
        Matrix? common = CommonSpace(subject, cancellationToken);
        ClusterQuality quality = Score(subject, common, cancellationToken);
        IReadOnlyList<Confound> confounds = new ConfoundAudit(_recipe, ConfoundFactors.Of(subject.Tracks, new StoredTrack?[subject.Tracks.Count], hasWords: null, subject.Sets)).Of(subject.Clusters, cancellationToken);
        IReadOnlyList<MethodComparison> comparisons = new MethodComparer(_recipe, subject.Sets, subject.Blocks).Compare([$"{Representation} + {Clusterer}"], [subject.Clusters], cancellationToken);
        VerdictEvidence evidence = Evidence(subject, quality, common, cancellationToken) with { Confounds = confounds, Comparisons = comparisons };
        Scorecard scorecard = VerdictRules.Explain(evidence);
        quality = quality with { Verdict = scorecard.Verdict, Stability = evidence.Stability?.Observed };
        var result = new EvaluationResult(scorecard, [quality]);
        MetricsFile.Write(folder, result.Methods);
        AuditFile.Write(folder, [(quality, confounds)]);
        MethodComparer.Write(folder, comparisons);
        result.Write(folder);
        observer.StageFinished(StageKind.Evaluate, clock.GetElapsedTime(started), reused: false);
        return result;
    }

    /// <summary>What is audited. Rows are the different vectors, but for <see cref="Listed"/>, which has all.</summary>
    private sealed record Subject(Matrix Values, Matrix? Features, int[] Clusters, int[] Listed, RepeatedRows Repeats, IReadOnlyList<Track> Tracks, IReadOnlyList<LabelSet> Sets, TrackBlocks Blocks)
    {
        public int ClusterCount => Clusters.Where(cluster => cluster >= 0).Distinct().Count();

        /// <summary>Share of all vectors in the largest cluster.</summary>
        public double LargestShare => Listed.Count(cluster => cluster == 0) / (double)Listed.Length;

        /// <summary>Whether there is anything to hold against chance: a giant cluster's or copies' silhouettes are high whatever chance gives.</summary>
        public bool CanBeCompared => ClusterCount >= 2 && ClusterCount < Clusters.Length - 1 && LargestShare < VerdictRules.DegenerateShare
            && !Repeats.IsTiled && !VectorSpread.Of(Values).IsNearlyConstant;
    }

    private Subject Read()
    {
        var scan = new ScanOptions
        {
            Source = options.EmbeddingsFile,
            EmbeddingsFile = options.EmbeddingsFile,
            TracksFile = options.TracksFile,
            IdColumn = options.IdColumn,
            Labels = options.Labels,
            SkipColumns = options.SkipColumns,
        };
        (EmbeddingTable vectors, CsvTable? about) = EmbeddingScan.Read(scan);
        int rowCount = vectors.Values.RowCount;
        if (rowCount < LatentStage.MinTrackCount) throw new ArgumentException($"--embeddings must hold at least {LatentStage.MinTrackCount} vectors, {options.EmbeddingsFile} has {rowCount}");
        AssignmentTable assigned = AssignmentTable.Read(options, rowCount, about);
        EmbeddingScan.Result named = EmbeddingScan.Run(scan with { IdColumn = assigned.About?.HasColumn(options.IdColumn ?? "") == true ? options.IdColumn : null }, vectors, assigned.About);
        Matrix? features = options.FeaturesFile is { } file ? EmbeddingTable.Read(file, [], options.Labels).Values : null;
        if (features is not null && features.RowCount != rowCount) throw new ArgumentException($"--features must have a row for each vector ({rowCount}), {options.FeaturesFile} has {features.RowCount}");
        Report(vectors, assigned, named);
        int[] listed = ClusterOrder.BySize(assigned.Clusters);
        int[] firsts = RepeatedRows.Firsts(vectors.Values);
        int[] kept = [.. firsts.Where((first, row) => first == row)];
        Track[] tracks = [.. kept.Select(row => named.Collection.Tracks[row])];
        return new Subject(
            vectors.Values.View.SelectRows(kept), features?.View.SelectRows(kept), [.. kept.Select(row => listed[row])], listed, RepeatedRows.Of(firsts), tracks,
            [.. named.Collection.LabelNames.Select(name => LabelSet.Of(name, tracks)).Where(set => set.ClassCount >= 2)], TrackBlocks.Of(tracks, named.Collection.LabelNames));
    }

    private void Report(EmbeddingTable vectors, AssignmentTable assigned, EmbeddingScan.Result named)
    {
        observer.Note(StageKind.Evaluate, $"{Words.Count(vectors.Values.RowCount, "vector")} of {Words.Count(vectors.Values.ColumnCount, "number")}");
        if (assigned.Note is { } note) observer.Note(StageKind.Evaluate, note);
        foreach (string warning in named.Warnings) observer.Warn(StageKind.Evaluate, warning);
        if (vectors.Values.RowCount > ClusterFinder.SilhouetteRowLimit)
        {
            observer.Note(StageKind.Evaluate, $"silhouettes are those of {Words.Count(ClusterFinder.SilhouetteRowLimit, "vector")} drawn at random");
        }
    }

    private ClusterQuality Score(Subject subject, Matrix? common, CancellationToken cancellationToken) => new()
    {
        Recipe = _recipe.Name,
        Representation = Representation,
        Clusterer = Clusterer,
        ClusterCount = subject.Listed.Where(cluster => cluster >= 0).Distinct().Count(),
        Seed = options.Seed,
        TrackCount = subject.Listed.Length,
        Coverage = subject.Listed.Count(cluster => cluster >= 0) / (double)subject.Listed.Length,
        NonEmptyClusterCount = subject.Listed.Where(cluster => cluster >= 0).Distinct().Count(),
        LargestShare = subject.LargestShare,
        Silhouette = ClusterFinder.MeanSilhouette(subject.Values, subject.Clusters, cancellationToken),
        CalinskiHarabasz = CalinskiHarabasz.Score(subject.Values, subject.Clusters),
        DaviesBouldin = DaviesBouldin.Score(subject.Values, subject.Clusters),
        SilhouetteCommon = common is null ? null : ClusterFinder.MeanSilhouette(common, subject.Clusters, cancellationToken),
        Labels = new LabelScorer(_recipe, subject.Sets, subject.Blocks).Score(subject.Clusters, cancellationToken),
        Verdict = Verdict.NoneBeyondChance,
    };

    /// <summary>Standardised columns of what the vectors were made of, or of the vectors, PCA to 95 %; null where nothing varies.</summary>
    private static Matrix? CommonSpace(Subject subject, CancellationToken cancellationToken)
    {
        Matrix source = subject.Features ?? subject.Values;
        if (source.RowCount < LatentStage.MinTrackCount || VectorSpread.Of(source).IsNearlyConstant) return null;
        return StandardComponents.Of(source, cancellationToken: cancellationToken);
    }

    private VerdictEvidence Evidence(Subject subject, ClusterQuality quality, Matrix? common, CancellationToken cancellationToken)
    {
        NullComparison? silhouette = null;
        NullComparison? agreement = null;
        NullComparison? together = null;
        NullComparison? inFeatures = null;
        if (subject.CanBeCompared && quality.Silhouette is { } tightness)
        {
            var chance = new AssignmentNull(subject.ClusterCount, options.Seed, options.Evaluate.NullDraws, options.Evaluate.Subsamples);
            int drawn = 0;
            (double[] silhouettes, double[] agreements) = chance.Sample(
                subject.Values, () => observer.Report(new StageProgress(StageKind.Evaluate, Interlocked.Increment(ref drawn), options.Evaluate.NullDraws, "scorings")), cancellationToken);
            double found = chance.Agreement(subject.Values, subject.Clusters, options.Seed, cancellationToken);
            silhouette = NullComparison.Of("silhouette", tightness, silhouettes);
            agreement = NullComparison.Of("stability", found, agreements);
            together = NullComparison.OfSum("both, in deviations", (tightness, silhouettes), (found, agreements));
            if (subject.Features is not null && common is not null && quality.SilhouetteCommon is { } there)
            {
                inFeatures = NullComparison.Of("silhouette_common", there, chance.SampleSilhouettes(common, cancellationToken));
            }
        }

        return new VerdictEvidence
        {
            NonEmptyClusterCount = quality.NonEmptyClusterCount,
            LargestShare = quality.LargestShare,
            Coverage = quality.Coverage,
            Silhouette = silhouette,
            Stability = agreement,
            Together = together,
            SilhouetteInFeatures = inFeatures,
            MayBeMap = subject.Values.ColumnCount <= AuditRemarks.FewDimensions && subject.Features is null,
            Labels = quality.Labels,
            Repeats = subject.Repeats,
            IsNearlyConstant = VectorSpread.Of(subject.Values).IsNearlyConstant,
            IsFromElsewhere = true,
            Remarks = [.. AuditRemarks.Of(subject.Values, subject.Clusters, subject.Listed, quality, silhouette, subject.Features is not null)],
        };
    }
}

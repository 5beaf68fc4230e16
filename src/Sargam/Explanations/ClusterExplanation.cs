namespace Sargam.Explanations;

/// <summary>
/// What sets a cluster apart from the rest of the collection. It describes; it does not prove that the cluster is real: clusters
/// are made of such differences, so those of a structureless collection have them too. That is the verdict's question.
/// </summary>
public sealed class ClusterExplanation
{
    internal ClusterExplanation(int cluster, int trackCount, string summary, IReadOnlyList<ClusterStatement> statements) =>
        (Cluster, TrackCount, Summary, Statements) = (cluster, trackCount, summary, statements);

    /// <summary>The cluster's number.</summary>
    public int Cluster { get; }

    /// <summary>Its size.</summary>
    public int TrackCount { get; }

    /// <summary>The explanation in one sentence, such as "Cluster 2 (14 tracks): slower, darker; mostly ambient (style)."</summary>
    public string Summary { get; }

    /// <summary>Everything that was looked at, those that are told first within each kind.</summary>
    public IReadOnlyList<ClusterStatement> Statements { get; }

    /// <summary>The told statements of a kind, the weightiest first.</summary>
    public IEnumerable<ClusterStatement> Told(StatementKind kind) => Statements.Where(statement => statement.Kind == kind && statement.IsTold);
}

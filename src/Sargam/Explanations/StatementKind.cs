namespace Sargam.Explanations;

/// <summary>What a statement about a cluster is of.</summary>
public enum StatementKind
{
    /// <summary>The whole explanation in one sentence.</summary>
    Summary,

    /// <summary>Something that is heard: tempo, brightness, loudness and the like.</summary>
    Audio,

    /// <summary>A value of a label set: a genre, a language, an artist.</summary>
    Label,

    /// <summary>A word of the lyrics, among lyrics of the same language.</summary>
    Word,

    /// <summary>How clearly the tracks belong to the cluster.</summary>
    Confidence,

    /// <summary>One of the tracks nearest to the middle of the cluster.</summary>
    Typical,

    /// <summary>One of the tracks farthest from it.</summary>
    Atypical,
}

namespace Sargam.Pipeline;

/// <summary>The stages of the flow, in order. The eight words name folders, artifacts, commands and report sections.</summary>
public enum StageKind
{
    /// <summary>Lists the tracks and their labels.</summary>
    Scan,

    /// <summary>Turns files into mono samples.</summary>
    Decode,

    /// <summary>Turns samples into feature vectors.</summary>
    Features,

    /// <summary>Learns latent spaces.</summary>
    Represent,

    /// <summary>Groups the tracks.</summary>
    Cluster,

    /// <summary>Scores the groups against chance.</summary>
    Evaluate,

    /// <summary>Lays the tracks out on a map.</summary>
    Project,

    /// <summary>Writes figures, the report and playlists.</summary>
    Report,
}

/// <summary>How stages are written in files and on the screen.</summary>
public static class StageNames
{
    /// <summary>The stage's word.</summary>
    public static string ToName(this StageKind stage) => stage.ToString().ToLowerInvariant();
}

namespace Sargam.Evaluation;

/// <summary>What the audit found, in plain sentences.</summary>
internal static class ConfoundSentences
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["file_order"] = "order of the list",
        ["file_format"] = "files' formats",
        ["codec"] = "files' codecs",
        ["bit_rate"] = "files' bit rates",
        ["sample_rate"] = "files' sample rates",
        ["channels"] = "files' numbers of channels",
        ["decoder"] = "files' decoders",
        ["duration"] = "tracks' lengths",
        ["has_lyrics"] = "presence of lyrics",
        ["near_duplicates"] = "near-duplicates",
    };

    /// <summary>A factor as people call it.</summary>
    public static string NameOf(string factor) => Names.GetValueOrDefault(factor, factor);

    /// <summary>One sentence for each factor that the clusters follow; a label set that is scored anyway is only told of when something is left of it.</summary>
    public static IEnumerable<string> Of(VerdictEvidence evidence)
    {
        int tests = evidence.Confounds.Count;
        foreach (Confound confound in evidence.Confounds.Where(confound => confound.IsFollowed(tests)))
        {
            bool isLabel = evidence.Labels.Any(label => label.Label == confound.Factor);
            if (isLabel && confound.Given is null) continue;
            string own = isLabel ? "" : $"The clusters follow the {NameOf(confound.Factor)} (AMI {VerdictRules.Short(confound.Ami)}, chance reaches {VerdictRules.Short(confound.ChanceAmi)}).";
            yield return string.Join(' ', new[] { own, Rest(confound, tests), Meaning(confound) }.Where(part => part.Length > 0));
        }
    }

    private static string Rest(Confound confound, int tests)
    {
        if (confound.Given is not { } given || confound.AmiGiven is not { } left) return "";
        string numbers = $"(AMI {VerdictRules.Short(left)}, chance reaches {VerdictRules.Short(confound.ChanceAmiGiven!.Value)})";
        return confound.IsFollowedWithin(tests)
            ? $"Among tracks of equal {given} they still follow the {NameOf(confound.Factor)} {numbers}."
            : $"Among tracks of equal {given} nothing of the {NameOf(confound.Factor)} is left {numbers}.";
    }

    private static string Meaning(Confound confound) => confound.Factor switch
    {
        "file_order" => "Neighbours in a list are often of one artist or album: those may be what the clusters are, and scores against labels are then too good.",
        _ when confound.IsEncoding => "That may be encoding rather than music.",
        _ => "",
    };
}

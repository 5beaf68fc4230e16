using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>Every score in words that need no course in statistics.</summary>
internal static class Glossary
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["Largest"] = "share of the tracks that the largest cluster holds. Near 100 % there is nothing to compare.",
        ["Coverage"] = "share of the tracks that belong to a cluster rather than to noise.",
        ["Silhouette"] = "how much closer a track is to its own cluster than to the next one, −1 to 1; higher is clearer. “Own” is measured in "
            + "the space that the method made for itself, “common” in one space for all.",
        ["CH"] = "Calinski-Harabasz index: spread between clusters over spread within them; higher is clearer.",
        ["DB"] = "Davies-Bouldin index: how alike the two most alike clusters are, on average; lower is clearer.",
        ["Stability"] = "how well clusterings of random parts of the collection agree; 0 is chance, 1 is always the same clusters.",
        ["Active units"] = "numbers that the learned representation really uses. None at all means that it collapsed.",
        ["R²"] = "share of the differences between tracks that the representation can give back.",
        ["ARI"] = "adjusted Rand index: pairs of tracks that clusters and labels agree on; 0 is chance, 1 is identity.",
        ["NMI"] = "normalised mutual information: what knowing the cluster tells about the label, 0 to 1; above 0 by chance alone.",
        ["AMI"] = "the same with chance taken off: 0 is chance, 1 is identity.",
        ["Chance AMI"] = "what AMI reaches by chance in 95 of 100 cases, with labels dealt out anew.",
        ["Purity"] = "share of tracks that carry the commonest label of their cluster; grows with the number of clusters.",
        ["p"] = "how often chance alone does at least as well; below 0.05 is commonly taken as evidence.",
    };

    /// <summary>Explains some terms, in the order given.</summary>
    public static void Write(HtmlWriter html, params IEnumerable<string> terms)
    {
        html.Start("dl", "glossary");
        foreach (string term in terms)
        {
            html.NewLine();
            html.Start("div");
            html.Element("dt", term);
            html.Element("dd", Meanings[term]);
            html.End();
        }

        html.End();
        html.NewLine();
    }
}

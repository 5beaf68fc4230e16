using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sargam.Numerics;
using Sargam.Reporting;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Reporting;

public sealed partial class HtmlReportTests
{
    [Fact]
    public void The_sample_report_is_the_verified_one() => Snapshot.Matches("report.verified.html", WithoutBuiltPage(Write(SampleReport.Create())));

    [Fact]
    public void The_policy_allows_the_built_script_and_the_two_styles_and_nothing_else()
    {
        string page = Write(SampleReport.Create());
        string[] styles = [.. StyleElement().Matches(page).Select(match => Hash(match.Groups[1].Value))];
        string script = Hash(Assert.Single(ModuleElement().Matches(page)).Groups[1].Value);
        string policy = (string)Parse(page).Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;

        Assert.Equal(2, styles.Length);
        Assert.Equal($"default-src 'none'; script-src '{script}'; style-src '{styles[0]}' '{styles[1]}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
        Assert.True(page.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < page.IndexOf("<script", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_is_well_formed_and_asks_for_nothing_whatever_the_texts_are()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            string page = Write(HostileReport.Create(new Rng(seed)));
            XElement html = ParseSeeded(page, seed);
            foreach (XElement element in html.DescendantsAndSelf())
            {
                Assert.False(element.Name.LocalName is "link" or "iframe" or "image" or "use" or "object" or "base", $"seed {seed}: <{element.Name}>");
                foreach (XAttribute attribute in element.Attributes()) AssertHarmless(attribute, seed);
            }

            Assert.Equal(html.Descendants("main").Any() && page.Contains("sargam-meta\">", StringComparison.Ordinal) ? 3 : 1, ScriptStart().Count(page));
            Assert.Equal(html.Descendants("img").Count(), ImageStart().Count(page));
            Assert.DoesNotContain("http", string.Concat(StyleElement().Matches(page).Select(match => match.Value)), StringComparison.Ordinal);
            Assert.True(page.EnumerateRunes().All(rune => !Sargam.Reporting.Markup.CleanText.IsBidiControl(rune)), $"seed {seed}: bidi control");
        }
    }

    [Fact]
    public void Equal_models_give_equal_pages() => Assert.Equal(Write(SampleReport.Create()), Write(SampleReport.Create()));

    [Fact]
    public void A_bare_model_still_makes_a_page()
    {
        string text = Parse(Write(SampleReport.Bare())).Value;
        Assert.Contains("There is nothing to cluster.", text, StringComparison.Ordinal);
        Assert.Contains("None: every file could be used.", text, StringComparison.Ordinal);
    }

    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 0 }, { 1, 1, 3 }, { 60, 1, 1 }, { 90, 30, 2 }, { 90, 30, 30 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Any_number_of_tracks_clusters_and_labels_makes_a_page(int tracks, int clusters, int labels)
    {
        XElement html = Parse(Write(Sized(tracks, clusters, labels)));

        Assert.Equal(clusters, html.Descendants("article").Count());
        Assert.Equal(1 + labels, html.Descendants("figure").Count(figure => (string?)figure.Attribute("class") == "map"));
        Assert.All(html.Descendants().Attributes("id").GroupBy(id => id.Value), group => Assert.Single(group));
    }

    [Fact]
    public void The_verdict_comes_first()
    {
        XElement main = Parse(Write(SampleReport.Create())).Element("body")!.Element("main")!;
        Assert.Contains("verdict", (string?)main.Elements("section").First().Attribute("class") ?? "", StringComparison.Ordinal);
        Assert.Equal("Verdict: weak", main.Elements("section").First().Element("h2")!.Value);
    }

    [Fact]
    public void Undefined_scores_are_dashes_and_figures_and_tables_are_named()
    {
        XElement html = Parse(Write(SampleReport.Create()));

        Assert.Contains(html.Descendants("td"), cell => cell.Value == "–");
        Assert.All(html.Descendants("svg"), svg => Assert.True(svg.Attribute("aria-label") is not null || svg.Attribute("aria-hidden") is not null));
        Assert.All(html.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(html.Descendants("th"), heading => Assert.NotNull(heading.Attribute("scope")));
    }

    [Fact]
    public void Scores_over_seeds_have_their_spread()
    {
        ReportModel model = SampleReport.Create();
        model = model with { AllSeeds = [.. model.Methods, .. model.Methods.Select(method => method with { Seed = 2, Silhouette = method.Silhouette + 0.2 })] };
        string text = Parse(Write(model)).Value;

        Assert.Contains("0.494 ± 0.141", text, StringComparison.Ordinal);
        Assert.Contains("means over 2 seeds", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Walks_are_pictures_of_sequences_and_bars_of_features_the_widest_used_dimensions_first()
    {
        TraversalStep Step(double at, bool picture) => new(
            at, "<i>near</i>", picture ? [] : [KeyValuePair.Create("mfcc_01", at)], picture ? new TraversalMap(2, 3, new float[] { 0, 1, 2, 3, 4, 5 }) : null);
        TraversalWalk Walk(int dimension, double kl, bool picture) => new(dimension, kl, [Step(-2, picture), Step(0, picture), Step(2, picture)]);
        XElement html = Parse(Write(SampleReport.Create() with { Traversals = [Walk(1, 0.5, false), Walk(2, 1.5, true)] }));
        XElement[] walks = [.. html.Descendants("div").Where(div => (string?)div.Attribute("class") == "walk")];

        Assert.Equal(["Dimension 2", "Dimension 1"], walks.Select(walk => walk.Element("h3")!.Nodes().OfType<XText>().First().Value));
        Assert.Equal(3, walks[0].Descendants("img").Count());
        Assert.All(walks[0].Descendants("img"), image => Assert.NotEmpty((string)image.Attribute("alt")!));
        Assert.Equal(["−2.00", "0.00", "2.00"], walks[1].Descendants("li").Select(line => line.Element("span")!.Value));
    }

    [Fact]
    public void Counts_of_clusters_and_labels_stand_behind_their_pictures()
    {
        XElement table = Parse(Write(SampleReport.Create())).Descendants("table").First(table => table.Element("caption")!.Value == "Tracks by cluster and language");
        Assert.Equal(["Cluster", "Deutsch", "বাংলা", "English", "All"], table.Descendants("th").Take(5).Select(heading => heading.Value).Order(Comparer<string>.Create((a, b) => Rank(a) - Rank(b))));
        Assert.Equal(60, table.Descendants("tr").Skip(1).Sum(row => int.Parse(row.Elements("td").Last().Value, System.Globalization.CultureInfo.InvariantCulture)));

        static int Rank(string heading) => Array.IndexOf(["Cluster", "Deutsch", "বাংলা", "English", "All"], heading);
    }

    private static ReportModel Sized(int tracks, int clusters, int labels)
    {
        ReportModel sample = SampleReport.Create();
        return sample with
        {
            Tracks = [.. Enumerable.Range(0, tracks).Select(i => new MapTrack($"t{i}", i % 7, i % 11, i % clusters, [.. Enumerable.Range(0, labels).Select(l => $"v{i % (l + 1)}")]))],
            LabelNames = [.. Enumerable.Range(0, labels).Select(l => $"label {l}")],
            Clusters = [.. Enumerable.Range(0, clusters).Select(c => new ClusterSummary(c, 1, ["t"], [.. Enumerable.Repeat<IReadOnlyList<KeyValuePair<string, int>>>([KeyValuePair.Create("v0", 1)], labels)], "a.m3u8"))],
            History = [],
            ClusterCountScores = [],
            Failures = [],
        };
    }

    private static void AssertHarmless(XAttribute attribute, ulong seed)
    {
        string name = attribute.Name.LocalName;
        Assert.False(name is "style" || name.StartsWith("on", StringComparison.Ordinal), $"seed {seed}: {name}");
        if (name == "src") Assert.StartsWith("data:image/png;base64,", attribute.Value, StringComparison.Ordinal);
        if (name == "href") Assert.Matches("^[A-Za-z0-9._~%/!*'()-]*$", attribute.Value);
    }

    private static string Write(ReportModel model)
    {
        var writer = new StringWriter();
        HtmlReport.Write(model, writer);
        return writer.ToString();
    }

    /// <summary>The page as XML; what stands inside scripts is none.</summary>
    private static XElement Parse(string page) => XDocument.Parse(ScriptElement().Replace(page, "$1$2")).Root!;

    /// <summary>What C# writes: the built page has checks of its own, and compressed bytes say nothing to a reader.</summary>
    private static string WithoutBuiltPage(string page) =>
        HashValue().Replace(BuiltStyle().Replace(ScriptElement().Replace(page, match => match.Groups[1].Value.Contains("sargam-meta", StringComparison.Ordinal) ? match.Value : match.Groups[1].Value + match.Groups[2].Value), "$1$2"), "sha256-…");

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static XElement ParseSeeded(string page, ulong seed)
    {
        try
        {
            return Parse(page);
        }
        catch (System.Xml.XmlException error)
        {
            throw new InvalidOperationException($"seed {seed}: {error.Message}", error);
        }
    }

    [GeneratedRegex("<style[^>]*>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();

    [GeneratedRegex("(<style>)\\.theme.*?(</style>)", RegexOptions.Singleline)]
    private static partial Regex BuiltStyle();

    [GeneratedRegex("<script type=\"module\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ModuleElement();

    [GeneratedRegex("(<script[^>]*>).*?(</script>)", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptStart();

    [GeneratedRegex("<img", RegexOptions.IgnoreCase)]
    private static partial Regex ImageStart();

    [GeneratedRegex("sha256-[A-Za-z0-9+/=]+")]
    private static partial Regex HashValue();
}

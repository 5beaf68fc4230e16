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
    public void The_sample_report_is_the_verified_one() => Snapshot.Matches("report.verified.html", Write(SampleReport.Create()));

    [Fact]
    public void The_policy_allows_the_inline_stylesheet_and_nothing_else()
    {
        string page = Write(SampleReport.Create());
        string style = StyleElement().Match(page).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        string policy = (string)Parse(page).Descendants("meta").Single(meta => (string?)meta.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content")!;

        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
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
                Assert.False(element.Name.LocalName is "script" or "img" or "link" or "iframe" or "image" or "use" or "object" or "base", $"seed {seed}: <{element.Name}>");
                foreach (XAttribute attribute in element.Attributes()) AssertHarmless(attribute, seed);
            }

            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("http", StyleElement().Match(page).Value, StringComparison.Ordinal);
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
        Assert.False(name is "style" or "src" || name.StartsWith("on", StringComparison.Ordinal), $"seed {seed}: {name}");
        if (name == "href") Assert.Matches("^[A-Za-z0-9._~%/!*'()-]*$", attribute.Value);
    }

    private static string Write(ReportModel model)
    {
        var writer = new StringWriter();
        HtmlReport.Write(model, writer);
        return writer.ToString();
    }

    private static XElement Parse(string page) => XDocument.Parse(page).Root!;

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

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement();
}

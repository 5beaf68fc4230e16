using System.Xml.Linq;
using Sargam.Numerics;
using Sargam.Reporting;
using Sargam.Reporting.Figures;

namespace Sargam.Tests.Reporting;

public sealed class FigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_sample_has_every_figure_under_its_own_name() => Assert.Equal(
        ["methods", "map-clusters", "map-label-1", "map-label-2", "map-label-3", "composition-1", "confusion-1", "composition-2", "confusion-2", "composition-3", "confusion-3", "cluster-count", "training"],
        ReportFigures.Create(SampleReport.Create()).Select(figure => figure.Name));

    [Fact]
    public void Figures_hold_presentation_attributes_only()
    {
        foreach (Figure figure in ReportFigures.Create(SampleReport.Create()))
        {
            XElement svg = Parse(figure);
            Assert.DoesNotContain(svg.DescendantsAndSelf(), element => element.Name.LocalName is "style" or "script" or "image" or "use" or "a" or "foreignObject");
            Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "style" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Everything_drawn_lies_within_the_figure()
    {
        foreach (Figure figure in ReportFigures.Create(SampleReport.Create()))
        {
            foreach (XElement element in Parse(figure).Descendants())
            {
                AssertWithin(element, ["x", "x1", "x2", "cx"], figure.Width + 32, figure.Name);
                AssertWithin(element, ["y", "y1", "y2", "cy"], figure.Height + 62, figure.Name);
            }
        }
    }

    [Fact]
    public void A_point_says_its_title_and_cluster() =>
        Assert.Contains(Parse(ClusterMapFigure.Create(SampleReport.Create())!).Descendants(Svg + "title"), title => title.Value.EndsWith(" (60) (cluster 4)", StringComparison.Ordinal));

    [Fact]
    public void Above_the_limit_a_fixed_subset_is_drawn_and_the_caption_says_so()
    {
        ReportModel model = SampleReport.Create();
        Figure some = ClusterMapFigure.Create(model, maxPoints: 24)!;

        Assert.Equal(24, PointCount(some));
        Assert.Contains("24 of 60 tracks are drawn", some.Caption, StringComparison.Ordinal);
        Assert.Equal(Text(some), Text(ClusterMapFigure.Create(model, maxPoints: 24)!));
        Assert.Equal(60, PointCount(ClusterMapFigure.Create(model)!));
    }

    [Fact]
    public void A_subset_misses_no_cluster_of_a_collection_that_repeats_itself()
    {
        ReportModel model = SampleReport.Create() with
        {
            Tracks = [.. Enumerable.Range(0, 3000).Select(i => new MapTrack($"t{i}", i % 53, i % 47, i % 30, []))],
        };
        string text = Text(ClusterMapFigure.Create(model, maxPoints: 2000)!);

        for (int cluster = 0; cluster < 30; cluster++) Assert.Contains($"(cluster {cluster})", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_values_the_commonest_have_colours_and_the_rest_is_other()
    {
        ReportModel model = WithLabels(i => $"v{(int)Math.Sqrt(i * 9):00}");
        string text = Text(LabelMapFigure.Create(model, 0)!);

        Assert.Contains("other (11 values)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s11\"", text, StringComparison.Ordinal);
        Assert.Contains("s10\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Twelve_values_need_no_other() =>
        Assert.DoesNotContain("other (", Text(LabelMapFigure.Create(WithLabels(i => $"v{i % 12}"), 0)!), StringComparison.Ordinal);

    [Fact]
    public void Tracks_without_a_value_are_unknown() =>
        Assert.Contains("unknown", Text(LabelMapFigure.Create(WithLabels(i => i % 2 == 0 ? "" : "x"), 0)!), StringComparison.Ordinal);

    [Fact]
    public void Without_labels_the_methods_show_scores_of_the_clusters_only()
    {
        ReportModel model = SampleReport.Create();
        model = model with { LabelNames = [], Methods = [.. model.Methods.Select(method => method with { Labels = [] })] };
        string text = Text(MethodComparisonFigure.Create(model)!);

        Assert.DoesNotContain("AMI", text, StringComparison.Ordinal);
        Assert.Contains("Silhouette, common space", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_stay_well_formed_whatever_the_texts_and_numbers_are()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            foreach (Figure figure in ReportFigures.Create(HostileReport.Create(new Rng(seed))))
            {
                string text = Text(figure);
                try
                {
                    XElement.Parse(text);
                }
                catch (System.Xml.XmlException error)
                {
                    Assert.Fail($"seed {seed}, {figure.Name}: {error.Message}");
                }

                Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
            }
        }
    }

    private static ReportModel WithLabels(Func<int, string> value)
    {
        ReportModel model = SampleReport.Create();
        return model with { LabelNames = ["x"], Tracks = [.. model.Tracks.Select((track, i) => track with { Labels = [value(i)] })] };
    }

    private static void AssertWithin(XElement element, string[] names, double limit, string figure)
    {
        foreach (string name in names)
        {
            if ((double?)element.Attribute(name) is { } value) Assert.True(value >= 0 && value <= limit, $"{figure}: {element}");
        }
    }

    private static int PointCount(Figure figure) =>
        Parse(figure).Descendants(Svg + "title").Count(title => title.Parent!.Name.LocalName is "circle" or "path");

    private static XElement Parse(Figure figure) => XElement.Parse(Text(figure));

    private static string Text(Figure figure)
    {
        var writer = new StringWriter();
        figure.WriteSvg(writer);
        return writer.ToString();
    }
}

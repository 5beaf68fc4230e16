using Sargam.Demo;

namespace Sargam.Tests.Demo;

public sealed class DemoStructureTests
{
    [Fact]
    public void Styles_can_be_told_apart_and_languages_cannot()
    {
        RenderedCollection collection = RenderedCollection.Of(DemoKind.Mixed);
        double[][] rows = SimpleDescriptors.Of(collection);

        Assert.InRange(SimpleDescriptors.NearestCentroidAccuracy(rows, [.. collection.Tracks.Select(track => track.Style)]), 0.95, 1);
        Assert.InRange(SimpleDescriptors.NearestCentroidAccuracy(rows, [.. collection.Tracks.Select(track => track.Language)]), 0, 0.5);
    }

    [Fact]
    public void The_mixed_collection_has_columns_with_several_modes()
    {
        double[][] rows = SimpleDescriptors.Of(RenderedCollection.Of(DemoKind.Mixed));

        Assert.True(Cuts(rows).Count(cut => cut > 0.75) >= 4, string.Join(" ", Cuts(rows)));
    }

    [Fact]
    public void The_null_collection_has_one_mode_in_every_column()
    {
        double[][] rows = SimpleDescriptors.Of(RenderedCollection.Of(DemoKind.Null));

        // A uniform column of 60 has 0.75 give or take 0.02.
        Assert.All(Cuts(rows), cut => Assert.InRange(cut, 0.5, 0.78));
    }

    private static IEnumerable<double> Cuts(double[][] rows) =>
        Enumerable.Range(0, rows[0].Length).Select(c => SimpleDescriptors.BestCut(rows.Select(row => row[c])));
}

using Sargam.Evaluation.Audit;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Evaluation.Audit;

public sealed class AssignmentTableTests : IDisposable
{
    private static readonly CsvTable Tracks = new(["id", "genre"], [["a", "rock"], ["b", "folk"], ["c", "rock"], ["d", "folk"]]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cluster\n2\n0\n2\n-1\n")]
    [InlineData("x,label\n0.5,2.0\n0.1,0.0\n0.3,2.0\n0.2,\n")]
    [InlineData("name,groups\nq,7\nr,3\ns,7\nt,-1.0\n")]
    [InlineData("Cluster\nwarm\ncold\nwarm\nNoise\n")]
    [InlineData(",cluster\n0,2\n1,0\n2,2\n3,nan\n")]
    public void Clusters_may_be_numbers_or_words_and_noise_has_many_names(string csv) => Assert.Equal([0, 1, 0, -1], Read(csv, null).Clusters);

    [Fact]
    public void Rows_find_their_vectors_by_a_column_that_both_tables_have()
    {
        AssignmentTable table = Read("cluster,mood,id\n1,sad,d\n0,gay,a\n", Tracks);

        Assert.Equal([0, -1, -1, 1], table.Clusters);
        Assert.Contains("2 of 4 vectors", table.Note!, StringComparison.Ordinal);
        Assert.Equal(["id", "genre", "mood"], table.About!.Header);
        Assert.Equal(["gay", "", "", "sad"], Enumerable.Range(0, 4).Select(row => table.About.Cell(row, "mood")));
    }

    [Theory]
    [InlineData("row,cluster\n2,0\n0,1\n")]
    [InlineData(",cluster\n2,0\n0,1\n")]
    public void Rows_find_their_vectors_by_number_where_some_were_left_out(string csv) => Assert.Equal([0, -1, 1, -1], Read(csv, null).Clusters);

    [Fact]
    public void A_column_that_is_asked_for_as_a_label_is_not_the_clusters()
    {
        AssignmentTable table = Read("label,k\n5,0\n5,0\n6,1\n6,1\n", null, options => options with { Labels = ["label"] });

        Assert.Equal([0, 0, 1, 1], table.Clusters);
        Assert.Equal(["label"], table.About!.Header);
    }

    [Theory]
    [InlineData("cluster\n0\n1\n", "must have a row for each vector (4), it has 2")]
    [InlineData("a,b\n0,1\n0,1\n0,1\n0,1\n", "must have a column cluster or label, or name its column of clusters with --cluster-column; it has a, b")]
    [InlineData("row,cluster\n0,1\n0,2\n", "must have a row for each vector (4), it has 2")]
    [InlineData("row,cluster\n0,1\n9,2\n", "must have a row for each vector (4), it has 2")]
    public void What_cannot_be_matched_is_explained(string csv, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Read(csv, null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("id,cluster\na,0\nb,1\na,1\n", "must name every track once, a is there twice, in the rows 2 and 4")]
    [InlineData("id,cluster\nx,0\ny,1\n", "no row of mine.csv names a track that --tracks has, by the column id (x there, a here)")]
    public void Names_that_do_not_fit_are_explained(string csv, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Read(csv, Tracks)).Message, StringComparison.Ordinal);

    [Fact]
    public void Columns_that_there_are_not_are_named()
    {
        Assert.Contains("--cluster-column must name a column of mine.csv (cluster), got k", Refuse(options => options with { ClusterColumn = "k" }), StringComparison.Ordinal);
        Assert.Contains("--id-column must name a column of mine.csv (cluster), got id", Refuse(options => options with { IdColumn = "id" }), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refuse(options => options with { AssignmentsFile = _folder.File("none.csv") }), StringComparison.Ordinal);
    }

    private string Refuse(Func<AuditOptions, AuditOptions> change) =>
        Assert.Throws<ArgumentException>(() => Read("cluster\n0\n1\n0\n1\n", Tracks, change)).Message;

    private AssignmentTable Read(string csv, CsvTable? about, Func<AuditOptions, AuditOptions>? change = null)
    {
        var options = new AuditOptions { EmbeddingsFile = "z.npy", AssignmentsFile = _folder.Write("mine.csv", csv) };
        return AssignmentTable.Read(change?.Invoke(options) ?? options, 4, about);
    }
}

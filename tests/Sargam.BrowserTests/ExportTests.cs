namespace Sargam.BrowserTests;

public sealed class ExportTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_selection_becomes_a_playlist_with_full_paths()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.LassoEverything();

        string[] lines = (await report.Download("Save playlist")).Split('\n');

        string root = Path.GetFullPath("../../music", Path.GetDirectoryName(report.Path)!);
        Assert.Equal("#EXTM3U", lines[0]);
        Assert.Equal(2 + 120 + 1, lines.Length);
        Assert.Contains($"{root}/Folder 0/00 #1.mp3", lines);
        Assert.Contains(lines, line => line.StartsWith("#EXTINF:60,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_selection_becomes_a_table()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Sample());
        await report.LassoEverything();

        string[] lines = (await report.Download("Save table")).Split("\r\n");

        Assert.Equal("title,path,Cluster,genre,language,artist,Confidence,Distortion", lines[0].TrimStart('\uFEFF'));
        Assert.Equal(60 + 2, lines.Length);
        Assert.Contains(lines, line => line.Contains("Folder 1/01 #1.mp3,Cluster 0,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_texts_make_neither_lines_nor_formulas()
    {
        await using ReportPage report = await ReportPage.OpenMap(chromium, Reports.Hostile(3));
        await report.LassoEverything();

        string[] playlist = (await report.Download("Save playlist")).TrimEnd('\n').Split('\n');
        string[] table = (await report.Download("Save table")).TrimStart('\uFEFF').Trim().Split("\r\n");

        Assert.Equal(0, playlist.Length % 2);
        for (int i = 2; i < playlist.Length; i += 2)
        {
            Assert.StartsWith("#EXTINF:", playlist[i], StringComparison.Ordinal);
            Assert.StartsWith("/", playlist[i + 1], StringComparison.Ordinal);
        }

        Assert.Equal(1 + 60, table.Length);
        Assert.All(table, line => Assert.DoesNotMatch("(^|,)\"?[=+@-]", line));
    }
}

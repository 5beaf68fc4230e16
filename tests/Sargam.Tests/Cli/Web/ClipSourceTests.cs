using Microsoft.AspNetCore.Http.HttpResults;
using Sargam.Cli.Web;
using Sargam.Scanning;
using Sargam.Tests.Similarity;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Cli.Web;

public sealed class ClipSourceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_cannot_be_read_is_replaced_by_a_copy_and_nobody_asks_for_the_excerpt()
    {
        Track[] tracks = [PlantedSpace.Track(0, path: "a.wav"), PlantedSpace.Track(0, path: "b.wav")];
        string first = _folder.Write("a.wav", Tones.Wav(1)), second = _folder.Write("b.wav", Tones.Wav(1));
        var collection = new Collection("c", _folder.Path, tracks, []);
        await using var clips = new ClipSource();
        using (new FileStream(first, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var clip = Assert.IsType<FileStreamHttpResult>(await clips.OpenAsync(collection, tracks, () => throw new InvalidOperationException("a damaged recipe"), Token));
            await using Stream stream = clip.FileStream;
            Assert.Equal(second, Assert.IsType<FileStream>(stream).Name);
        }
    }

    [Fact]
    public async Task What_browsers_do_not_play_is_decoded_for_each_excerpt()
    {
        Track track = PlantedSpace.Track(0, path: "a.wav") with { Codec = "adpcm_ms" };
        _folder.Write("a.wav", Tones.Wav(1));
        var collection = new Collection("c", _folder.Path, [track], []);
        await using var clips = new ClipSource();
        async Task<byte[]> Clip(string excerpt)
        {
            var clip = Assert.IsType<FileContentHttpResult>(await clips.OpenAsync(collection, [track], () => excerpt, Token));
            Assert.Equal(MediaType.Wav, clip.ContentType);
            return clip.FileContents.ToArray();
        }

        byte[] whole = await Clip("all"), part = await Clip("0.25s@middle");

        Assert.InRange(part.Length, 22_050, 22_200);
        Assert.True(whole.Length > 3 * part.Length);
        Assert.Equal(whole, await Clip("all"));
    }
}

using Sargam.Decoding.Ffmpeg;

namespace Sargam.Tests.Decoding.Ffmpeg;

public sealed class FfmpegLocatorTests : IDisposable
{
    private const string SayVersion = "echo 'ffmpeg version 9.8.7-suffix Copyright'";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task It_is_found_on_the_path_with_its_version()
    {
        (string ffmpeg, string ffprobe) = Install(SayVersion);
        FfmpegLocation location = await FindAsync(null, $"/nowhere{Path.PathSeparator}{Path.PathSeparator}{_scratch.Path}");

        Assert.Equal(new FfmpegPrograms(ffmpeg, ffprobe, "9.8.7"), location.Programs);
        Assert.Empty(location.Problem);
    }

    [Fact]
    public async Task The_variable_may_name_the_folder_or_the_program()
    {
        (string ffmpeg, string ffprobe) = Install(SayVersion);

        Assert.Equal(new FfmpegPrograms(ffmpeg, ffprobe, "9.8.7"), (await FindAsync(_scratch.Path, "")).Programs);
        Assert.Equal(new FfmpegPrograms(ffmpeg, ffprobe, "9.8.7"), (await FindAsync(ffmpeg, null)).Programs);
    }

    [Fact]
    public async Task A_variable_that_names_nothing_is_an_error_and_not_a_hint()
    {
        Install(SayVersion);
        FfmpegLocation location = await FindAsync(_scratch.File("elsewhere"), _scratch.Path);

        Assert.Null(location.Programs);
        Assert.StartsWith("SARGAM_FFMPEG names neither ffmpeg nor a folder that holds it", location.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ffmpeg_the_problem_says_how_to_install_it()
    {
        FfmpegLocation location = await FindAsync(null, _scratch.Path);

        Assert.Null(location.Programs);
        Assert.Contains("apt install ffmpeg", location.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ffprobe_it_is_of_no_use()
    {
        FakePrograms.Script(_scratch, "ffmpeg", SayVersion);

        Assert.Contains("ffprobe", (await FindAsync(null, _scratch.Path)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("echo hello")]
    public async Task A_program_that_does_not_run_is_of_no_use(string script)
    {
        Install(script);

        Assert.Equal("ffmpeg is there, but it does not run", (await FindAsync(null, _scratch.Path)).Problem);
    }

    private static async Task<FfmpegLocation> FindAsync(string? configured, string? searchPath) =>
        await FfmpegLocator.FindAsync(configured, searchPath, TestContext.Current.CancellationToken);

    private (string Ffmpeg, string Ffprobe) Install(string script) =>
        (FakePrograms.Script(_scratch, "ffmpeg", script), FakePrograms.Script(_scratch, "ffprobe", "exit 0"));
}

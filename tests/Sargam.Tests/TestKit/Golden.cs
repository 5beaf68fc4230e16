using System.Text.Json;
using Sargam.Storage;

namespace Sargam.Tests.TestKit;

/// <summary>
/// Reference values from other implementations. <c>Committed</c> files are in <c>tests/golden/reference</c>, with the names
/// they have in <c>../shared/golden</c>; <c>Shared</c> ones are too large or not ours to commit, and skip where absent.
/// </summary>
internal static class Golden
{
    public static string CommittedPath(string name) => Path.Combine(RepositoryRoot.Path, "tests", "golden", "reference", name);

    public static NpyArray Committed(string name) => Read(CommittedPath(name));

    public static NpyArray Shared(string name) => Read(RepositoryRoot.Shared(Path.Combine("golden", name)));

    public static JsonElement CommittedJson(string name) => Json(CommittedPath(name));

    public static JsonElement SharedJson(string name) => Json(RepositoryRoot.Shared(Path.Combine("golden", name)));

    private static NpyArray Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Npy.Read(stream);
    }

    private static JsonElement Json(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}

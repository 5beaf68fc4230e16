namespace Sargam.Tests.TestKit;

/// <summary>Finds the checkout that the tests were built from, and the optional <c>shared</c> folder beside it.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    /// <summary>A file or folder of <c>../shared</c>; skips the test where the folder is absent.</summary>
    public static string Shared(string relativePath)
    {
        string path = System.IO.Path.Combine(Path, "..", "shared", relativePath);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"needs ../shared/{relativePath}, which is not here");
        return path;
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Sargam.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"no Sargam.slnx above {AppContext.BaseDirectory}");
    }
}

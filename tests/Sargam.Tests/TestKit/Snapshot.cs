namespace Sargam.Tests.TestKit;

/// <summary>
/// Our own output, kept under <c>tests/golden/snapshot</c> so that a change shows up in review. Run the tests with
/// <c>SARGAM_UPDATE_SNAPSHOTS=1</c> to accept a change.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string name, string actual)
    {
        string path = Path.Combine(RepositoryRoot.Path, "tests", "golden", "snapshot", name);
        if (Environment.GetEnvironmentVariable("SARGAM_UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, actual);
        string[] expectedLines = File.ReadAllText(path).Split('\n');
        string[] actualLines = actual.Split('\n');
        for (int i = 0; i < Math.Min(expectedLines.Length, actualLines.Length); i++)
        {
            Assert.True(expectedLines[i] == actualLines[i], $"{name}, line {i + 1}:\n{actualLines[i]}\nexpected:\n{expectedLines[i]}");
        }

        Assert.Equal(expectedLines.Length, actualLines.Length);
    }
}

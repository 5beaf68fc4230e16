using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_whole()
    {
        string path = _folder.File("sub/a.txt");
        AtomicFile.WriteText(path, writer => writer.Write("old"));
        AtomicFile.WriteText(path, writer => writer.Write("নতুন"));

        Assert.Equal("নতুন", File.ReadAllText(path));
        Assert.NotEqual(0xEF, File.ReadAllBytes(path)[0]);
        Assert.Equal([path], Directory.GetFiles(_folder.File("sub")));
    }

    [Fact]
    public void A_file_that_must_be_new_never_replaces_one()
    {
        (string first, string second) = (_folder.File("new/a"), _folder.File("new/b"));
        Assert.True(AtomicFile.TryCreateText(first, writer => writer.Write("first")));
        Assert.False(AtomicFile.TryCreateText(first, writer => writer.Write("second")));
        Assert.False(AtomicFile.TryCreateText(second, writer =>
        {
            File.WriteAllText(second, "somebody else's");
            writer.Write("mine");
        }));

        Assert.Equal(("first", "somebody else's"), (File.ReadAllText(first), File.ReadAllText(second)));
        Assert.Equal(2, Directory.GetFiles(_folder.File("new")).Length);
    }

    [Fact]
    public void When_writing_fails_the_old_file_stays_and_nothing_is_left_behind()
    {
        string path = _folder.Write("a.txt", "old");

        Assert.Throws<InvalidOperationException>(() => AtomicFile.WriteText(path, writer =>
        {
            writer.Write("half of the new");
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_full_disk_is_explained()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        string path = _folder.File("a.txt");

        var error = Assert.Throws<StoreException>(() => AtomicFile.Write(path, _ =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[10_000]);
            full.Flush();
        }));
        Assert.Contains("Free some space", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_explained()
    {
        _folder.Write("file", "x");

        var error = Assert.Throws<StoreException>(() => AtomicFile.WriteText(_folder.File("file/a.txt"), _ => { }));
        Assert.Contains("cannot write", error.Message, StringComparison.Ordinal);
    }
}

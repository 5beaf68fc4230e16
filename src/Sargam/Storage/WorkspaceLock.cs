namespace Sargam.Storage;

/// <summary>
/// One command at a time works on a workspace. The operating system releases the lock when the process ends, however it
/// ends, so a crash never leaves a workspace locked.
/// </summary>
public sealed class WorkspaceLock : IDisposable
{
    private readonly FileStream _held;
    private readonly string _ownerFile;
    private readonly bool _isNew;

    private WorkspaceLock(FileStream held, string ownerFile, bool isNew)
    {
        _held = held;
        _ownerFile = ownerFile;
        _isNew = isNew;
    }

    /// <summary>Takes the lock, or says who holds it.</summary>
    /// <param name="workspaceRoot">The workspace; created when missing.</param>
    /// <param name="command">What is running, for the message that a second command shows.</param>
    /// <exception cref="StoreException">Another process holds the lock, or the folder may not be written.</exception>
    public static WorkspaceLock Take(string workspaceRoot, string command)
    {
        string lockFile = Path.Combine(workspaceRoot, "lock");
        string ownerFile = Path.Combine(workspaceRoot, "lock.owner");
        bool isNew = !Directory.Exists(workspaceRoot);
        try
        {
            Directory.CreateDirectory(workspaceRoot);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CannotWrite(workspaceRoot, error);
        }

        FileStream held;
        try
        {
            held = Open(lockFile);
        }
        catch (UnauthorizedAccessException error)
        {
            throw CannotWrite(workspaceRoot, error);
        }
        catch (IOException error) when (File.Exists(lockFile))
        {
            throw new StoreException($"{workspaceRoot} is in use by {ReadOwner(ownerFile)}. Wait for it, or use another --workspace.", error);
        }
        catch (IOException error)
        {
            throw CannotWrite(workspaceRoot, error);
        }

        var taken = new WorkspaceLock(held, ownerFile, isNew);
        AtomicFile.WriteText(ownerFile, writer => writer.WriteLine($"{command} (process {Environment.ProcessId} on {Environment.MachineName})"));
        return taken;
    }

    /// <summary>Whether some process holds a workspace's lock. Looking takes it, shared, for an instant: <see cref="Take"/> allows for that.</summary>
    internal static bool IsHeld(string workspaceRoot)
    {
        string lockFile = Path.Combine(workspaceRoot, "lock");
        try
        {
            if (!File.Exists(lockFile)) return false;
            using var look = new FileStream(lockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_ownerFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover owner file only names a process; the lock itself is what counts.
        }

        _held.Dispose();
    }

    /// <summary>Releases the lock after a failure, and removes the workspace when it was new and nothing was put into it.</summary>
    public void Abandon()
    {
        Dispose();
        string root = Path.GetDirectoryName(_held.Name)!;
        try
        {
            if (!_isNew || Directory.EnumerateFileSystemEntries(root).Any(entry => entry != _held.Name)) return;
            File.Delete(_held.Name);
            Directory.Delete(root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // An empty folder does no harm.
        }
    }

    private static FileStream Open(string lockFile)
    {
        const int Attempts = 3;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(attempt * 20); // somebody may only be looking
            }
        }
    }

    private static StoreException CannotWrite(string root, Exception error)
    {
        string reason = error is FileNotFoundException or DirectoryNotFoundException ? "the system refuses to create it." : error.Message;
        return new StoreException($"cannot write in {root}: {reason} Choose a folder you may write to with --workspace.", error);
    }

    private static string ReadOwner(string ownerFile)
    {
        try
        {
            return File.ReadAllText(ownerFile).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }
}

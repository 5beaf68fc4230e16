using System.Globalization;
using System.Text;
using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Training;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>
/// The state of a training in the run's folder, <c>checkpoints/METHOD-SEED.safetensors</c>, so that an interrupted run goes on to
/// the same bits. A file that cannot be used costs a warning and the time to train afresh, never a wrong result: it names the
/// stage's key, and a checksum covers all of it.
/// </summary>
internal sealed class CheckpointFile(RunFolder run, RepresentationMethod method, ulong seed, string key, IPipelineObserver observer)
{
    private const string FolderName = "checkpoints";
    private const string FilePattern = "vae-*.safetensors";
    private const string KeyName = "key";
    private const string ChecksumName = "checksum";

    // Networks of some 60 million weights; a larger file would not have been written.
    private const long MaxBytes = 1L << 30;
    private const long MaxHeaderBytes = 100_000_000;

    private readonly string _path = run.File(Path.Combine(FolderName, $"{method.ToName()}-{seed}.safetensors"));
    private bool _hasFailed;

    /// <summary>Removes what trainings of the run left: they are complete.</summary>
    public static void DeleteAll(RunFolder run)
    {
        string folder = run.File(FolderName);
        if (!Directory.Exists(folder)) return;
        try
        {
            AtomicFile.DeleteLeftovers(folder);
            foreach (string file in Directory.GetFiles(folder, FilePattern)) File.Delete(file);
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The results are there; what is left over takes space and does no harm.
        }
    }

    /// <summary>Goes on from the file, if there is a usable one, and keeps it up to date.</summary>
    public VaeCheckpointing Open() => new() { Resume = Read(), Rejected = Reject, Save = Save };

    private VaeCheckpoint? Read()
    {
        if (!File.Exists(_path)) return null;
        try
        {
            using FileStream stream = File.OpenRead(_path);
            if (stream.Length > MaxBytes) throw new InvalidDataException($"it is larger than any checkpoint ({stream.Length} bytes)");
            Safetensors file = Safetensors.Read(stream);
            if (file.Metadata.GetValueOrDefault(ChecksumName) != Checksum(file)) throw new InvalidDataException("its checksum is wrong");
            if (file.Metadata.GetValueOrDefault(KeyName) != key) throw new InvalidDataException("it belongs to other tracks, settings or another version");
            NamedTensor[] tensors = [.. file.Tensors.Select(entry => new NamedTensor(entry.Key, entry.Value.Shape, entry.Value.Values))];
            return new VaeCheckpoint(tensors, file.Metadata);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            Reject(error.Message);
            return null;
        }
    }

    private void Reject(string reason) =>
        observer.Warn(StageKind.Represent, $"{_path} cannot be used ({reason.TrimEnd('.')}): the training with seed {seed} starts afresh");

    private void Save(VaeCheckpoint checkpoint)
    {
        if (_hasFailed) return;
        try
        {
            if (checkpoint.Tensors.Sum(tensor => (long)tensor.Values.Length * sizeof(float)) > MaxBytes - MaxHeaderBytes) throw new StoreException("the network is too large");
            Dictionary<string, Tensor> tensors = checkpoint.Tensors.ToDictionary(
                tensor => tensor.Name, tensor => new Tensor(tensor.Shape, tensor.Values), StringComparer.Ordinal);
            var metadata = new Dictionary<string, string>(checkpoint.Metadata, StringComparer.Ordinal) { [KeyName] = key };
            metadata[ChecksumName] = Checksum(new Safetensors(tensors, metadata));
            AtomicFile.Write(_path, new Safetensors(tensors, metadata).Write);
        }
        catch (StoreException error)
        {
            // Training is worth more than its checkpoint: it goes on, and the user knows.
            _hasFailed = true;
            observer.Warn(StageKind.Represent, $"no checkpoint is kept of the training with seed {seed}: {error.Message}");
        }
    }

    private static string Checksum(Safetensors file)
    {
        uint checksum = Crc32C.Initial;
        void Add(string text) => checksum = Crc32C.Append(checksum, Encoding.UTF8.GetBytes($"{text}\n"));
        foreach ((string name, string value) in file.Metadata.Where(entry => entry.Key != ChecksumName).OrderBy(entry => entry.Key, StringComparer.Ordinal)) Add($"{name}={value}");
        foreach ((string name, Tensor tensor) in file.Tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            Add($"{name} {tensor.Type} {string.Join(",", tensor.Shape)}");
            checksum = Crc32C.Append(checksum, tensor.Bytes);
        }

        return checksum.ToString("x8", CultureInfo.InvariantCulture);
    }
}

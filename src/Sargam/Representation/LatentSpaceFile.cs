using System.Globalization;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Representation;

/// <summary>The representations of a run: <c>representations.safetensors</c>, a tensor <c>vae.0</c>, <c>pca.0</c> ... each.</summary>
internal static class LatentSpaceFile
{
    public const string Name = "representations.safetensors";

    private const string IdsKey = "ids";

    /// <summary>What the file holds: the tracks that rows belong to, and the spaces, the main one first.</summary>
    public sealed record Content(IReadOnlyList<string> TrackIds, IReadOnlyList<LatentSpace> Spaces);

    public static void Write(RunFolder run, IReadOnlyList<string> trackIds, IReadOnlyList<LatentSpace> spaces)
    {
        var tensors = new Dictionary<string, Tensor>();
        var metadata = new Dictionary<string, string> { [IdsKey] = string.Join('\n', trackIds) };
        foreach (LatentSpace space in spaces)
        {
            string key = $"{space.Method.ToName()}.{space.Seed}";
            tensors[key] = new Tensor([space.Values.RowCount, space.Values.ColumnCount], space.Values.Values.ToArray());
            metadata[$"{key}.active_units"] = CsvTable.Whole(space.ActiveUnits);
            metadata[$"{key}.reconstruction_r2"] = CsvTable.Number(space.ReconstructionR2);
            if (space.Present is { } present) metadata[$"{key}.present"] = PresenceMask.ToText(present);
        }

        AtomicFile.Write(run.File(Name), new Safetensors(tensors, metadata).Write);
    }

    /// <summary>The tracks of a run; no space is read.</summary>
    public static IReadOnlyList<string> ReadTrackIds(RunFolder run) => Open(run, stream => IdsIn(SafetensorsHeader.Read(stream).Metadata));

    /// <summary>All spaces of a run, methods in their usual order, seeds ascending.</summary>
    public static Content Read(RunFolder run) => Open(run, stream =>
    {
        Safetensors file = Safetensors.Read(stream);
        string[] ids = IdsIn(file.Metadata);
        LatentSpace[] spaces = [.. file.Tensors.Select(entry => Parse(entry.Key, entry.Value, file.Metadata)).OrderBy(space => space.Method).ThenBy(space => space.Seed)];
        if (spaces.Length == 0 || spaces.Any(space => space.Values.RowCount != ids.Length)) throw new InvalidDataException("rows and track ids do not match.");
        return new Content(ids, spaces);
    });

    private static string[] IdsIn(IReadOnlyDictionary<string, string> metadata) => metadata.GetValueOrDefault(IdsKey, "").Split('\n');

    private static T Open<T>(RunFolder run, Func<Stream, T> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(run.File(Name));
            return read(stream);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or FormatException)
        {
            throw new StoreException($"cannot read {run.File(Name)}: {error.Message} Run sargam represent again.", error);
        }
    }

    private static LatentSpace Parse(string key, Tensor tensor, IReadOnlyDictionary<string, string> metadata)
    {
        string[] parts = key.Split('.', 2);
        if (parts.Length != 2 || tensor.Shape.Count != 2 || !RepresentationNames.TryParse(parts[0], out RepresentationMethod? method))
        {
            throw new InvalidDataException($"tensor {key} is not a representation");
        }

        string units = metadata.GetValueOrDefault($"{key}.active_units", "");
        string present = metadata.GetValueOrDefault($"{key}.present", "");
        if (present.Length > 0 && present.Length != tensor.Shape[0]) throw new InvalidDataException($"tensor {key} has another number of rows than it says");
        string r2 = metadata.GetValueOrDefault($"{key}.reconstruction_r2", "");
        return new LatentSpace(
            method.Value, ulong.Parse(parts[1], CultureInfo.InvariantCulture),
            Matrix.Wrap(tensor.Values.ToArray(), tensor.Shape[0], tensor.Shape[1]),
            units.Length == 0 ? null : int.Parse(units, CultureInfo.InvariantCulture),
            r2.Length == 0 ? null : double.Parse(r2, CultureInfo.InvariantCulture),
            present.Length == 0 ? null : PresenceMask.Parse(present));
    }
}

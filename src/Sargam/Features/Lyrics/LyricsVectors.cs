using Sargam.Numerics;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Features.Lyrics;

/// <summary>The words of a run's tracks as numbers, a row per track.</summary>
/// <param name="Values">Centred on the tracks with words, whose variances add up to 1; zeros for tracks without.</param>
/// <param name="Present">Which tracks have words.</param>
internal sealed record LyricsVectors(Matrix Values, IReadOnlyList<bool> Present)
{
    /// <summary>The file in a run.</summary>
    public const string FileName = "lyrics_vectors.safetensors";

    private const string Tensor = "vectors";
    private const string IdsKey = "ids";
    private const string PresentKey = "present";

    /// <summary>Saves them for the stages that come.</summary>
    public void Write(RunFolder run, IReadOnlyList<string> trackIds)
    {
        var tensors = new Dictionary<string, Tensor> { [Tensor] = new([Values.RowCount, Values.ColumnCount], Values.Values.ToArray()) };
        var metadata = new Dictionary<string, string>
        {
            [IdsKey] = string.Join('\n', trackIds),
            [PresentKey] = PresenceMask.ToText(Present),
        };
        AtomicFile.Write(run.File(FileName), new Safetensors(tensors, metadata).Write);
    }

    /// <summary>Reads those of a run; null where its representation has no words.</summary>
    /// <exception cref="StoreException">The file is damaged, or of other tracks.</exception>
    public static LyricsVectors? Read(RunFolder run, IReadOnlyList<string> trackIds)
    {
        string path = run.File(FileName);
        if (!File.Exists(path)) return null;
        try
        {
            using FileStream stream = File.OpenRead(path);
            Safetensors file = Safetensors.Read(stream);
            string present = file.Metadata.GetValueOrDefault(PresentKey, "");
            bool fits = file.Metadata.GetValueOrDefault(IdsKey, "") == string.Join('\n', trackIds) && present.Length == trackIds.Count;
            if (!fits || !file.Tensors.TryGetValue(Tensor, out Tensor? values) || values.Shape is not [var rows, var columns] || rows != trackIds.Count || columns == 0)
            {
                throw new InvalidDataException("it is of other tracks.");
            }

            return new LyricsVectors(Matrix.Wrap(values.Values.ToArray(), rows, columns), PresenceMask.Parse(present));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StoreException($"cannot read {path}: {error.Message} Run sargam represent again.", error);
        }
    }
}

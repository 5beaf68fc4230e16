using System.Globalization;
using Sargam.Storage;

namespace Sargam.Features;

/// <summary>
/// A named, versioned layout of numbers per track: statistics of a whole track, or sequences of frames. Vectors of different
/// schemas, versions, crops or normalisation are never compared or mixed: changing what a column means requires a new version.
/// </summary>
public sealed class FeatureSchema
{
    private readonly TensorType? _storedAs;

    /// <summary>Describes statistics: one number per row and track.</summary>
    /// <param name="name">Such as <c>mfcc-stats</c>.</param>
    /// <param name="version">Counts changes of meaning, from 1.</param>
    /// <param name="rows">What each number means.</param>
    public FeatureSchema(string name, int version, IReadOnlyList<FeatureColumn> rows)
        : this(name, version, rows, 0, default, false)
    {
    }

    /// <summary>Describes a sequence: <paramref name="frameCount"/> frames of every row, row after row.</summary>
    /// <param name="name">Such as <c>mfcc-sequence</c>.</param>
    /// <param name="version">Counts changes of meaning, from 1.</param>
    /// <param name="rows">What each row means.</param>
    /// <param name="frameCount">Frames per crop, at least 1.</param>
    public FeatureSchema(string name, int version, IReadOnlyList<FeatureColumn> rows, int frameCount)
        : this(name, version, rows, frameCount, default, false) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameCount);

    private FeatureSchema(
        string name, int version, IReadOnlyList<FeatureColumn> rows, int frameCount, CropRule crops, bool removesTrackMean, TensorType? storedAs = null)
    {
        _storedAs = storedAs;
        (Name, Version, Rows, FrameCount, Crops, RemovesTrackMean) = (name, version, rows, frameCount, crops, removesTrackMean);
        Shape = !IsSequence ? [rows.Count] : crops.Count == 1 ? [rows.Count, frameCount] : [crops.Count, rows.Count, frameCount];
    }

    /// <summary>Such as <c>mfcc-stats</c>.</summary>
    public string Name { get; }

    /// <summary>Counts changes of meaning, from 1.</summary>
    public int Version { get; }

    /// <summary>What each number of a track, or each row of a sequence, means.</summary>
    public IReadOnlyList<FeatureColumn> Rows { get; }

    /// <summary>Frames per crop; 0 for statistics.</summary>
    public int FrameCount { get; }

    /// <summary>Whether numbers are kept per frame.</summary>
    public bool IsSequence => FrameCount > 0;

    /// <summary>
    /// How the numbers are stored. Several crops as 16-bit floats: half the space, 11 significant bits (a decibel value to
    /// 0.03), nothing beyond 65,504. A single crop, of 10 to 64 KB a track, keeps what was measured.
    /// </summary>
    public TensorType StoredAs => _storedAs ?? (Crops.Count > 1 ? TensorType.F16 : TensorType.F32);

    /// <summary>Which stretches of a track are taken; statistics are always of the whole track.</summary>
    public CropRule Crops { get; }

    /// <summary>Whether each row's mean over the track is taken away (cepstral mean normalisation); for sequences only.</summary>
    public bool RemovesTrackMean { get; }

    /// <summary>(rows) for statistics, (rows, frames) for one crop, (crops, rows, frames) for several.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Numbers per track.</summary>
    public int ColumnCount => CropColumnCount * Crops.Count;

    /// <summary>Numbers per crop; those of the track for statistics.</summary>
    public int CropColumnCount => Rows.Count * Math.Max(1, FrameCount);

    /// <summary>One name per number, in row-major order.</summary>
    public IEnumerable<string> Columns => IsSequence
        ? from crop in Enumerable.Range(1, Crops.Count)
          from row in Rows
          from frame in Enumerable.Range(0, FrameCount)
          select (Crops.Count > 1 ? $"crop_{crop:00}_" : "") + string.Create(CultureInfo.InvariantCulture, $"{row.Name}_frame_{frame:000}")
        : Rows.Select(row => row.Name);

    /// <summary>Describes one number per row and track that another type holds.</summary>
    internal static FeatureSchema StoredWith(TensorType type, string name, int version, IReadOnlyList<FeatureColumn> rows) => new(name, version, rows, 0, default, false, type);

    /// <summary>The same rows of other stretches; statistics are returned as they are.</summary>
    public FeatureSchema With(CropRule crops, bool removesTrackMean) =>
        IsSequence ? new FeatureSchema(Name, Version, Rows, FrameCount, crops, removesTrackMean) : this;

    /// <summary>Name, version and what differs from the default: the name of the store's folder.</summary>
    public override string ToString() =>
        $"{Name}-v{Version}{(Crops == CropRule.Start ? "" : $".{Crops.ToString().Replace(':', '-')}")}{(RemovesTrackMean ? ".centred" : "")}";
}

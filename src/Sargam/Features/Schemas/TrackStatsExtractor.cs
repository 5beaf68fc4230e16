using System.Globalization;
using System.Numerics.Tensors;
using Sargam.Features.Audio;

namespace Sargam.Features.Schemas;

/// <summary>
/// Nine statistics of each of 91 rows, row after row, then 32 bands of the tempogram: 851 numbers, the features that
/// clustered real songs best among those measured (<c>docs/features.md</c>).
/// </summary>
internal sealed class TrackStatsExtractor() : SchemaExtractor(
    new FeatureSchema("track-stats", 1, [.. Describe()]), TrackParts.Mel | TrackParts.Contrast | TrackParts.Chroma | TrackParts.Shape)
{
    // What is quieter, lower or purer than this is not told apart: logarithms need a floor.
    private const float MinLoudness = 1e-5f;
    private const float MinHertz = 1;
    private const float MinFlatness = 1e-10f;

    private static readonly int StatisticCount = RowStatistics.AllNames.Length;

    public override void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination)
    {
        var writer = new Writer(destination);
        foreach (FrameBlocks frames in (FrameBlocks[])[track.Mfcc, track.Delta, track.SecondDelta, track.Contrast, track.Chroma, track.Tonnetz])
        {
            for (int row = 0; row < frames.RowCount; row++) writer.Add(track.Row(frames, row));
        }

        Span<float> values = track.EmptyRow();
        ZeroCrossingRate.Compute(track.Samples.Span, values);
        writer.Add(values);
        Rms.Compute(track.Samples.Span, values);
        writer.AddLogarithm(values, MinLoudness);
        foreach ((int row, float floor) in new[]
        {
            (SpectralShape.CentroidRow, MinHertz), (SpectralShape.BandwidthRow, MinHertz),
            (SpectralShape.RolloffRow, MinHertz), (SpectralShape.FlatnessRow, MinFlatness),
        })
        {
            writer.AddLogarithm(track.Row(track.Shape, row), floor);
        }

        track.Rhythm.WriteTempogram(track, writer.Rest);
    }

    private static IEnumerable<FeatureColumn> Describe()
    {
        FeatureColumn[] rows =
        [
            .. FeatureRows.Mfcc(FeatureSchemas.MfccCount), .. FeatureRows.Delta(FeatureSchemas.MfccCount), .. FeatureRows.SecondDelta(FeatureSchemas.MfccCount),
            .. FeatureRows.Contrast(), .. FeatureRows.Chroma(), .. FeatureRows.Tonnetz(), FeatureRows.ZeroCrossingRate, .. FeatureRows.LogShape(),
        ];
        foreach (FeatureColumn row in rows)
        {
            foreach (string statistic in RowStatistics.AllNames)
            {
                yield return new($"{row.Name}_{statistic}", statistic is "skew" or "kurtosis" ? "" : row.Unit, $"{RowStatistics.Describe(statistic)} of the {row.Meaning}");
            }
        }

        foreach ((int index, TempogramBand band) in RhythmAnalysis.TempogramBands.Bands.Index())
        {
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"tempogram_{index + 1:00}"), "",
                string.Create(CultureInfo.InvariantCulture, $"how regularly onsets return {band.MinTempo:0} to {band.MaxTempo:0} times a minute"));
        }
    }

    private ref struct Writer(Span<float> destination)
    {
        public Span<float> Rest { get; private set; } = destination;

        public void Add(Span<float> row)
        {
            RowStatistics.All(row, Rest[..StatisticCount]);
            Rest = Rest[StatisticCount..];
        }

        public void AddLogarithm(Span<float> row, float floor)
        {
            TensorPrimitives.Max(row, floor, row);
            TensorPrimitives.Log<float>(row, row);
            Add(row);
        }
    }
}

using System.Numerics.Tensors;
using Sargam.Features.Audio;

namespace Sargam.Features.Schemas;

/// <summary>Frames of some rows, one crop after another; what lies beyond the end of a track stays zero.</summary>
/// <param name="name">Name of the schema.</param>
/// <param name="rows">What each row means.</param>
/// <param name="frameCount">Frames per crop.</param>
/// <param name="parts">What must be analysed.</param>
/// <param name="select">The rows' values, in the order of <paramref name="rows"/>; of each only as many rows as are left are used.</param>
internal sealed class SequenceExtractor(
    string name, IReadOnlyList<FeatureColumn> rows, int frameCount, TrackParts parts, Func<TrackAnalysis, FrameBlocks[]> select)
    : SchemaExtractor(new FeatureSchema(name, 1, rows, frameCount), parts)
{
    public override void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination)
    {
        int target = 0;
        foreach (FrameBlocks source in select(track))
        {
            for (int row = 0; row < source.RowCount && target < configured.Rows.Count; row++, target++)
            {
                WriteRow(track.Row(source, row), configured, target, destination);
            }
        }
    }

    private static void WriteRow(Span<float> row, FeatureSchema schema, int target, Span<float> destination)
    {
        if (schema.RemovesTrackMean) TensorPrimitives.Subtract(row, TensorPrimitives.Average<float>(row), row);
        int count = Math.Min(schema.FrameCount, row.Length);
        for (int crop = 0; crop < schema.Crops.Count; crop++)
        {
            int first = schema.Crops.FirstFrame(crop, row.Length, schema.FrameCount);
            row.Slice(first, count).CopyTo(destination[(crop * schema.CropColumnCount + target * schema.FrameCount)..]);
        }
    }
}

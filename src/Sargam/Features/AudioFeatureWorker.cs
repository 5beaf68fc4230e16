using Sargam.Features.Audio;

namespace Sargam.Features;

/// <summary>The buffers of one thread, and what it knows about the track analysed last.</summary>
internal sealed class AudioFeatureWorker(AudioFeaturePlan plan)
{
    // Ten minutes of mel bands, 13 MB: a longer track's buffers are given back to the garbage collector.
    private const int LargestKept = 600 * AudioFeatureExtractor.SampleRate / 512 * 128;

    private readonly StftWorkspace _workspace = plan.Stft.CreateWorkspace();
    private readonly MelSpectrogram _mel = new(plan.MelFilters);
    private readonly FrameBlocks _mfcc = new();

    public bool IsWorthKeeping => _mel.Bands.Capacity <= LargestKept;

    public void Analyze(ReadOnlySpan<float> samples, CancellationToken cancellationToken)
    {
        plan.Stft.Analyze(samples, _workspace, [_mel], cancellationToken);
        PowerToDecibels.Apply(_mel.Bands.Values, plan.Decibels);
        plan.Mfcc.Apply(_mel.Bands, _mfcc);
    }

    public float[] Vector(FeatureSchema schema)
    {
        var vector = new float[schema.ColumnCount];
        if (schema == FeatureSchemas.MfccStats) FrameStatistics.MeanThenDeviation(_mfcc, vector);
        else CopyFirstFrames(_mfcc, vector, schema.Shape[1]);
        return vector;
    }

    private static void CopyFirstFrames(FrameBlocks frames, Span<float> vector, int frameCount)
    {
        int present = Math.Min(frameCount, frames.FrameCount);
        for (int row = 0; row < frames.RowCount; row++) frames.CopyRow(row, vector.Slice(row * frameCount, present));
    }
}

using Sargam.Features.Audio;

namespace Sargam.Tests.Features;

/// <summary>Every rhythm feature on tracks of one frame to ten minutes, with the buffers of the track before.</summary>
public sealed class TrackLengthTests
{
    private const int TenMinutes = 600 * 22_050 / 512 + 1;

    private readonly OnsetStrength _onsets = new();
    private readonly OnsetDetector _detector = new(22_050);
    private readonly Tempogram _tempogram = new();
    private readonly BeatTracker _beats = new(22_050);
    private readonly HarmonicPercussive _harmonic = new();
    private readonly Delta[] _deltas = [new(1), new(2)];
    private readonly FrameBlocks _delta = new();
    private readonly float[] _lags = new float[384];
    private readonly float[] _strengths = new float[TenMinutes];

    [Fact]
    public void Short_tracks_have_finite_features_that_do_not_depend_on_the_track_before()
    {
        Features(Frames.Powers(99, 128, 500), Frames.Decibels(98, 128, 500));
        foreach (int frames in (int[])[1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 100, 343, 344, 383, 384, 400])
        {
            FrameBlocks power = Frames.Powers((ulong)frames, 128, frames), decibels = Frames.Decibels((ulong)frames, 128, frames);
            double[] reused = Features(power, decibels);
            double[] fresh = new TrackLengthTests().Features(power, decibels);

            Assert.All(reused, value => Assert.True(double.IsFinite(value), $"{frames} frames: {value}"));
            Assert.Equal(fresh, reused);
        }
    }

    [Fact]
    public void Ten_minutes_have_finite_features_and_a_second_track_needs_no_more_memory()
    {
        FrameBlocks power = Frames.Powers(1, 128, TenMinutes), decibels = Frames.Decibels(2, 128, TenMinutes);
        double[] first = Features(power, decibels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        double[] second = Features(power, decibels);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.All(first, value => Assert.True(double.IsFinite(value), $"{value}"));
        Assert.Equal(first, second);
        Assert.True(allocated < 200_000, $"{allocated} bytes for a track of the same length"); // beats and onsets are new arrays
    }

    private double[] Features(FrameBlocks power, FrameBlocks decibels)
    {
        Span<float> strengths = _strengths.AsSpan(0, decibels.FrameCount);
        _onsets.Apply(decibels, OnsetAggregate.Mean, strengths);
        _tempogram.Mean(strengths, _lags);
        var values = new List<double> { _detector.OnsetsPerSecond(strengths), strengths[^1] };
        foreach (float lag in _lags) values.Add(lag);
        _onsets.Apply(decibels, OnsetAggregate.Median, strengths);
        BeatTrack track = _beats.Track(strengths);
        values.AddRange([track.Tempo, track.Frames.Count, strengths[^1]]);
        HarmonicPercussiveShares shares = _harmonic.Shares(power);
        values.AddRange([shares.Harmonic, shares.Percussive]);
        foreach (Delta delta in _deltas)
        {
            delta.Apply(decibels, _delta);
            values.AddRange([_delta[0, 0], _delta[5, decibels.FrameCount / 2], _delta[127, decibels.FrameCount - 1]]);
        }

        return [.. values];
    }
}

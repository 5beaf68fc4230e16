using Sargam.Decoding;
using Sargam.Features.Audio;

namespace Sargam.Tests.Features;

public sealed class BeatTrackerTests
{
    [Theory]
    [InlineData(72)]
    [InlineData(100)]
    [InlineData(128)]
    [InlineData(174)]
    public void Beats_of_pulses_are_the_pulses_but_near_the_end(double tempo)
    {
        double period = 60.0 * 22_050 / 512 / tempo;
        float[] strengths = Frames.Pulses(1292, period, first: 9);
        BeatTrack track = new BeatTracker(22_050).Track(strengths);

        Assert.InRange(track.Tempo, 0.96 * tempo, 1.04 * tempo);
        int[] pulses = [.. Enumerable.Range(0, strengths.Length).Where(i => strengths[i] > 0)];
        Assert.All(track.Frames.SkipLast(2), beat => Assert.Contains(beat, pulses)); // the end of a track bends what leads to it
        Assert.InRange(track.Frames.Count, pulses.Length - 2, pulses.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Beats_ascend_and_keep_between_half_a_period_and_two(bool trims)
    {
        var tracker = new BeatTracker(22_050, 512, new BeatTrackerOptions { TrimsWeakEnds = trims });
        for (ulong seed = 1; seed <= 30; seed++)
        {
            float[] strengths = Frames.Strengths(seed, 10 + 20 * (int)seed);
            BeatTrack track = tracker.Track(strengths);
            double period = Math.Round(60.0 * 22_050 / 512 / track.Tempo);

            Assert.True(track.Tempo is > 0 and < 320, $"seed {seed}: tempo {track.Tempo}");
            Assert.True(track.Frames.All(frame => frame >= 0 && frame < strengths.Length), $"seed {seed}: a beat beyond the track");
            for (int i = 1; i < track.Frames.Count; i++)
            {
                int distance = track.Frames[i] - track.Frames[i - 1];
                Assert.True(distance >= Math.Round(period / 2) && distance <= 2 * period, $"seed {seed}: {distance} frames at a period of {period}");
            }
        }
    }

    [Fact]
    public void Loudness_changes_neither_tempo_nor_beats()
    {
        float[] strengths = Frames.Strengths(5, 700);
        BeatTrack quiet = new BeatTracker(22_050).Track(strengths);
        BeatTrack loud = new BeatTracker(22_050).Track([.. strengths.Select(value => 4096 * value)]);

        Assert.Equal(quiet.Tempo, loud.Tempo);
        Assert.Equal(quiet.Frames, loud.Frames);
    }

    [Fact]
    public void The_prior_decides_between_a_tempo_and_its_double()
    {
        float[] strengths = Frames.Pulses(1292, 43, first: 9); // 60 per minute, and every other pulse of a 120
        for (int i = 9 + 21; i < strengths.Length; i += 43) strengths[i] = 9;
        double At(double expected) => new Tempo(22_050, 512, new TempoOptions { ExpectedTempo = expected, DeviationOctaves = 0.3 }).Estimate(strengths);

        Assert.InRange(At(60), 58, 62);
        Assert.InRange(At(120), 115, 125);
    }

    [Fact]
    public void A_track_without_onsets_has_tempo_0_and_no_beats()
    {
        foreach (int frameCount in (int[])[0, 1, 2, 100])
        {
            BeatTrack track = new BeatTracker(22_050).Track(new float[frameCount]);
            Assert.Equal(0, track.Tempo);
            Assert.Empty(track.Frames);
            Assert.Empty(new BeatTracker(22_050).Track(new float[frameCount], 100).Frames);
        }

        Assert.Equal(0, Tempo.Compute(new AudioBuffer(new float[22_050], 22_050)));
    }

    [Fact]
    public void A_given_tempo_of_any_size_is_followed_or_refused()
    {
        float[] strengths = Frames.Strengths(3, 50);
        var tracker = new BeatTracker(22_050);
        foreach (double tempo in (double[])[1e-300, 0.001, 30, 2583, 5000]) Assert.All(tracker.Track(strengths, tempo).Frames, frame => Assert.InRange(frame, 0, 49));
        foreach (double tempo in (double[])[0, -1, double.NaN, 6000, double.PositiveInfinity])
        {
            Assert.Contains("tempo must be", Assert.Throws<ArgumentException>(() => tracker.Track(strengths, tempo)).Message);
        }
    }

    [Fact]
    public void Options_are_validated()
    {
        var options = new BeatTrackerOptions { Tightness = 0, Tempo = new TempoOptions { ExpectedTempo = -1, DeviationOctaves = 0, MaxTempo = double.NaN, WindowSeconds = 61 } };
        string message = Assert.Throws<ArgumentException>(() => new BeatTracker(22_050, 512, options)).Message;
        foreach (string name in (string[])["Tightness", "ExpectedTempo", "DeviationOctaves", "MaxTempo", "WindowSeconds"]) Assert.Contains(name, message);
        Assert.Contains("MaxTempo", Assert.Throws<ArgumentException>(() => new Tempo(22_050, 512, new TempoOptions { MaxTempo = 5 })).Message);
        Assert.Contains("WindowSeconds", Assert.Throws<ArgumentException>(() => new Tempo(22_050, 512, new TempoOptions { WindowSeconds = 0.001 })).Message);
    }
}

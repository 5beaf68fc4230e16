namespace Sargam.Decoding;

/// <summary>
/// Reads the part of a file that an <see cref="ExcerptRule"/> selects, as mono audio at the file's own rate. Lengths stated by
/// compressed files are often estimates and sometimes wrong (raw AAC by a factor of twenty): what is read is checked against
/// them, and where it contradicts them the file is decoded once to count its frames.
/// </summary>
internal sealed class ExcerptReader(IAudioDecoder decoder, string path, AudioLoaderOptions options)
{
    /// <summary>Reads the excerpt.</summary>
    /// <param name="stream">The file, just opened; a second pass opens its own.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="AudioDecodeException">The file is damaged, empty, or too long to be used whole.</exception>
    public async ValueTask<Excerpt> ReadAsync(IAudioStream stream, CancellationToken cancellationToken)
    {
        ExcerptRule rule = options.Excerpt;
        long wholeLimit = rule.WholeLimit(stream.Format.SampleRate);
        if (stream.Format.FrameCount is { } stated && stated > wholeLimit)
        {
            FrameRange range = rule.Select(stated, stream.Format.SampleRate);
            float[] samples = await ReadRangeAsync(stream, range, cancellationToken);
            if (samples.Length == range.Count) return new Excerpt(samples, range.Start, stated);
            await using IAudioStream again = await decoder.OpenAsync(path, cancellationToken);
            return await ReadFromStartAsync(again, cancellationToken);
        }

        return await ReadFromStartAsync(stream, cancellationToken);
    }

    private async ValueTask<Excerpt> ReadFromStartAsync(IAudioStream stream, CancellationToken cancellationToken)
    {
        ExcerptRule rule = options.Excerpt;
        int sampleRate = stream.Format.SampleRate;
        long wanted = rule.IsAll ? Durations.ToFrames(options.MaxDuration, sampleRate) : rule.WholeLimit(sampleRate);
        long limit = Math.Min(wanted, Array.MaxLength - 1);
        using var reader = new MonoReader(stream);
        float[] samples = await reader.ReadAsync(limit + 1, cancellationToken);
        if (samples.Length == 0) throw new AudioDecodeException("the file holds no audio");
        if (samples.Length <= limit) return new Excerpt(samples, 0, samples.Length);
        if (rule.IsAll) throw TooLong();

        long frameCount = samples.Length + await reader.CountRestAsync(cancellationToken);
        FrameRange range = rule.Select(frameCount, sampleRate);
        if (range.Start + range.Count <= samples.Length)
        {
            return new Excerpt(samples[(int)range.Start..(int)(range.Start + range.Count)], range.Start, frameCount);
        }

        await using IAudioStream again = await decoder.OpenAsync(path, cancellationToken);
        samples = await ReadRangeAsync(again, range, cancellationToken);
        if (samples.Length == 0) throw new AudioDecodeException("the file gives no audio after a seek to its middle");
        return new Excerpt(samples, range.Start, frameCount);
    }

    private static async ValueTask<float[]> ReadRangeAsync(IAudioStream stream, FrameRange range, CancellationToken cancellationToken)
    {
        await stream.SeekAsync(range.Start, cancellationToken);
        using var reader = new MonoReader(stream);
        return await reader.ReadAsync(range.Count, cancellationToken);
    }

    private AudioDecodeException TooLong() =>
        new($"the track is longer than {options.MaxDuration.TotalMinutes:0.##} minutes, the most that the excerpt \"all\" accepts: " +
            $"use an excerpt, such as --excerpt {ExcerptRule.Default}");
}

/// <summary>What <see cref="ExcerptReader"/> read.</summary>
/// <param name="samples">Mono audio at the file's rate.</param>
/// <param name="start">Its first frame in the file.</param>
/// <param name="frameCount">Frames in the whole file.</param>
internal sealed class Excerpt(float[] samples, long start, long frameCount)
{
    public float[] Samples { get; } = samples;

    public long Start { get; } = start;

    public long FrameCount { get; } = frameCount;
}

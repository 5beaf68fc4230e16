using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using Sargam.Decoding;
using Sargam.Features.Schemas;

namespace Sargam.Features;

/// <summary>
/// Computes feature vectors of tracks: one pass of the <see cref="Audio.Stft"/> over a track serves all schemas of a precision.
/// Thread-safe; the buffers of finished calls are reused.
/// </summary>
public sealed class AudioFeatureExtractor
{
    /// <summary>The sample rate of every schema, in Hz.</summary>
    public const int SampleRate = 22050;

    // Squares of spectra must stay far from what a float holds; full scale is 1.
    private const float LargestSample = 1e6f;

    private readonly AudioFeaturePlan _plan = new();
    private readonly ConcurrentBag<AudioFeatureWorker> _idle = [];

    /// <summary>Computes one vector per schema.</summary>
    /// <param name="audio">Mono audio at <see cref="SampleRate"/>.</param>
    /// <param name="schemas">From <see cref="FeatureSchemas"/>, in any order.</param>
    /// <param name="cancellationToken">Checked once per block of frames.</param>
    /// <returns>The vectors in the order of the schemas; all numbers are finite.</returns>
    /// <exception cref="ArgumentException">The sample rate is another one, or a schema is not known here.</exception>
    /// <exception cref="AudioFeatureException">The audio is empty, silent, or has samples that are not sensible numbers.</exception>
    public float[][] Extract(AudioBuffer audio, IReadOnlyList<FeatureSchema> schemas, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(audio);
        ArgumentNullException.ThrowIfNull(schemas);
        if (audio.SampleRate != SampleRate)
        {
            throw new ArgumentException($"audio must have {SampleRate} samples per second, got {audio.SampleRate}", nameof(audio));
        }

        SchemaExtractor[] extractors = [.. schemas.Select(Require)];
        RequireUsable(audio.Samples.Span);
        if (!_idle.TryTake(out AudioFeatureWorker? worker)) worker = new AudioFeatureWorker(_plan);
        worker.Analyze(audio.Samples, extractors, cancellationToken);
        var vectors = new float[schemas.Count][];
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new float[schemas[i].ColumnCount];
            extractors[i].Write(worker.For(extractors[i].Precision), schemas[i], vectors[i]);
        }

        if (worker.IsWorthKeeping && _idle.Count < Environment.ProcessorCount) _idle.Add(worker);
        return vectors;
    }

    private static SchemaExtractor Require(FeatureSchema schema) => FeatureSchemas.ExtractorOf(schema)
        ?? throw new ArgumentException($"feature schema must be one of {FeatureSchemas.Names}, got {schema}", nameof(schema));

    private static void RequireUsable(ReadOnlySpan<float> samples)
    {
        if (samples.IsEmpty) throw new AudioFeatureException("the audio has no samples");
        float peak = Peak(samples);
        if (!float.IsFinite(peak)) throw new AudioFeatureException("the audio contains NaN or infinite samples");
        if (peak == 0) throw new AudioFeatureException("the audio is silent");
        if (peak > LargestSample) throw new AudioFeatureException($"the audio contains samples as large as {peak:g3}, where full scale is 1");
    }

    // Magnitudes compare like their bits as integers, with infinity and then NaN on top: one pass finds every trouble.
    private static float Peak(ReadOnlySpan<float> samples)
    {
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(samples);
        ReadOnlySpan<Vector<int>> vectors = MemoryMarshal.Cast<int, Vector<int>>(bits);
        var magnitude = new Vector<int>(int.MaxValue);
        Vector<int> largest = Vector<int>.Zero;
        foreach (Vector<int> vector in vectors) largest = Vector.Max(largest, vector & magnitude);
        int peak = 0;
        for (int lane = 0; lane < Vector<int>.Count; lane++) peak = Math.Max(peak, largest[lane]);
        foreach (int value in bits[(vectors.Length * Vector<int>.Count)..]) peak = Math.Max(peak, value & int.MaxValue);
        return BitConverter.Int32BitsToSingle(peak);
    }
}

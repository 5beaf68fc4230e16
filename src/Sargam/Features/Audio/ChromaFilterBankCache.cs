namespace Sargam.Features.Audio;

/// <summary>
/// The filters of every tuning that <see cref="TuningEstimator"/> can find, each computed when it is first asked for: at most
/// 100, of 49 KB each by default. Thread-safe.
/// </summary>
/// <param name="sampleRate">Samples per second, at least 1.</param>
/// <param name="fftSize">Samples per frame, at least 2.</param>
public sealed class ChromaFilterBankCache(int sampleRate, int fftSize)
{
    private readonly ChromaFilterBank?[] _banks = new ChromaFilterBank?[100];

    /// <summary>The filters of a tuning.</summary>
    /// <param name="tuning">Semitones; one that is no multiple of 0.01 from -0.5 to 0.49 is computed at each call. Finite.</param>
    public ChromaFilterBank Get(double tuning)
    {
        double place = Math.Round((tuning + 0.5) * 100);
        if (!(place >= 0 && place < _banks.Length && Math.Abs(tuning - (place / 100 - 0.5)) < 1e-9))
        {
            return new ChromaFilterBank(sampleRate, fftSize, tuning);
        }

        // The filters come from the place, not from what was asked for, so that all who meet here get the same bits. Two
        // threads may compute the same ones at once; that is harmless.
        ref ChromaFilterBank? bank = ref _banks[(int)place];
        return Volatile.Read(ref bank) ?? Interlocked.CompareExchange(ref bank, Create((int)place), null) ?? bank;
    }

    private ChromaFilterBank Create(int place) => new(sampleRate, fftSize, TuningHistogram.Edge(place));
}

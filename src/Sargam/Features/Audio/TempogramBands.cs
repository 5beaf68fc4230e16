namespace Sargam.Features.Audio;

/// <summary>
/// The lags of a tempogram pooled into bands of equal width on a logarithmic scale, as pitches are into mel bands: a beat at 60
/// and one at 66 per minute differ as much as 120 and 132 do. By default 32 bands, each spanning 13 % of its tempo, from 323
/// beats per minute (shorter lags say how long an onset is, not when it returns) to 7, which covers beats, bars and phrases.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Bands of 12 lags each would put everything above 108 beats per minute into 2 of 32 bands and spend 24 on what is slower
/// than 27.
/// </remarks>
public sealed class TempogramBands
{
    private readonly int[] _borders;

    /// <summary>Divides the lags from <paramref name="firstLag"/> up to the window's length.</summary>
    /// <param name="sampleRate">Samples per second, positive.</param>
    /// <param name="hopLength">Samples from one frame to the next, positive.</param>
    /// <param name="bandCount">At least 1, few enough for every band to have a lag. Default 32.</param>
    /// <param name="windowLength">The number of lags, as in <see cref="TempogramOptions"/>.</param>
    /// <param name="firstLag">The shortest lag that counts, in frames, from 1 to below the window's length. Default 8.</param>
    /// <exception cref="ArgumentException">One of them is not such a number.</exception>
    public TempogramBands(int sampleRate, int hopLength = 512, int bandCount = 32, int windowLength = 384, int firstLag = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hopLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bandCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(firstLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstLag, windowLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bandCount, windowLength - firstLag);
        _borders = new int[bandCount + 1];
        for (int i = 0; i <= bandCount; i++)
        {
            _borders[i] = (int)Math.Round(firstLag * Math.Pow((double)windowLength / firstLag, (double)i / bandCount));
            if (i > 0 && _borders[i] == _borders[i - 1])
            {
                throw new ArgumentException($"there are no lags for band {i} of {bandCount} between lag {firstLag} and {windowLength}: take fewer bands or a later first lag", nameof(bandCount));
            }
        }

        double tempoOfLagOne = 60.0 * sampleRate / hopLength;
        Bands = [.. Enumerable.Range(0, bandCount).Select(i => new TempogramBand(
            _borders[i], _borders[i + 1] - _borders[i], tempoOfLagOne / (_borders[i + 1] - 1), tempoOfLagOne / _borders[i]))];
    }

    /// <summary>The bands, the fastest first.</summary>
    public IReadOnlyList<TempogramBand> Bands { get; }

    /// <summary>The mean of each band's lags.</summary>
    /// <param name="tempogram">One number per lag, as many as the window is long.</param>
    /// <param name="destination">One number per band.</param>
    /// <exception cref="ArgumentException">One of them has another length.</exception>
    public void Pool(ReadOnlySpan<float> tempogram, Span<float> destination)
    {
        if (tempogram.Length != _borders[^1]) throw new ArgumentException($"the tempogram must have {_borders[^1]} lags, got {tempogram.Length}", nameof(tempogram));
        if (destination.Length != Bands.Count) throw new ArgumentException($"the destination must have {Bands.Count} elements, got {destination.Length}", nameof(destination));
        for (int band = 0; band < destination.Length; band++)
        {
            double sum = 0;
            for (int lag = _borders[band]; lag < _borders[band + 1]; lag++) sum += tempogram[lag];
            destination[band] = (float)(sum / (_borders[band + 1] - _borders[band]));
        }
    }
}

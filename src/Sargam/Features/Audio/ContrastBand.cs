namespace Sargam.Features.Audio;

/// <summary>One band of <see cref="SpectralContrast"/>.</summary>
/// <param name="FirstBin">First bin of the band.</param>
/// <param name="BinCount">Bins of the band.</param>
/// <param name="ExtremeCount">How many of them make the peak, and how many the valley.</param>
internal readonly record struct ContrastBand(int FirstBin, int BinCount, int ExtremeCount)
{
    /// <summary>The bands of valid options, the lowest first.</summary>
    /// <exception cref="ArgumentException">A band has no bin.</exception>
    public static ContrastBand[] Layout(SpectralContrastOptions options, int sampleRate, int fftSize)
    {
        var bands = new ContrastBand[options.BandCount + 1];
        double low = 0;
        double high = options.MinFrequency;
        for (int band = 0; band < bands.Length; band++, low = high, high *= 2)
        {
            bands[band] = Band(low, high, isLast: band == options.BandCount, options.Quantile, sampleRate, fftSize);
        }

        return bands;
    }

    // librosa's layout. A band takes in the bin before it and gives up its own last one, the top band all above it instead;
    // the quantile is of the bins before the last is given up.
    private static ContrastBand Band(double low, double high, bool isLast, double quantile, int sampleRate, int fftSize)
    {
        double hertzPerBin = (double)sampleRate / fftSize;
        int binCount = fftSize / 2 + 1;
        int first = 0;
        while (first < binCount && first * hertzPerBin < low) first++;
        int end = isLast ? binCount : first;
        while (end < binCount && end * hertzPerBin <= high) end++;
        if (first > 0) first--;
        int taken = end - first;
        int kept = isLast ? taken : taken - 1;
        if (kept < 1)
        {
            throw new ArgumentException($"the band from {low} to {high} Hz has no bin of its own: FftSize must be larger, got {fftSize}");
        }

        int extremes = Math.Max(1, (int)Math.Round(quantile * taken, MidpointRounding.ToEven));
        return new ContrastBand(first, kept, Math.Min(extremes, kept));
    }
}

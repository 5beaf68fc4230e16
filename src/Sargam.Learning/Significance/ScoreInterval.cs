namespace Sargam.Learning.Significance;

/// <summary>A score, or the difference of two, with the interval in which it would fall had other blocks (artists) been collected.</summary>
/// <param name="Observed">The score of the data as it is.</param>
/// <param name="Lower95">The lower end of the 95 % interval.</param>
/// <param name="Upper95">The upper end; may pass the end of the score's range by a little.</param>
/// <param name="Bias">How much higher resamples score than the data on average: already taken out of both ends.</param>
/// <param name="ResampleCount">Resamples drawn.</param>
/// <param name="BlockCount">Blocks that were drawn from. With fewer than about 20 the interval is too narrow.</param>
public sealed record ScoreInterval(double Observed, double Lower95, double Upper95, double Bias, int ResampleCount, int BlockCount)
{
    /// <summary>Whether 0 lies outside: two clusterings differ only when the interval of their difference says so.</summary>
    public bool ExcludesZero => Lower95 > 0 || Upper95 < 0;
}

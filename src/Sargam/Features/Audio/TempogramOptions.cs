using Sargam.Learning;

namespace Sargam.Features.Audio;

/// <summary>How the onset strength is compared with itself (librosa: <c>feature.tempogram</c>).</summary>
public sealed record TempogramOptions
{
    /// <summary>Frames under the window, and number of lags (librosa: <c>win_length</c>): from 2 to 16384. Default 384, 8.9 seconds.</summary>
    public int WindowLength { get; init; } = 384;

    /// <summary>Everything wrong with these options; empty when they are valid.</summary>
    public IReadOnlyList<OptionError> Validate() =>
        WindowLength is >= 2 and <= 16384 ? [] : [new(nameof(WindowLength), $"must be from 2 to 16384, got {WindowLength}")];
}

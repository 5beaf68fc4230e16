namespace Sargam.Decoding.Wav;

/// <summary>What a WAV header says, checked against the file.</summary>
/// <param name="Encoding">How a sample is stored.</param>
/// <param name="SampleRate">Frames per second.</param>
/// <param name="ChannelCount">Samples per frame.</param>
/// <param name="DataOffset">Where the audio begins, in bytes from the start of the file.</param>
/// <param name="DataLength">Bytes of audio, all of them in the file.</param>
internal sealed record WavHeader(WavEncoding Encoding, int SampleRate, int ChannelCount, long DataOffset, long DataLength)
{
    public int BytesPerFrame => PcmConverter.BytesPerSample(Encoding) * ChannelCount;

    /// <summary>Whole frames; a torn one at the end does not count.</summary>
    public long FrameCount => DataLength / BytesPerFrame;
}

namespace Sargam.Decoding;

/// <summary>A stream that can mix its channels itself, for decoders to whom each sample that is handed over costs something.</summary>
internal interface IMonoAudioStream : IAudioStream
{
    /// <summary>Reads frames mixed as <see cref="MonoMixer"/> mixes them; otherwise like <see cref="IAudioStream.ReadAsync"/>.</summary>
    ValueTask<int> ReadMonoAsync(Memory<float> mono, CancellationToken cancellationToken);
}

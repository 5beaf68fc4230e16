using Sargam.Demo.Styles;
using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo;

/// <summary>One invented track. Its name, number and length say nothing about its style.</summary>
public sealed class DemoTrack
{
    private const ulong MusicStream = 0;
    private const ulong MasterStream = 1;
    private readonly IDemoStyle _style;
    private readonly Rng _sound;
    private readonly int _numberWidth;

    internal DemoTrack(int number, int numberWidth, IDemoStyle style, Rng sound)
    {
        Number = number;
        _numberWidth = numberWidth;
        _style = style;
        _sound = sound;
    }

    /// <summary>Place in the collection, from 1.</summary>
    public int Number { get; }

    /// <summary>Invented title, in <see cref="Language"/>.</summary>
    public required string Title { get; init; }

    /// <summary>Invented artist, in <see cref="Language"/>; an artist keeps to one style.</summary>
    public required string Artist { get; init; }

    /// <summary>The language's English name: English, Bangla or German. Independent of the style.</summary>
    public required string Language { get; init; }

    /// <summary>Three stanzas in <see cref="Language"/>; lines end with a line feed.</summary>
    public required string Lyrics { get; init; }

    /// <summary>The truth to be found: ambient, techno, folk, chorale, breakbeat; or drift, the only one of a null collection.</summary>
    public string Style => _style.Name;

    /// <summary>Name of the audio file, such as <c>07 - Stille Gassen.wav</c>.</summary>
    public string FileName => $"{Stem}.wav";

    /// <summary>Name of the lyrics beside it.</summary>
    public string LyricsFileName => $"{Stem}.txt";

    private string Stem => $"{Number.ToString($"D{_numberWidth}")} - {Title}";

    /// <summary>
    /// Synthesises the track: 6 to 8 seconds, mono, <see cref="DemoCollection.SampleRate"/>, within [-0.95, 0.95]. The same
    /// samples at every call, from any thread.
    /// </summary>
    public float[] Render()
    {
        Rng music = _sound.Split(MusicStream);
        Rng master = _sound.Split(MasterStream);
        var bus = new MixBus(MixBus.ToSample(master.Around(7, 0.35)));
        _style.Play(bus, music);
        Mastering.Finish(bus, master.Around(-19, 1.2), master.Around(-66, 1.5), master);
        return bus.Samples;
    }
}

using Sargam.Demo.Styles;
using Sargam.Demo.Words;
using Sargam.Learning;
using Sargam.Numerics;

namespace Sargam.Demo;

/// <summary>
/// A small music collection synthesised from a seed, whose truth is known: either five styles crossed evenly with three
/// languages, or no structure at all. The same options give the same bytes.
/// </summary>
public sealed class DemoCollection
{
    /// <summary>Samples per second of every track.</summary>
    public const int SampleRate = 22050;

    private const int TracksPerArtist = 2;
    private const ulong OrderStream = 0;
    private const ulong SoundStream = 1;
    private const ulong LyricsStream = 2;
    private const ulong TitlesStream = 3;
    private const ulong ArtistsStream = 4;

    private static readonly IDemoStyle[] MixedStyles =
        [new AmbientStyle(), new TechnoStyle(), new FolkStyle(), new ChoraleStyle(), new BreakbeatStyle()];

    private static readonly IDemoStyle[] NullStyles = [new DriftStyle()];

    private DemoCollection(IReadOnlyList<DemoTrack> tracks) => Tracks = tracks;

    /// <summary>The tracks by number; styles and languages are in random order.</summary>
    public IReadOnlyList<DemoTrack> Tracks { get; }

    /// <summary>Plans the collection; no sound is made until a track is rendered.</summary>
    /// <exception cref="ArgumentException">The options are not valid; every problem is named.</exception>
    public static DemoCollection Create(DemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(DemoOptions));
        Rng rng = new Rng(options.Seed).Split((ulong)options.Kind);
        IDemoStyle[] styles = options.Kind == DemoKind.Null ? NullStyles : MixedStyles;
        NameSupply[] names = [.. Phrasebook.All.Select((book, language) => new NameSupply(book, rng, (ulong)language))];
        int[] cells = rng.Split(OrderStream).Permutation(options.TrackCount);
        int width = options.TrackCount > 99 ? 3 : 2;
        var tracks = new DemoTrack[options.TrackCount];
        for (int t = 0; t < tracks.Length; t++)
        {
            int style = cells[t] % styles.Length;
            int language = cells[t] / styles.Length % names.Length;
            Rng lyrics = rng.Split(LyricsStream).Split((ulong)t);
            tracks[t] = new DemoTrack(t + 1, width, styles[style], rng.Split(SoundStream).Split((ulong)t))
            {
                Title = names[language].NextTitle(),
                Artist = names[language].NextArtist(style),
                Language = Phrasebook.All[language].Language,
                Lyrics = Phrasebook.All[language].ComposeLyrics(lyrics),
            };
        }

        return new DemoCollection(tracks);
    }

    /// <summary>
    /// Writes <c>music/NN - Title.wav</c> with lyrics <c>music/NN - Title.txt</c> beside each, and <c>metadata.csv</c>
    /// (<c>path,title,artist,style,language</c>, paths relative to <c>music</c>). Files that already have the right bytes are left
    /// alone; others are replaced in one step, so that no file is ever half written.
    /// </summary>
    /// <param name="folder">Created if absent.</param>
    /// <param name="progress">Told after each track, from the thread that wrote it.</param>
    /// <param name="cancellationToken">Checked between tracks; what was written stays and is kept by the next run.</param>
    /// <exception cref="IOException">The folder cannot be written to, or its <c>music</c> holds files of another collection.</exception>
    public void Write(string folder, IProgress<DemoProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new DemoWriter(folder, Tracks).Write(progress, cancellationToken);

    /// <summary>Hands out titles and artists of one language, each in an order of its own.</summary>
    private sealed class NameSupply(Phrasebook book, Rng rng, ulong language)
    {
        private readonly int[] _titles = rng.Split(TitlesStream).Split(language).Permutation(book.Titles.Count);
        private readonly int[] _artists = rng.Split(ArtistsStream).Split(language).Permutation(book.Artists.Count);
        private readonly Dictionary<int, (int Artist, int TracksLeft)> _current = [];
        private int _titleCount;
        private int _artistCount;

        public string NextTitle() => book.Titles[_titles[_titleCount++]];

        public string NextArtist(int style)
        {
            if (!_current.TryGetValue(style, out (int Artist, int TracksLeft) current) || current.TracksLeft == 0)
            {
                current = (_artists[_artistCount++], TracksPerArtist);
            }

            _current[style] = current with { TracksLeft = current.TracksLeft - 1 };
            return book.Artists[current.Artist];
        }
    }
}

using System.Globalization;

namespace Sargam.Scanning.Tags;

/// <summary>The numbered genres of ID3v1 (0 to 79) and their extension by Winamp, as ID3v2 and MP4 use them too.</summary>
internal static class GenreNames
{
    private const int MaxCodes = 16;

    private static readonly string[] Names =
    [
        "Blues", "Classic Rock", "Country", "Dance", "Disco", "Funk", "Grunge", "Hip-Hop", "Jazz", "Metal",
        "New Age", "Oldies", "Other", "Pop", "R&B", "Rap", "Reggae", "Rock", "Techno", "Industrial",
        "Alternative", "Ska", "Death Metal", "Pranks", "Soundtrack", "Euro-Techno", "Ambient", "Trip-Hop", "Vocal", "Jazz+Funk",
        "Fusion", "Trance", "Classical", "Instrumental", "Acid", "House", "Game", "Sound Clip", "Gospel", "Noise",
        "Alternative Rock", "Bass", "Soul", "Punk", "Space", "Meditative", "Instrumental Pop", "Instrumental Rock", "Ethnic", "Gothic",
        "Darkwave", "Techno-Industrial", "Electronic", "Pop-Folk", "Eurodance", "Dream", "Southern Rock", "Comedy", "Cult", "Gangsta",
        "Top 40", "Christian Rap", "Pop/Funk", "Jungle", "Native American", "Cabaret", "New Wave", "Psychedelic", "Rave", "Showtunes",
        "Trailer", "Lo-Fi", "Tribal", "Acid Punk", "Acid Jazz", "Polka", "Retro", "Musical", "Rock & Roll", "Hard Rock",
        "Folk", "Folk-Rock", "National Folk", "Swing", "Fast Fusion", "Bebop", "Latin", "Revival", "Celtic", "Bluegrass",
        "Avantgarde", "Gothic Rock", "Progressive Rock", "Psychedelic Rock", "Symphonic Rock", "Slow Rock", "Big Band", "Chorus", "Easy Listening", "Acoustic",
        "Humour", "Speech", "Chanson", "Opera", "Chamber Music", "Sonata", "Symphony", "Booty Bass", "Primus", "Porn Groove",
        "Satire", "Slow Jam", "Club", "Tango", "Samba", "Folklore", "Ballad", "Power Ballad", "Rhythmic Soul", "Freestyle",
        "Duet", "Punk Rock", "Drum Solo", "A Cappella", "Euro-House", "Dance Hall", "Goa", "Drum & Bass", "Club-House", "Hardcore",
        "Terror", "Indie", "BritPop", "Afro-Punk", "Polsk Punk", "Beat", "Christian Gangsta Rap", "Heavy Metal", "Black Metal", "Crossover",
        "Contemporary Christian", "Christian Rock", "Merengue", "Salsa", "Thrash Metal", "Anime", "JPop", "Synthpop", "Abstract", "Art Rock",
        "Baroque", "Bhangra", "Big Beat", "Breakbeat", "Chillout", "Downtempo", "Dub", "EBM", "Eclectic", "Electro",
        "Electroclash", "Emo", "Experimental", "Garage", "Global", "IDM", "Illbient", "Industro-Goth", "Jam Band", "Krautrock",
        "Leftfield", "Lounge", "Math Rock", "New Romantic", "Nu-Breakz", "Post-Punk", "Post-Rock", "Psytrance", "Shoegaze", "Space Rock",
        "Trop Rock", "World Music", "Neoclassical", "Audiobook", "Audio Theatre", "Neue Deutsche Welle", "Podcast", "Indie Rock", "G-Funk", "Dubstep",
        "Garage Rock", "Psybient",
    ];

    /// <summary>The name of a number; empty for a number without one.</summary>
    public static string Of(int number) => (uint)number < (uint)Names.Length ? Names[number] : "";

    /// <summary>
    /// The genres that a value names: "Rock" itself, "17" and "(17)" Rock, "(RX)" Remix, "(CR)" Cover, "(4)Eurodisco" the
    /// number's and the refinement, "((text" a genre that begins with a parenthesis.
    /// </summary>
    public static IEnumerable<string> Resolve(string value)
    {
        value = value.Trim();
        for (int codes = 0; codes < MaxCodes && value.StartsWith('('); codes++)
        {
            if (value.StartsWith("((", StringComparison.Ordinal))
            {
                value = value[1..];
                break;
            }

            int close = value.IndexOf(')', StringComparison.Ordinal);
            if (close < 0 || OfCode(value[1..close]) is not { } name) break;
            if (name.Length > 0) yield return name;
            value = value[(close + 1)..].Trim();
        }

        string rest = OfCode(value) ?? value;
        if (rest.Length > 0) yield return rest;
    }

    /// <summary>The name of a code, empty for a number that names nothing; null where the text is no code.</summary>
    private static string? OfCode(string code) => code switch
    {
        "RX" => "Remix",
        "CR" => "Cover",
        { Length: > 0 and <= 3 } when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => Of(number),
        _ => null,
    };
}

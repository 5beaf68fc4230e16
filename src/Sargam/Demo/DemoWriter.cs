using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Sargam.Numerics.Parallelism;

namespace Sargam.Demo;

/// <summary>Puts a collection on disk.</summary>
internal sealed class DemoWriter(string folder, IReadOnlyList<DemoTrack> tracks)
{
    private const string MusicFolder = "music";
    private const string MetadataFile = "metadata.csv";
    private const string TemporarySuffix = ".tmp";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>A fixed time: tracks.csv has modification times in it, and a demo is the same bytes whenever it is made.</summary>
    private static readonly DateTime Written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _music = Path.Combine(folder, MusicFolder);

    public void Write(IProgress<DemoProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_music);
        RefuseStrangers();
        int done = 0;
        FixedChunks.ForEach(tracks.Count, 1, (start, _) =>
        {
            WriteTrack(tracks[start]);
            progress?.Report(new DemoProgress(tracks[start].Number, Interlocked.Increment(ref done), tracks.Count));
        }, cancellationToken);
        Replace(Path.Combine(folder, MetadataFile), Utf8.GetBytes(Metadata()));
    }

    /// <summary>Another seed's tracks would be analysed together with these; and nothing is written among a user's music.</summary>
    private void RefuseStrangers()
    {
        HashSet<string> own = [.. tracks.SelectMany(track => new[] { track.FileName, track.LyricsFileName })];
        foreach (string path in Directory.EnumerateFileSystemEntries(_music))
        {
            string name = Path.GetFileName(path);
            if (own.Contains(name) || IsLeftover(name, own) || IsFolderSetting(name)) continue;
            throw new IOException($"'{_music}' holds '{name}', which is not part of this collection; choose an empty folder");
        }
    }

    private static bool IsLeftover(string name, HashSet<string> own) =>
        name.EndsWith(TemporarySuffix, StringComparison.Ordinal) && own.Contains(name[..^TemporarySuffix.Length]);

    private static bool IsFolderSetting(string name) => name.StartsWith('.') || name is "Thumbs.db" or "desktop.ini";

    private void WriteTrack(DemoTrack track)
    {
        float[] samples = track.Render();
        using var wav = new MemoryStream();
        WavWriter.Write(wav, samples, DemoCollection.SampleRate);
        Replace(Path.Combine(_music, track.FileName), wav.GetBuffer().AsSpan(0, (int)wav.Length));
        Replace(Path.Combine(_music, track.LyricsFileName), Utf8.GetBytes(track.Lyrics));
    }

    private string Metadata()
    {
        using var text = new StringWriter();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using (var csv = new CsvWriter(text, configuration))
        {
            csv.WriteRecords(tracks.Select(track => new
            {
                path = track.FileName,
                title = track.Title,
                artist = track.Artist,
                style = track.Style,
                language = track.Language,
            }));
        }

        return text.ToString();
    }

    /// <summary>
    /// Temp name, then rename. Not flushed to the disk first: after a power failure the next run sees wrong bytes and writes
    /// the file again.
    /// </summary>
    private static void Replace(string path, ReadOnlySpan<byte> content)
    {
        if (File.Exists(path) && content.SequenceEqual(File.ReadAllBytes(path))) return;
        string temporary = path + TemporarySuffix;
        File.WriteAllBytes(temporary, content);
        File.SetLastWriteTimeUtc(temporary, Written);
        File.Move(temporary, path, overwrite: true);
    }
}

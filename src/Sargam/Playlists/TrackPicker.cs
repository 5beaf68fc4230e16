using Sargam.Scanning;
using Sargam.Similarity;

namespace Sargam.Playlists;

/// <summary>Takes tracks one after another, as far as the rules allow: every recording once, not too many of an artist.</summary>
internal sealed class TrackPicker(int count, int perArtist)
{
    private readonly List<Track> _taken = [];
    private readonly HashSet<string> _recordings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _artists = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _sameRecording = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sameArtist = new(StringComparer.Ordinal);

    /// <summary>The tracks taken.</summary>
    public IReadOnlyList<Track> Taken => _taken;

    /// <summary>Whether there are enough.</summary>
    public bool IsFull => _taken.Count >= count;

    /// <summary>Takes a track that was asked for by name: only a recording that is there already is refused.</summary>
    public bool TakeGiven(Track track)
    {
        if (IsFull) return false;
        if (!_recordings.Add(SimilarTracks.RecordingOf(track)))
        {
            _sameRecording.Add(track.Id);
            return false;
        }

        _artists[track.Artist] = _artists.GetValueOrDefault(track.Artist) + 1;
        _taken.Add(track);
        return true;
    }

    /// <summary>Takes a track unless a rule forbids it.</summary>
    public bool TryTake(Track track)
    {
        if (IsFull) return false;
        bool isTooMany = perArtist > 0 && track.Artist.Length > 0 && _artists.GetValueOrDefault(track.Artist) >= perArtist;
        if (isTooMany && !_recordings.Contains(SimilarTracks.RecordingOf(track)))
        {
            _sameArtist.Add(track.Id);
            return false;
        }

        return TakeGiven(track);
    }

    /// <summary>What was left out, each track counted once however often it came up, and whether the list is shorter than asked.</summary>
    public IEnumerable<string> Notes()
    {
        if (_sameRecording.Count > 0) yield return $"{Words.Count(_sameRecording.Count, "near-duplicate")} skipped";
        if (_sameArtist.Count > 0) yield return $"{Words.Count(_sameArtist.Count, "track")} skipped, whose {(_sameArtist.Count == 1 ? "artist is" : "artists are")} there {Words.Count(perArtist, "time")} already";
        if (!IsFull) yield return $"{Words.Count(_taken.Count, "track")} instead of {count}: there are no more that fit";
    }
}

namespace Sargam.Demo.Styles;

/// <summary>Scales and chords as semitones above the keynote.</summary>
internal static class Harmony
{
    public static IReadOnlyList<int> Major { get; } = [0, 2, 4, 5, 7, 9, 11];

    public static IReadOnlyList<int> Minor { get; } = [0, 2, 3, 5, 7, 8, 10];

    public static IReadOnlyList<IReadOnlyList<int>> Modes { get; } = [Major, Minor];

    /// <summary>A scale degree, 0 = keynote, 7 = the octave; negative ones lie below.</summary>
    public static int Degree(IReadOnlyList<int> scale, int degree)
    {
        int octave = Math.DivRem(degree, 7, out int step);
        if (step < 0) (octave, step) = (octave - 1, step + 7);
        return scale[step] + 12 * octave;
    }

    /// <summary>Every second degree from a root upwards: a triad, a seventh chord, ...</summary>
    public static int[] Chord(IReadOnlyList<int> scale, int root, int noteCount)
    {
        var chord = new int[noteCount];
        for (int n = 0; n < noteCount; n++) chord[n] = Degree(scale, root + 2 * n);
        return chord;
    }
}

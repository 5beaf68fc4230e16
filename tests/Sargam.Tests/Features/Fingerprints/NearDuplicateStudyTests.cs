using System.Globalization;
using System.Text;
using Sargam.Features.Fingerprints;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features.Fingerprints;

/// <summary>
/// The measurement behind the thresholds. <c>SARGAM_FINGERPRINT_STUDY=table.md dotnet test --filter NearDuplicateStudy</c>
/// writes the table of <c>docs/decisions/0009-near-duplicates.md</c>; it takes some minutes.
/// </summary>
public sealed class NearDuplicateStudyTests
{
    private const string Variable = "SARGAM_FINGERPRINT_STUDY";

    private readonly FingerprintMatcher _matcher = new();
    private readonly NearDuplicateFinder _finder = new();
    private readonly StringBuilder _table = new();

    [Fact]
    public async Task Recordings_are_recognised_and_never_confused()
    {
        string? output = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(output), $"the full study takes minutes: set {Variable} to the file to write");
        IReadOnlyList<(string Name, float[] Samples)> digits = Corpus.Digits();
        await RecallAsync(digits);
        int confused = FalsePairs(digits);
        await File.WriteAllTextAsync(output!, _table.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal(0, confused);
    }

    private async Task RecallAsync(IReadOnlyList<(string Name, float[] Samples)> digits)
    {
        IReadOnlyList<(string Name, float[] Samples)> clips = Corpus.Clips();
        float[][] speech = [.. Corpus.Speech(digits, 30, isOneDigit: false).Where((_, i) => i % 5 == 0)];
        float[][] mixed = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(3 * i, 4).SelectMany(j => clips[j % clips.Count].Samples).ToArray())];
        (string Name, float[] Samples)[] sources =
        [
            .. clips, .. speech.Select((wave, i) => ($"speech{i}", wave)), .. mixed.Select((wave, i) => ($"joined{i}", wave)),
            .. Corpus.Demo(7, 20).Select((wave, i) => ($"demo{i}", wave)),
        ];
        AudioFingerprint[] originals = Corpus.Fingerprints(sources.Select(source => source.Samples));
        using var folder = new TempFolder();
        Line("| changed | pairs | recognised | by the finder | worst bit-error rate | not recognised |");
        Line("| --- | --- | --- | --- | --- | --- |");
        foreach (Encoding encoding in Encodings.All)
        {
            var outcomes = new List<(string Name, FingerprintMatch? Match, bool IsFound)>();
            foreach ((int index, (string name, float[] samples)) in sources.Index().Where(source => source.Item.Samples.Length > (encoding.Late + 1.5) * 22050))
            {
                AudioFingerprint original = originals[index];
                AudioFingerprint changed = Corpus.Fingerprint(await Corpus.EncodedAsync(folder, samples, encoding));
                outcomes.Add((name, _matcher.Match(original, changed), _finder.Find(["a", "b"], [original, changed], TestContext.Current.CancellationToken).Count == 1));
            }

            Line(string.Create(CultureInfo.InvariantCulture, $"| {encoding} | {outcomes.Count} | {outcomes.Count(o => o.Match is not null)} | {outcomes.Count(o => o.IsFound)} | {outcomes.Max(o => o.Match?.BitErrorRate ?? 0):f3} | {string.Join(", ", outcomes.Where(o => !o.IsFound).Select(o => o.Name))} |"));
        }
    }

    private int FalsePairs(IReadOnlyList<(string Name, float[] Samples)> digits)
    {
        Line("");
        Line("| different recordings | clips | pairs | taken for one | per million, 95 % bound |");
        Line("| --- | --- | --- | --- | --- |");
        int confused = Row("spoken digits, under 1 s, compared as far as they go", digits.Select(digit => digit.Samples));
        confused += Row("reference clips", Corpus.Clips().Select(clip => clip.Samples));
        confused += Row("one speaker repeating one digit, 2 s", Corpus.Speech(digits, 2, isOneDigit: true));
        confused += Row("one speaker repeating one digit, 4 s", Corpus.Speech(digits, 4, isOneDigit: true));
        confused += Row("one speaker, any digits, 10 s", Corpus.Speech(digits, 10, isOneDigit: false));
        confused += Row("one speaker, any digits, 30 s", Corpus.Speech(digits, 30, isOneDigit: false));
        foreach (ulong seed in (ulong[])[1, 2, 3]) confused += Row($"demo, seed {seed}", Corpus.Demo(seed, 240));
        return confused;
    }

    private int Row(string name, IEnumerable<float[]> waves)
    {
        AudioFingerprint[] fingerprints = Corpus.Fingerprints(waves);
        int confused = FalsePairCount.Of(_matcher, fingerprints);
        long pairs = (long)fingerprints.Length * (fingerprints.Length - 1) / 2;
        // Without an event the exact upper bound of a Poisson rate is ln 20 = 3.0; with some, a normal approximation will do.
        double bound = confused == 0 ? Math.Log(20) : confused + 1.645 * Math.Sqrt(confused) + 1.5;
        Line(string.Create(CultureInfo.InvariantCulture, $"| {name} | {fingerprints.Length} | {pairs} | {confused} | {bound / pairs * 1e6:g3} |"));
        return confused;
    }

    private void Line(string text) => _table.Append(text).Append('\n');
}

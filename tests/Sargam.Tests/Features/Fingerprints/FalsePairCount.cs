using Sargam.Features.Fingerprints;

namespace Sargam.Tests.Features.Fingerprints;

/// <summary>Compares all pairs, at every alignment: stricter than the finder, which only looks at promising ones.</summary>
internal static class FalsePairCount
{
    public static int Of(FingerprintMatcher matcher, AudioFingerprint[] different)
    {
        int count = 0;
        Parallel.For(0, different.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            for (int j = i + 1; j < different.Length; j++)
            {
                if (matcher.Match(different[i], different[j]) is not null) Interlocked.Increment(ref count);
            }
        });
        return count;
    }
}

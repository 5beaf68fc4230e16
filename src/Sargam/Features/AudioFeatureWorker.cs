using Sargam.Features.Schemas;
using Sargam.Numerics.Spectral;

namespace Sargam.Features;

/// <summary>
/// The buffers of one thread: one analysis per precision, so that a schema's numbers do not depend on what else is asked for.
/// </summary>
internal sealed class AudioFeatureWorker(AudioFeaturePlan plan)
{
    private readonly TrackAnalysis _fast = new(plan, plan.FastStft);
    private readonly TrackAnalysis _precise = new(plan, plan.PreciseStft);

    public bool IsWorthKeeping => _fast.IsWorthKeeping && _precise.IsWorthKeeping;

    public void Analyze(ReadOnlyMemory<float> samples, IReadOnlyCollection<SchemaExtractor> extractors, CancellationToken cancellationToken)
    {
        foreach (IGrouping<FftPrecision, SchemaExtractor> group in extractors.GroupBy(extractor => extractor.Precision))
        {
            For(group.Key).Analyze(samples, group.Aggregate((TrackParts)0, (parts, extractor) => parts | extractor.Parts), cancellationToken);
        }
    }

    public TrackAnalysis For(FftPrecision precision) => precision == FftPrecision.Bits32 ? _fast : _precise;
}

using Sargam.Demo;
using Sargam.Numerics.Parallelism;

namespace Sargam.Tests.Demo;

/// <summary>Collections rendered once for all tests that look at the sound.</summary>
internal sealed class RenderedCollection
{
    private RenderedCollection(DemoKind kind)
    {
        Tracks = DemoCollection.Create(new DemoOptions { Seed = 7, Kind = kind }).Tracks;
        Samples = FixedChunks.Map(Tracks.Count, 1, (start, _) => Tracks[start].Render());
    }

    private static readonly Lazy<RenderedCollection> MixedCollection = new(() => new RenderedCollection(DemoKind.Mixed));
    private static readonly Lazy<RenderedCollection> NullCollection = new(() => new RenderedCollection(DemoKind.Null));

    public IReadOnlyList<DemoTrack> Tracks { get; }

    public IReadOnlyList<float[]> Samples { get; }

    public static RenderedCollection Of(DemoKind kind) => kind == DemoKind.Null ? NullCollection.Value : MixedCollection.Value;
}

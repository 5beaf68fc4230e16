using Sargam.Demo.Synthesis;
using Sargam.Numerics;

namespace Sargam.Demo.Styles;

/// <summary>A kind of music: draws its own variation and plays it over the whole bus.</summary>
internal interface IDemoStyle
{
    /// <summary>The label in the metadata.</summary>
    string Name { get; }

    void Play(MixBus bus, Rng rng);
}

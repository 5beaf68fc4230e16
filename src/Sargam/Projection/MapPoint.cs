namespace Sargam.Projection;

/// <summary>A track's place on the map.</summary>
/// <param name="X">Horizontal position, no unit.</param>
/// <param name="Y">Vertical position, no unit.</param>
/// <param name="Distortion">Share of the track's nearest neighbours in the latent space that are not near it on the map, in [0, 1].</param>
public readonly record struct MapPoint(float X, float Y, double Distortion);

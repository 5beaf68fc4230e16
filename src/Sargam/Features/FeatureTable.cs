using Sargam.Numerics;

namespace Sargam.Features;

/// <summary>Feature vectors of many tracks: row i belongs to <c>TrackIds[i]</c>.</summary>
public sealed class FeatureTable
{
    /// <summary>Joins ids and rows.</summary>
    /// <exception cref="ArgumentException">Rows and ids, or columns and schema, do not match.</exception>
    public FeatureTable(FeatureSchema schema, IReadOnlyList<string> trackIds, Matrix values)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(trackIds);
        ArgumentNullException.ThrowIfNull(values);
        if (values.RowCount != trackIds.Count || values.ColumnCount != schema.ColumnCount)
        {
            throw new ArgumentException(
                $"{schema}: values must be {trackIds.Count} x {schema.ColumnCount}, got {values.RowCount} x {values.ColumnCount}");
        }

        Schema = schema;
        TrackIds = trackIds;
        Values = values;
    }

    /// <summary>What the columns mean.</summary>
    public FeatureSchema Schema { get; }

    /// <summary>The track of each row.</summary>
    public IReadOnlyList<string> TrackIds { get; }

    /// <summary>One row per track.</summary>
    public Matrix Values { get; }
}

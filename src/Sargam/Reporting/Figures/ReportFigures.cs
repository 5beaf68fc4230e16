namespace Sargam.Reporting.Figures;

/// <summary>The figures of a report.</summary>
public static class ReportFigures
{
    /// <summary>Every figure that the model has something to show for, in the report's order. Names are unique.</summary>
    /// <param name="model">What to draw.</param>
    public static IReadOnlyList<Figure> Create(ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<Figure?> figures =
        [
            MethodComparisonFigure.Create(model),
            ClusterMapFigure.Create(model),
            .. Enumerable.Range(0, model.LabelNames.Count).Select(labelSet => LabelMapFigure.Create(model, labelSet)),
            .. Enumerable.Range(0, model.LabelNames.Count).SelectMany(labelSet => (Figure?[])[CompositionFigure.Create(model, labelSet), ConfusionFigure.Create(model, labelSet)]),
            ClusterCountFigure.Create(model),
            TrainingCurvesFigure.Create(model),
            ReconstructionFigure.Create(model),
        ];
        return [.. figures.OfType<Figure>()];
    }
}

using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Sections;

/// <summary>How the representation was learned.</summary>
internal static class RepresentSection
{
    /// <summary>Writes the training curves; nothing when nothing was trained.</summary>
    public static void Write(HtmlWriter html, ReportModel model)
    {
        if (TrainingCurvesFigure.Create(model) is not { } figure) return;
        Parts.Begin(html, "training", "Represent", "How the representation was learned");
        TrainingEpoch last = model.History[^1];
        bool isPlain = model.History.All(epoch => epoch.Beta == 0);
        string price = isPlain ? "" : " KL divergence is the price of the information they carry, beta is how dear it is.";
        html.Element(
            "p",
            $"{(isPlain ? "An" : "A variational")} autoencoder squeezes each track into a few numbers and learns to give the track back from them. After "
            + $"{Numerals.Count(last.Epoch, "epoch")} it uses {Numerals.Count(last.ActiveUnits, "number")} (active units).{price}");
        Parts.Figure(html, figure, "wide", titled: false);
        if (ReconstructionFigure.Create(model) is { } examples) Parts.Figure(html, examples, "wide");
        Parts.End(html);
    }
}

namespace Sargam.Learning.Vae.Training;

/// <summary>How the step size changes in the course of a training.</summary>
public enum LearningRateScheduleKind
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls to 0 along half a cosine (PyTorch: <c>CosineAnnealingLR</c>).</summary>
    Cosine,

    /// <summary>It falls by a factor when the loss has stopped falling (PyTorch: <c>ReduceLROnPlateau</c>).</summary>
    Plateau,
}

namespace Sargam.Learning.Vae;

/// <summary>What a conditional encoder is told about the class of each observation.</summary>
public enum ConditionEncoding
{
    /// <summary>
    /// Its class; the average where it is not known. Latents made with true labels carry them: scores against those labels
    /// prove nothing.
    /// </summary>
    Given,

    /// <summary>Every class in turn, averaged by the classes' shares in the training data: nothing about the label.</summary>
    Average,

    /// <summary>The classes of other observations, drawn without replacement: shows how much of a score is the label.</summary>
    Shuffled,
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Networks;

namespace Sargam.Learning.Vae.Training;

/// <summary>What makes two trainings the same: options and data, the data as a checksum.</summary>
internal sealed class TrainingSignature
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public TrainingSignature(VaeOptions options, VaeShape shape, VaeData data)
    {
        string branches = string.Join(
            ";", options.Branches.Select((branch, i) =>
                $"{shape.Branches[i].Name}({string.Join(",", shape.Branches[i].Shape)}) {branch.Architecture.GetType().Name} "
                + $"{JsonSerializer.Serialize(branch.Architecture, branch.Architecture.GetType())} {JsonSerializer.Serialize(branch)}"));
        Text = $"{JsonSerializer.Serialize(options)} {branches} rows {data.RowCount} classes {shape.ClassCount} data {Checksum(data):x16}";
    }

    public string Text { get; }

    // FNV-1a over the bits of everything that the training reads.
    private static ulong Checksum(VaeData data)
    {
        ulong hash = Offset;
        void Add(uint bits) => hash = (hash ^ bits) * Prime;
        foreach (VaeModality modality in data.Modalities)
        {
            foreach (uint bits in MemoryMarshal.Cast<float, uint>(modality.Values.Values)) Add(bits);
            foreach (bool here in modality.Present ?? []) Add(here ? 1u : 0u);
        }

        foreach (int label in data.Condition?.Classes ?? []) Add((uint)label);
        foreach (int group in data.Groups ?? []) Add((uint)group);
        return hash;
    }
}

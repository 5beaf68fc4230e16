using System.Text.Json;
using Sargam.Learning.Dbscan;
using Sargam.Numerics;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning;

/// <summary>Against scikit-learn's DBSCAN: cores, noise and labels are equal.</summary>
public sealed class DbscanGoldenTests
{
    public static TheoryData<string> Sets => ["iris", "wine", "digits500", "blobs_a", "blobs_b", "moons", "duplicates", "constcols"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Cores_noise_and_labels_agree(string set)
    {
        Matrix rows = Golden.Committed($"learn/{set}/X.npy").ToMatrix();
        int runs = 0;
        foreach (JsonProperty run in Golden.CommittedJson($"learn/{set}/dbscan/runs.json").EnumerateObject())
        {
            var options = new DbscanOptions
            {
                Epsilon = run.Value.GetProperty("eps").GetDouble(),
                MinPoints = run.Value.GetProperty("min_samples").GetInt32(),
            };
            DbscanModel model = new Dbscan(options).Fit(rows, cancellationToken: TestContext.Current.CancellationToken);

            Assert.Equal(CoreMask($"learn/{set}/dbscan/{run.Name}_core.npy", rows.RowCount), model.IsCore);
            Assert.Equal(Golden.Committed($"learn/{set}/dbscan/{run.Name}_labels.npy").Values.ToArray(), model.Labels.Select(label => (double)label));
            Assert.Equal(run.Value.GetProperty("clusters").GetInt32(), model.ClusterCount);
            Assert.Equal(run.Value.GetProperty("noise").GetInt32(), model.NoiseCount);
            Assert.Equal(options.Epsilon, model.Epsilon);
            runs++;
        }

        Assert.True(runs >= 4, $"{runs} runs of {set}");
    }

    private static bool[] CoreMask(string name, int rowCount)
    {
        double[] values = Golden.Committed(name).Values.ToArray();
        Assert.Equal(rowCount, values.Length);
        return Array.ConvertAll(values, value => value != 0);
    }
}

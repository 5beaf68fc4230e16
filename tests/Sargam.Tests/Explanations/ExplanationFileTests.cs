using Sargam.Clustering;
using Sargam.Explanations;
using Sargam.Storage;
using Sargam.Tests.Cli.Web;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Explanations;

public sealed class ExplanationFileTests(ServedWorkspace workspace)
{
    [Fact]
    public async Task What_is_read_back_writes_the_same_file_and_damage_is_named()
    {
        using var folder = new TempFolder();
        RunFolder run = RunFolder.Find(new Workspace(await workspace.Root), null);
        var clusters = RunClusters.Load(run);
        var sizes = clusters.ClustersOf().ToDictionary(cluster => cluster, cluster => clusters.MostTypicalFirst(cluster).Count);

        IReadOnlyList<ClusterExplanation> read = ExplanationFile.Read(run, sizes);
        RunFolder copy = RunFolder.CreateAudit(new Workspace(folder.Path));
        ExplanationFile.Write(copy, read);

        Assert.Equal(18, read.Sum(explanation => explanation.TrackCount));
        Assert.Equal(File.ReadAllText(run.File(ExplanationFile.Name)), File.ReadAllText(copy.File(ExplanationFile.Name)));
        File.WriteAllText(copy.File(ExplanationFile.Name), "cluster,kind\nx,summary\n");
        Assert.Contains("Run sargam report again", Assert.Throws<StoreException>(() => ExplanationFile.Read(copy, sizes)).Message, StringComparison.Ordinal);
    }
}

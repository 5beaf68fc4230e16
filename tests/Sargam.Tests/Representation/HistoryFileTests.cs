using Sargam.Learning.Vae;
using Sargam.Pipeline;
using Sargam.Reporting;
using Sargam.Representation;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Representation;

public sealed class HistoryFileTests : IDisposable
{
    private static readonly VaeEpoch[] History = [new(1, 12.5, 10, [7, 3], 2.5, null, 1, 1e-3, 2), new(2, 9, 8, [6, 2], 1, 9.5, 1, 5e-4, 3)];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_modality_has_no_column_of_its_own_and_several_have()
    {
        RunFolder run = Run();

        HistoryFile.Write(run, History, ["features"]);
        Assert.Equal(["epoch", "total", "reconstruction", "kl", "validation_total", "beta", "learning_rate", "active_units"], CsvTable.Read(run.File("history.csv")).Header);
        IReadOnlyList<TrainingEpoch> one = HistoryFile.Read(run);
        HistoryFile.Write(run, History, ["audio", "lyrics"]);
        CsvTable table = CsvTable.Read(run.File("history.csv"));

        Assert.Equal("6", table.Cell(1, "reconstruction_audio"));
        Assert.Equal("2", table.Cell(1, "reconstruction_lyrics"));
        Assert.Equal(one, HistoryFile.Read(run));
        Assert.Equal(new TrainingEpoch(2, 9, 8, 1, 9.5, 1, 3), one[1]);
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_read()
    {
        RunFolder run = Run();
        File.WriteAllText(run.File("history.csv"), "epoch,total,reconstruction,kl,validation_total,beta,active_units\n1,2,1.5,0.5,,1,4\n");

        Assert.Equal([new TrainingEpoch(1, 2, 1.5, 0.5, null, 1, 4)], HistoryFile.Read(run));
    }

    private RunFolder Run() => RunFolder.Create(new Workspace(_folder.File("ws")), new Recipe());
}

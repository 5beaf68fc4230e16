using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Storage;

public sealed class CsvTableTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("with, comma and \"quotes\" and\nline break")]
    [InlineData("a return\ralone")]
    [InlineData("\r")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("'=already escaped")]
    [InlineData("'Round Midnight")]
    [InlineData("-1+2")]
    [InlineData("@sum")]
    [InlineData("বাংলা গান")]
    [InlineData("")]
    public void Free_text_survives_a_round_trip(string text)
    {
        string path = _folder.File("a.csv");
        CsvTable.Write(path, ["name", "other"], [[CsvTable.Text(text), "x"]]);

        Assert.Equal(text, CsvTable.Unescape(CsvTable.Read(path).Cell(0, "name")));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("'Round Midnight", "'Round Midnight")]
    public void Formulas_get_an_apostrophe_and_titles_do_not(string text, string cell) => Assert.Equal(cell, CsvTable.Text(text));

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1e-20, "1E-20")]
    [InlineData(double.NaN, "")]
    [InlineData(double.PositiveInfinity, "")]
    [InlineData(null, "")]
    public void Numbers_are_left_alone_and_undefined_ones_are_empty(double? value, string cell) => Assert.Equal(cell, CsvTable.Number(value));

    [Fact]
    public void Floats_read_back_to_the_same_bits()
    {
        var rng = new Rng(3);
        for (int i = 0; i < 1000; i++)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)rng.NextUInt64());
            if (!float.IsFinite(value)) continue;
            Assert.Equal(value, float.Parse(CsvTable.Number(value), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Random_bytes_never_crash_the_reader()
    {
        for (ulong seed = 0; seed < 300; seed++)
        {
            var rng = new Rng(seed);
            var bytes = new byte[rng.NextInt(200)];
            for (int i = 0; i < bytes.Length; i++) bytes[i] = rng.NextInt(4) == 0 ? (byte)rng.NextInt(256) : (byte)",\"\r\n;\t'= a"[rng.NextInt(10)];
            try
            {
                CsvTable table = CsvTable.Read(_folder.Write("fuzz.csv", bytes));
                for (int row = 0; row < table.Rows.Count; row++) table.Cell(row, "a");
            }
            catch (StoreException)
            {
                // A clear refusal is a right answer.
            }
        }
    }
}

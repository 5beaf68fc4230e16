using Sargam.Scanning.Tags;
using static Sargam.Tests.Scanning.Tags.TagBytes;

namespace Sargam.Tests.Scanning.Tags;

public sealed class TagVocabularyTests
{
    [Theory]
    [InlineData("Rock", "Rock")]
    [InlineData("17", "Rock")]
    [InlineData("(17)", "Rock")]
    [InlineData("(RX)", "Remix")]
    [InlineData("CR", "Cover")]
    [InlineData("(4)Eurodisco", "Disco; Eurodisco")]
    [InlineData("(51)(39)", "Techno-Industrial; Noise")]
    [InlineData("((I can figure out any genre)", "(I can figure out any genre)")]
    [InlineData("(17)((foo)", "Rock; (foo)")]
    [InlineData("(255)", "")]
    [InlineData("200", "")]
    [InlineData("(pop", "(pop")]
    [InlineData("(live) pop", "(live) pop")]
    [InlineData("1990s", "1990s")]
    [InlineData("(147)", "Synthpop")]
    [InlineData("(191)", "Psybient")]
    [InlineData("(80)", "Folk")]
    [InlineData("()", "()")]
    public void Genres_are_resolved(string value, string expected) => Assert.Equal(expected, string.Join("; ", GenreNames.Resolve(value)));

    [Theory]
    [InlineData("eng", "en")]
    [InlineData("ENG", "en")]
    [InlineData("ger", "de")]
    [InlineData("deu", "de")]
    [InlineData("ben", "bn")]
    [InlineData("Bangla", "bn")]
    [InlineData("en-US", "en")]
    [InlineData("zh_Hant", "zh")]
    [InlineData("cze", "cs")]
    [InlineData("XXX", "")]
    [InlineData("und", "")]
    [InlineData("bho", "bho")]
    [InlineData("zxx", "zxx")]
    [InlineData("engben", "en; bn")]
    [InlineData("eng/ben", "en; bn")]
    [InlineData("English, French", "en; fr")]
    [InlineData("German", "de")]
    [InlineData("বাংলা", "বাংলা")]
    [InlineData("", "")]
    public void Languages_get_one_name(string text, string expected) => Assert.Equal(expected, string.Join("; ", LanguageCodes.Split(text)));

    [Theory]
    [InlineData("2009-03-01", 2009)]
    [InlineData("01.03.1967", 1967)]
    [InlineData("20090301", 2009)]
    [InlineData("0000", null)]
    [InlineData("67", null)]
    [InlineData("", null)]
    public void Years_are_found_in_dates(string date, int? year) => Assert.Equal(year, Read(Flac(VorbisComments($"DATE={date}"))).Year);

    [Theory]
    [InlineData("7", 7)]
    [InlineData(" 07 / 12", 7)]
    [InlineData("A1", null)]
    [InlineData("-1", null)]
    [InlineData("99999999999", null)]
    public void Track_numbers_are_found(string text, int? number) => Assert.Equal(number, Read(Flac(VorbisComments($"TRACKNUMBER={text}"))).TrackNumber);
}

using System.Globalization;
using Sargam.Studies;

const string Usage = """
    Sargam.Studies family DATA [SEEDS] [NAME]    every kind of VAE under its default options
    Sargam.Studies lyrics DATA [SEEDS]           sound, words and both; what becomes of languages
    Sargam.Studies collapse DATA [SEEDS]         settings that collapse, and their cures
    Sargam.Studies steps THREADS [NAME]          training steps of three networks, to compare with bench/peers/torch_step.py
    Sargam.Studies peers FOLDER [THREADS] [NAME] clusterers and maps, to compare with bench/peers/sklearn_fit.py
    Sargam.Studies fits                          whole fits on 1,000 made-up tracks
    Sargam.Studies calibration [FREE] [PLANTED]  how often verdicts are wrong: data sets without structure, and with
    DATA is the folder hybrid-dev; tables are Markdown, on standard output.
    """;

string command = args.ElementAtOrDefault(0) ?? "";
string argument = args.ElementAtOrDefault(1) ?? "";
string rest = args.ElementAtOrDefault(2) ?? "";
switch (command)
{
    case "family" or "collapse" or "lyrics" when HybridDev.IsIn(argument):
        int seedCount = rest.Length > 0 ? int.Parse(rest, CultureInfo.InvariantCulture) : 5;
        HybridDev data = HybridDev.Read(argument);
        if (command == "family") FamilyStudy.Run(data, seedCount, args.ElementAtOrDefault(3) ?? "", Console.Out);
        else if (command == "lyrics") LyricsStudy.Run(data, seedCount, Console.Out);
        else CollapseStudy.Run(data, seedCount, Console.Out);
        return 0;
    case "family" or "collapse" or "lyrics":
        Console.Error.WriteLine($"no hybrid-dev data in '{argument}': {HybridDev.StatisticsFile} is missing");
        return 1;
    case "steps" when int.TryParse(argument, CultureInfo.InvariantCulture, out int threads) && threads > 0:
        StepTimes.Run(threads, rest, Console.Out);
        return 0;
    case "peers" when argument.Length > 0:
        PeerTimes.Run(argument, rest.Length > 0 ? int.Parse(rest, CultureInfo.InvariantCulture) : Environment.ProcessorCount, args.ElementAtOrDefault(3) ?? "", Console.Out);
        return 0;
    case "fits":
        FitTimes.Run(Console.Out);
        return 0;
    case "calibration":
        await CalibrationStudy.RunAsync(Count(argument, 200), Count(rest, 90), Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Count(string text, int otherwise) => text.Length > 0 ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

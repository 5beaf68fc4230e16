using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization.NamingConventions;

namespace Sargam.Pipeline;

/// <summary>
/// Looks through a recipe's YAML before it becomes a <see cref="Recipe"/>: every key must be a setting, once, with a value of its
/// kind. It stops at the first mistake and goes no deeper than recipes do, so that aliases and deep nesting cost nothing.
/// </summary>
internal sealed partial class RecipeYaml(IParser parser)
{
    /// <summary>Checks a whole text.</summary>
    /// <exception cref="YamlException">With the line, and a message for people.</exception>
    public static void Check(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        if (parser.Current is StreamEnd) return;
        parser.Consume<DocumentStart>();
        new RecipeYaml(parser).CheckSection(typeof(Recipe), "");
        parser.Consume<DocumentEnd>();
        if (parser.Current is DocumentStart second) throw Wrong(second, "a second recipe begins here; a file holds one");
    }

    private void CheckSection(Type section, string path)
    {
        if (Take<MappingStart>() is not { } start)
        {
            throw Wrong(parser.Current!, path.Length == 0 ? "settings are expected here, one a line, such as seed: 1" : $"{path} must hold settings, indented below it, such as {SettingsOf(section).First().Key}: ..., got {Describe(parser.Current!)}");
        }

        ThrowIfTagged(start);
        Dictionary<string, PropertyInfo> settings = SettingsOf(section);
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Take<MappingEnd>() is null)
        {
            if (Take<Scalar>() is not { } key) throw Wrong(parser.Current!, $"a setting's name is expected here, got {Describe(parser.Current!)}");
            ThrowIfTagged(key);
            string name = Join(path, key.Value);
            if (!settings.TryGetValue(key.Value, out PropertyInfo? setting)) throw Wrong(key, $"{name} is not known{Guess(key.Value, path, settings.Keys)}");
            if (!seen.TryAdd(key.Value, key.Start.Line)) throw Wrong(key, $"{name} is there already, in line {seen[key.Value]}");
            CheckValue(setting, name);
        }
    }

    private T? Take<T>()
        where T : ParsingEvent
    {
        if (parser.Current is not T found) return null;
        parser.MoveNext();
        return found;
    }

    private void CheckValue(PropertyInfo setting, string name)
    {
        Type type = setting.PropertyType;
        bool isOpen = new NullabilityInfoContext().Create(setting).WriteState == NullabilityState.Nullable;
        if (isOpen && parser.Current is Scalar nothing && IsNothing(nothing))
        {
            ThrowIfTagged(nothing);
            parser.MoveNext();
            return;
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) CheckList(type.GetGenericArguments()[0], name);
        else if (type.IsClass && type != typeof(string)) CheckSection(type, name);
        else CheckScalar(type, isOpen ? ", or nothing for the default" : "", name);
    }

    private void CheckList(Type item, string name)
    {
        if (Take<SequenceStart>() is not { } start) throw Wrong(parser.Current!, $"{name} must be a list, such as [{Example(item)}], got {Describe(parser.Current!)}");
        ThrowIfTagged(start);
        while (Take<SequenceEnd>() is null) CheckScalar(item, "", name);
    }

    private void CheckScalar(Type type, string orNothing, string name)
    {
        Type kind = Nullable.GetUnderlyingType(type) ?? type;
        if (Take<Scalar>() is not { } value) throw Wrong(parser.Current!, $"{name} must be {Wanted(kind)}{orNothing}, got {Describe(parser.Current!)}");
        ThrowIfTagged(value);
        if (IsNothing(value) || !IsOfKind(kind, value.Value)) throw Wrong(value, $"{name} must be {Wanted(kind)}{orNothing}, got {Describe(value)}");
    }

    private static bool IsOfKind(Type kind, string text)
    {
        if (kind == typeof(int)) return WholePattern().IsMatch(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
        if (kind == typeof(ulong)) return WholePattern().IsMatch(text) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (kind == typeof(double)) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
        if (kind == typeof(bool)) return text is "true" or "false";
        if (kind == typeof(BetaSetting)) return BetaSetting.TryParse(text, out _);
        return true;
    }

    private static string Wanted(Type kind) =>
        kind == typeof(int) ? $"a whole number, at most {int.MaxValue}"
        : kind == typeof(ulong) ? "a whole number from 0"
        : kind == typeof(double) ? "a number"
        : kind == typeof(bool) ? "true or false"
        : kind == typeof(BetaSetting) ? "auto or a number"
        : "text";

    private static string Example(Type kind) => kind == typeof(string) ? "kmeans, dbscan" : "128, 64";

    private static string Describe(ParsingEvent found) => found switch
    {
        Scalar scalar when IsNothing(scalar) => "nothing",
        Scalar scalar => Shortened(scalar.Value),
        SequenceStart => "a list",
        MappingStart => "settings",
        AnchorAlias alias => $"the alias *{alias.Value}, which recipes do not have",
        _ => "nothing",
    };

    private static string Shortened(string text)
    {
        const int Longest = 40;
        return text.Length <= Longest ? text : text[..Longest] + "...";
    }

    private static bool IsNothing(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>The setting that was meant: of the same section, else the section that has it.</summary>
    private static string Guess(string word, string path, IEnumerable<string> settings)
    {
        string near = Spelling.Guess(word, settings);
        if (near.Length > 0) return near;
        string? elsewhere = SettingsOf(typeof(Recipe)).Where(entry => entry.Key != path && entry.Value.PropertyType is { IsClass: true } type && type != typeof(string) && SettingsOf(type).ContainsKey(word))
            .Select(entry => entry.Key).FirstOrDefault();
        return elsewhere is not null ? $"; it is a setting of {elsewhere}" : $"; {(path.Length == 0 ? "a recipe" : path)} has {string.Join(", ", settings)}";
    }

    private static Dictionary<string, PropertyInfo> SettingsOf(Type section) => section.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true })
        .ToDictionary(property => UnderscoredNamingConvention.Instance.Apply(property.Name), StringComparer.Ordinal);

    private static string Join(string path, string key) => path.Length == 0 ? Shortened(key) : $"{path}.{Shortened(key)}";

    private static void ThrowIfTagged(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) throw Wrong(node, $"the anchor &{node.Anchor} is not for recipes: write the value out where it is used");
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw Wrong(node, $"the tag {node.Tag} is not for recipes: write the value alone");
    }

    private static YamlException Wrong(ParsingEvent where, string message) => new(where.Start, where.End, message);

    /// <summary>Not 017 and not 1_000, which YAML reads in ways of its own.</summary>
    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z")]
    private static partial Regex WholePattern();
}

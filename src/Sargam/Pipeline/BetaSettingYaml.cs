using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Sargam.Pipeline;

/// <summary>A <see cref="BetaSetting"/> in a recipe file.</summary>
internal sealed class BetaSettingYaml : IYamlTypeConverter
{
    public bool Accepts(Type type) => type == typeof(BetaSetting);

    public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer)
    {
        var scalar = parser.Consume<Scalar>();
        return BetaSetting.TryParse(scalar.Value, out BetaSetting setting)
            ? setting
            : throw new YamlException(scalar.Start, scalar.End, $"beta must be auto or a number, got {scalar.Value}");
    }

    public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer) =>
        emitter.Emit(new Scalar(((BetaSetting)value!).ToString()));
}

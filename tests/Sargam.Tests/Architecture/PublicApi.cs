using System.Reflection;
using System.Text;

namespace Sargam.Tests.Architecture;

/// <summary>Writes an assembly's public types and members as text, one line each, in a stable order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            IEnumerable<string> members = type.IsEnum
                ? Enum.GetNames(type)
                : type.GetMembers(Declared).Where(IsOurs).Select(Describe).Distinct().Order(StringComparer.Ordinal);
            foreach (string member in members) text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Public and protected members that somebody wrote: not the ones that records and the compiler add.</summary>
    private static bool IsOurs(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) || IsGenerated(member) => false,
        MethodInfo method => (method.IsPublic || method.IsFamily) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        ConstructorInfo constructor => constructor.IsPublic || constructor.IsFamily,
        PropertyInfo property => property.GetMethod is { IsPublic: true } || property.GetMethod is { IsFamily: true },
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false)
        || member.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "EqualityContract" or "PrintMembers" or "op_Equality" or "op_Inequality";

    private static string Describe(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        PropertyInfo property => $"{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } ? " init;" : "")} }}",
        FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
        _ => member.Name,
    };

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = ..." : "")}"));

    private static string Name(Type type)
    {
        if (!type.IsGenericType) return type.Name;
        string name = type.Name.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}

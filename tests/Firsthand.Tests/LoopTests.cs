using Mono.Cecil;

namespace Firsthand.Tests;

/// <summary>Data flows one way round the loop: no stage knows a later one.</summary>
public sealed class LoopTests
{
    [Fact]
    public void A_stage_uses_only_earlier_stages()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Program).Assembly.Location);
        var backward =
            from type in module.GetTypes()
            let stage = StageOf(type)
            where stage >= 0
            from used in UsedBy(type)
            where StageOf(used) > stage
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(backward.Distinct());
    }

    [Fact]
    public void Every_stage_is_a_folder_of_the_product() =>
        Assert.All(Loop.Stages, stage => Assert.True(Directory.Exists(Path.Combine(Checkout.Root, "src", "Firsthand", stage)), stage));

    [Theory]
    [InlineData("Firsthand.Engine")]
    [InlineData("Firsthand.Formats")]
    public void The_libraries_know_nothing_of_the_product(string library)
    {
        using var module = ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, library + ".dll"));
        Assert.DoesNotContain(module.AssemblyReferences, reference => reference.Name == "firsthand" || reference.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || reference.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    [Fact]
    public void The_shell_knows_no_stage_but_the_platform()
    {
        using var module = ModuleDefinition.ReadModule(typeof(Program).Assembly.Location);
        var known =
            from type in module.GetTypes()
            where Outer(type).Namespace.StartsWith("Firsthand.Shell", StringComparison.Ordinal)
            from used in UsedBy(type)
            where StageOf(used) > 0
            select $"{type.FullName} uses {used.FullName}";

        Assert.Empty(known.Distinct());
    }

    private static int StageOf(TypeReference type) =>
        Outer(type).Namespace.Split('.') is ["Firsthand", var stage, ..] ? Array.IndexOf(Loop.Stages, stage) : -1;

    private static TypeReference Outer(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type) =>
        type.Fields.Select(field => field.FieldType)
            .Concat(type.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.Methods.Where(method => method.HasBody).SelectMany(method => method.Body.Instructions).Select(instruction => instruction.Operand switch
            {
                MethodReference method => method.DeclaringType,
                FieldReference field => field.DeclaringType,
                TypeReference other => other,
                _ => null,
            }).OfType<TypeReference>())
            .SelectMany(Parts);

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type is GenericInstanceType generic ? generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType) : [type.GetElementType()];
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Firsthand.Tests;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>Nobody, everybody, nothing, one: every function answers at its edges, or says which argument cannot be.</summary>
public sealed class EdgeTests
{
    [Fact]
    public void No_edge_of_an_argument_breaks_a_function()
    {
        var cases = ReferenceCase.ReadAll(Checkout.SharedPath("vectors", "statistics")).ToArray();
        List<string> broken = [];
        var tried = 0;
        foreach (var item in cases.DistinctBy(item => (item.Function, string.Join(',', item.Input.EnumerateObject().Select(property => property.Name)))))
            foreach (var (edge, input) in Edges(item.Input))
            {
                tried++;
                try
                {
                    JsonSerializer.SerializeToElement(ReferenceFunctions.All[item.Function](item with { Input = input }), Readable);
                }
                catch (ArgumentException)
                {
                    // It says which argument cannot be.
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    broken.Add($"{item.Function} with {edge}: {exception.GetType().Name} {exception.Message}");
                }
            }
        Assert.True(tried > 300, $"{tried} edges only");
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    private static readonly JsonSerializerOptions Readable = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // One argument at a time: a number becomes 0, 1, or what stands beside it; a list is all 0, all 1, its first one or two items; all lists of one length are shortened together.
    private static IEnumerable<(string Edge, JsonElement Input)> Edges(JsonElement input)
    {
        foreach (var property in input.EnumerateObject())
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Number:
                    foreach (var number in (double[])[0, 1]) yield return ($"{property.Name} = {number}", With(input, property.Name, number));
                    foreach (var other in input.EnumerateObject().Where(other => other.Name != property.Name && other.Value.ValueKind == JsonValueKind.Number))
                        yield return ($"{property.Name} = {other.Name}", With(input, property.Name, other.Value.GetDouble()));
                    break;
                case JsonValueKind.Array when property.Value.EnumerateArray().All(x => x.ValueKind == JsonValueKind.Number):
                    foreach (var number in (double[])[0, 1]) yield return ($"every {property.Name} = {number}", With(input, property.Name, new JsonArray([.. property.Value.EnumerateArray().Select(_ => (JsonNode)number)])));
                    break;
            }
        foreach (var keep in (int[])[0, 1, 2])
        {
            var shorter = JsonNode.Parse(input.GetRawText())!.AsObject();
            var changed = false;
            foreach (var (name, value) in shorter.ToArray())
                if (value is JsonArray list && list.Count > keep)
                {
                    shorter[name] = new JsonArray([.. list.Take(keep).Select(node => node?.DeepClone())]);
                    changed = true;
                }
            if (changed) yield return ($"lists of {keep}", JsonSerializer.SerializeToElement(shorter));
        }
    }

    private static JsonElement With(JsonElement input, string name, JsonNode value)
    {
        var changed = JsonNode.Parse(input.GetRawText())!.AsObject();
        changed[name] = value;
        return JsonSerializer.SerializeToElement(changed);
    }
}

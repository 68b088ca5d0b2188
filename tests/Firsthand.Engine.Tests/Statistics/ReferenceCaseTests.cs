using Firsthand.Tests;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>Every function of the specification against figures from R, scipy and others.</summary>
public sealed class ReferenceCaseTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_reference_case_comes_out_within_its_tolerance()
    {
        var cases = ReferenceCase.ReadAll(Checkout.SharedPath("vectors", "statistics")).ToArray();
        Assert.NotEmpty(cases);
        List<string> wrong = [];
        var failing = 0;
        foreach (var item in cases)
        {
            var differences = Check(item);
            if (differences.Count > 0) failing++;
            wrong.AddRange(differences);
        }
        output.WriteLine($"{cases.Length - failing} of {cases.Length} cases of {cases.Select(item => item.Function).Distinct().Count()} functions");
        Assert.True(wrong.Count == 0, $"{failing} of {cases.Length} cases:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    private static IReadOnlyList<string> Check(ReferenceCase item)
    {
        if (!ReferenceFunctions.All.TryGetValue(item.Function, out var function)) return [$"{item.Id}: no function of ours answers to {item.Function}"];
        try
        {
            return item.Differences(function(item));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // One broken function must not hide the others.
            return [$"{item.Id}: {exception.GetType().Name} {exception.Message}"];
        }
    }
}

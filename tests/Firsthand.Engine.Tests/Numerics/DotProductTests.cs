using System.Numerics.Tensors;
using Firsthand.Engine.Numerics;

namespace Firsthand.Engine.Tests.Numerics;

public sealed class DotProductTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(384)]
    [InlineData(389)]
    public void It_is_that_of_the_framework(int length)
    {
        var random = new Random(length);
        var (a, b) = (Enumerable.Range(0, length).Select(_ => random.NextSingle() - .5f).ToArray(), Enumerable.Range(0, length).Select(_ => random.NextSingle() - .5f).ToArray());
        Assert.Equal(TensorPrimitives.Dot<float>(a, b), DotProduct.Of(a, b), 1e-4f);
    }

    [Fact]
    public void Vectors_of_different_lengths_have_none() => Assert.Throws<ArgumentException>(() => DotProduct.Of(new float[8], new float[9]));
}

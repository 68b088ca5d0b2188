using System.Numerics.Tensors;

namespace Firsthand.Engine.Patterns;

/// <summary>Lets each quote go once to the group whose middle is nearest: whom its neighbours pulled along may be nearer to another.</summary>
internal static class Settled
{
    private const float Balance = .4f;

    // Another middle must be nearer by so much.
    private const double Staying = .05;

    /// <param name="nodeOf">For each quote its node: one of several quotes is one that a person decided about.</param>
    /// <param name="pins">For each node a number of 0 or more where a person decided about it: it stays.</param>
    /// <param name="groups">For each node its group, 0, 1, 2 ...</param>
    /// <returns>For each node its group.</returns>
    public static int[] Of(QuoteSpace space, int[] nodeOf, int[] pins, int[] groups)
    {
        var middles = new Middle[groups.Max() + 1];
        var groupOf = Array.ConvertAll(nodeOf, node => groups[node]);
        var (starts, members) = Membership.Lists(groupOf, middles.Length);
        Parallel.For(0, middles.Length, group => middles[group] = new(space, members[starts[group]..starts[group + 1]]));
        var settled = groups.ToArray();
        Parallel.For(0, nodeOf.Length, () => new float[space.Dimensions], (quote, _, vector) =>
        {
            var node = nodeOf[quote];
            if (pins[node] >= 0) return vector;
            space.Centred(quote, vector);
            var (best, nearest) = (groups[node], middles[groups[node]].Nearness(space, quote, vector, isMember: true) + Staying);
            for (var group = 0; group < middles.Length; group++)
                if (group != groups[node] && middles[group].Nearness(space, quote, vector, isMember: false) is var nearness && nearness > nearest) (best, nearest) = (group, nearness);
            settled[node] = best;
            return vector;
        }, _ => { });
        Membership.Renumber(settled);
        return settled;
    }

    /// <summary>The sum of a group's quotes, by meaning and by words.</summary>
    private sealed class Middle
    {
        private readonly float[] meaning;
        private readonly Dictionary<int, float> words = [];
        private readonly double square;
        private readonly bool isOfOne;

        public Middle(QuoteSpace space, int[] quotes)
        {
            isOfOne = quotes.Length == 1;
            meaning = new float[space.Dimensions];
            var vector = new float[space.Dimensions];
            foreach (var quote in quotes)
            {
                space.Centred(quote, vector);
                TensorPrimitives.Add(meaning, vector, meaning);
                space.Words.AddTo(words, quote);
            }
            foreach (var quote in quotes)
            {
                space.Centred(quote, vector);
                square += Product(space, quote, vector);
            }
        }

        /// <summary>The cosine of a quote to the middle; of a member to that of the others. A quote that is alone is nearest to itself.</summary>
        public double Nearness(QuoteSpace space, int quote, float[] vector, bool isMember)
        {
            if (isMember && isOfOne) return double.PositiveInfinity;
            var product = Product(space, quote, vector);
            // Words that nobody else says count in a quote's length and are not kept: with itself it is less than 1.
            var itself = isMember ? Balance * TensorPrimitives.SumOfSquares(vector) + (1 - Balance) * space.Words.Dot(quote, quote) : 0;
            var others = isMember ? square - 2 * product + itself : square;
            return others > 1e-6 ? (product - itself) / Math.Sqrt(others) : double.NegativeInfinity;
        }

        private double Product(QuoteSpace space, int quote, float[] vector) => Balance * TensorPrimitives.Dot(meaning, vector) + (1 - Balance) * space.Words.Dot(words, quote);
    }
}

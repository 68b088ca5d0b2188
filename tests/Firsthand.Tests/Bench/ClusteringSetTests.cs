using Firsthand.Bench;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Bench;

public sealed class ClusteringSetTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("firsthand-sets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private ClusteringSet Read(string name, string content)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        return Assert.IsType<ClusteringSet>(Assert.Single(BenchSet.Named("set", path)));
    }

    [Theory]
    [InlineData("turns.jsonl", "{\"utterance\":\"I pay.\",\"intent\":[\"Pay\",\"Other\"]}\n{\"utterance\":\"Where is it?\",\"intent\":[\"Where\"]}\n{\"utterance\":\"Hm.\",\"intent\":[]}\n")]
    [InlineData("dialogues.jsonl", "{\"dialogue_id\":\"1\",\"turns\":[{\"utterance\":\"I pay.\",\"intents\":[\"Pay\"]},{\"utterance\":\"Yes?\",\"intents\":[]}]}\n{\"dialogue_id\":\"2\",\"turns\":[{\"utterance\":\"Where is it?\",\"intents\":[\"Where\"]}]}\n")]
    [InlineData("pairs.json", "{\"val\":[[\"I pay.\",\"Pay\"],[\"Where is it?\",\"Where\"]]}")]
    [InlineData("table.csv", "text,category\n\"I pay.\",Pay\n\"Where  is\nit?\",Where\n")]
    [InlineData("table.tsv", "text\tlabel\nI pay.\tPay\nWhere is it?\tWhere\n")]
    [InlineData("numbered.tsv", "id\ttext\tlabel\n1\tI pay.\tPay\n2\tWhere is it?\tWhere\n")]
    [InlineData("threads.csv", "first_tweet_id,tag,first_utterance\n1,Pay,<cust__  __company__  I pay. __cust>\n2,Where,\"<cust__ Where is it? __cust>\"\n")]
    public void Every_shape_of_labelled_texts_is_read(string name, string content)
    {
        var set = Read(name, content);
        Assert.Equal(["I pay.", "Where is it?"], set.Texts);
        Assert.Equal(["Pay", "Where"], set.Classes);
    }

    [Theory]
    [InlineData("lines.jsonl", "{\"text\":\"I pay.\",\"label\":1}\n{\"text\":\"I paid.\",\"label\":\"1\"}\n{\"text\":\"Where is it?\",\"label\":[2]}\n")]
    [InlineData("pairs.json", "[[\"I pay.\", 1], [\"I paid.\", 1], [\"Where is it?\", 2]]")]
    [InlineData("table.csv", "text,label\nI pay.,1\nI paid.,1\nWhere is it?,2\n")]
    public void Classes_may_be_numbered(string name, string content) => Assert.Equal(["1", "1", "2"], Read(name, content).Classes);

    [Fact]
    public void A_quote_within_a_column_is_the_writers_own() =>
        Assert.Equal(["A 5\" pipe, bent", "The \"best\" pipe", "\"Fine\", she said"], Read("table.csv", "text,label\n\"A 5\"\" pipe, bent\",Pipe\nThe \"best\" pipe,Pipe\n\"\"\"Fine\"\", she said\",Fine\n").Texts);

    [Fact]
    public void The_figures_of_weights_trained_without_a_set_belong_to_the_weights_that_ship()
    {
        using var weights = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "encoder.weights"));
        Assert.Equal(ClusteringBench.UnseenBeside, SentenceEncoder.Read(weights).Model);
        Assert.All(ClusteringBench.Unseen, row => Assert.InRange(row.Accuracy, 1, 100));
    }

    [Fact]
    public void A_file_without_labels_says_what_was_expected() =>
        Assert.Contains("expected labelled texts", Assert.Throws<FormatException>(() => Read("table.csv", "a,b\n1,2\n")).Message, StringComparison.Ordinal);
}

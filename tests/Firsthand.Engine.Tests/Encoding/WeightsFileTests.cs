using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Firsthand.Engine.Encoding;

namespace Firsthand.Tests.Encoding;

public class WeightsFileTests
{
    private const string Header = """{"model":"m","tensors":[{"name":"t","type":"float32","shape":[2,2],"offset":0}],"vocabulary":[["a",-1.5],["b",0]]}""";

    [Fact]
    public void A_file_gives_its_model_vocabulary_and_tensors()
    {
        var weights = WeightsFile.Read(File(Header, 1, 2, 3, 4));
        Assert.Equal("m", weights.Model);
        Assert.Equal([("a", -1.5), ("b", 0)], weights.Vocabulary);
        Assert.Equal([1f, 2f, 3f, 4f], weights.Tensor("t", 2, 2));
    }

    [Fact]
    public void Half_the_size_holds_the_same_numbers_where_they_fit()
    {
        var header = Header.Replace("float32", "float16", StringComparison.Ordinal);
        var pairs = new float[2];
        Half[] halves = [(Half)0.1f, (Half)(-3), Half.MaxValue, Half.Epsilon];
        halves.CopyTo(MemoryMarshal.Cast<float, Half>(pairs.AsSpan()));
        Assert.Equal(halves.Select(value => (float)value), WeightsFile.Read(File(header, pairs)).Tensor("t", 2, 2));
    }

    [Fact]
    public void Every_half_there_is_comes_back_as_it_is_and_none_without_end()
    {
        Half[] halves = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits)).Where(Half.IsFinite)];
        WeightsFile With(params Half[] all) => WeightsFile.Read(File(Header.Replace("float32", "float16", StringComparison.Ordinal).Replace("[2,2]", $"[{all.Length}]", StringComparison.Ordinal), MemoryMarshal.Cast<Half, float>(all).ToArray()));

        Assert.Equal(halves.Select(half => (float)half), With(halves).Tensor("t", halves.Length));
        foreach (var count in new[] { 2, 16 })
            Assert.Throws<InvalidDataException>(() => With([.. halves.Take(count - 1), Half.NegativeInfinity]).Tensor("t", count));
    }

    [Fact]
    public void A_quarter_of_the_size_holds_them_by_a_scale_for_each_column_or_row()
    {
        var numbers = new float[1];
        sbyte[] bytes = [127, -127, 3, 0];
        bytes.CopyTo(MemoryMarshal.Cast<float, sbyte>(numbers.AsSpan()));
        var header = Header.Replace("float32", "int8", StringComparison.Ordinal);
        Assert.Equal([127 * .5f, -127 * .25f, 3 * .5f, 0], WeightsFile.Read(File(header, .5f, .25f, numbers[0])).Tensor("t", 2, 2));
        Assert.Equal([127 * .5f, -127 * .5f, 3 * .25f, 0], WeightsFile.Read(File(header.Replace("int8", "int8-rows", StringComparison.Ordinal), .5f, .25f, numbers[0])).Tensor("t", 2, 2));
        Assert.Throws<InvalidDataException>(() => WeightsFile.Read(File(header, .5f, .25f)));
    }

    [Fact]
    public void A_tensor_of_another_name_or_shape_is_refused()
    {
        var weights = WeightsFile.Read(File(Header, 1, 2, 3, 4));
        Assert.Throws<InvalidDataException>(() => weights.Tensor("u", 2, 2));
        Assert.Throws<InvalidDataException>(() => weights.Tensor("t", 4));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"model":"m","vocabulary":[["a"]],"tensors":[]}""")]
    [InlineData("""{"model":"m","vocabulary":[],"tensors":[{"name":"t","type":"float128","shape":[2],"offset":0}]}""")]
    [InlineData("""{"model":"m","vocabulary":[],"tensors":[{"name":"t","type":"float32","shape":[-2],"offset":0}]}""")]
    [InlineData("""{"model":"m","vocabulary":[],"tensors":[{"name":"t","type":"float32","shape":[2],"offset":-4}]}""")]
    [InlineData("""{"model":"m","vocabulary":[],"tensors":[{"name":"t","type":"float32","shape":[2],"offset":2147483600}]}""")]
    [InlineData("""{"model":"m","vocabulary":[],"tensors":[{"name":"t","type":"float32","shape":[65536,65536,65536],"offset":0}]}""")]
    [InlineData("""{"model":null,"vocabulary":[],"tensors":[{"name":null,"type":"float32","shape":["x"],"offset":0}]}""")]
    public void A_damaged_header_is_refused(string header) => Assert.Throws<InvalidDataException>(() => WeightsFile.Read(File(header, 1, 2, 3, 4)));

    [Fact]
    public void Other_files_other_versions_and_cut_files_are_refused()
    {
        var good = File(Header, 1, 2, 3, 4).ToArray();
        var otherVersion = (byte[])good.Clone();
        otherVersion[8] = 99;
        Assert.Throws<InvalidDataException>(() => WeightsFile.Read(new MemoryStream("PK and then some more bytes"u8.ToArray())));
        Assert.Throws<InvalidDataException>(() => WeightsFile.Read(new MemoryStream(otherVersion)));
        for (var length = 0; length < good.Length; length++) Assert.Throws<InvalidDataException>(() => WeightsFile.Read(new MemoryStream(good, 0, length)));
    }

    [Fact]
    public void Rubbish_is_read_or_refused_and_nothing_else()
    {
        var good = File(Header, 1, 2, 3, 4).ToArray();
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            var wrong = Record.Exception(() => WeightsFile.Read(new MemoryStream(bytes)));
            Assert.True(wrong is null or InvalidDataException, $"{i}: {wrong}");
        }
    }

    [Fact]
    public void Weights_of_another_network_make_no_encoder() => Assert.Throws<InvalidDataException>(() => SentenceEncoder.Read(File(Header, 1, 2, 3, 4)));

    private static MemoryStream File(string header, params float[] tensors)
    {
        var bytes = new MemoryStream();
        var start = new byte[16];
        "firsthnd"u8.CopyTo(start);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(12), header.Length);
        bytes.Write(start);
        bytes.Write(System.Text.Encoding.UTF8.GetBytes(header));
        while (bytes.Length % 64 != 0) bytes.WriteByte(0);
        foreach (var value in tensors) bytes.Write(BitConverter.GetBytes(value));
        bytes.Position = 0;
        return bytes;
    }
}

using Firsthand.Engine.Detection;
using Firsthand.Engine.Text;

namespace Firsthand.Tests.Detection;

public class DetectionMeasureTests
{
    [Fact]
    public void Of_items_counts_the_yes()
    {
        var measure = DetectionMeasure.OfItems([true, true, false, false], [true, false, true, false]);
        Assert.Equal((0.5, 0.5, 0.5), (measure.Precision, measure.Recall, measure.F1));
    }

    [Fact]
    public void A_highlight_is_hit_by_half_of_the_shorter()
    {
        TextSpan highlight = new(100, 40);
        Assert.Equal(1, DetectionMeasure.OfHighlights([new(130, 20)], [highlight]).Recall);
        Assert.Equal(0, DetectionMeasure.OfHighlights([new(131, 20)], [highlight]).Recall);
        Assert.Equal(1, DetectionMeasure.OfHighlights([new(0, 400)], [highlight]).Recall);
        Assert.Equal(0.5, DetectionMeasure.OfHighlights([new(100, 10), new(0, 50)], [highlight]).Precision);
    }

    [Fact]
    public void Nothing_detected_or_meant_is_zero_not_an_error() => Assert.Equal(0, DetectionMeasure.OfItems([], []).F1);

    [Fact]
    public void Likelihoods_that_hold_as_often_as_they_say_have_no_error()
    {
        float[] likelihoods = [.75f, .75f, .75f, .75f, .25f, .25f, .25f, .25f];
        Assert.Equal(0, CalibrationError.Of(likelihoods, [true, true, true, false, true, false, false, false]), 1e-6);
        Assert.Equal(.25, CalibrationError.Of(likelihoods, [true, true, true, true, false, false, false, false]), 1e-6);
        Assert.Equal(.25, CalibrationError.Of([1, .5f], [true, false]), 1e-6);
    }
}

using Sargam.Features.Audio;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Features;

public sealed class DeltaTests
{
    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (int frames in (int[])[3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 24, 25, 100]) cases.AddRange(new(1, frames), new(2, frames));
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Deltas_are_derivatives_of_the_fitted_polynomial(int order, int frameCount)
    {
        FrameBlocks frames = Frames.Decibels((ulong)(100 * order + frameCount), 3, frameCount, float.NaN);
        var deltas = new FrameBlocks();
        new Delta(order).Apply(frames, deltas);

        Assert.Equal((3, frameCount), (deltas.RowCount, deltas.FrameCount));
        int half = Math.Min(4, (frameCount - 1) / 2);
        for (int frame = 0; frame < frameCount; frame++)
        {
            int centre = Math.Clamp(frame, half, frameCount - 1 - half);
            for (int row = 0; row < 3; row++) Assert.Equal(Derivative(frames, row, centre, half, order), deltas[row, frame], 2e-5);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(50)]
    public void A_line_has_its_slope_and_a_parabola_its_curvature_everywhere(int frameCount)
    {
        FrameBlocks parabola = Frames.From((row, frame) => row == 0 ? 3 - 0.5f * frame : 0.25f * frame * frame - frame, 2, frameCount);
        FrameBlocks slope = new(), curvature = new();
        new Delta().Apply(parabola, slope);
        new Delta(2).Apply(parabola, curvature);

        for (int frame = 0; frame < frameCount; frame++)
        {
            Assert.Equal(frameCount < 3 ? 0 : -0.5, slope[0, frame], 1e-5);
            Assert.Equal(0, curvature[0, frame], 1e-5);
            Assert.Equal(frameCount < 3 ? 0 : 0.5, curvature[1, frame], 2e-4);
        }
    }

    [Fact]
    public void A_longer_track_before_leaves_no_trace()
    {
        var reused = new Delta(2);
        FrameBlocks expected = new(), actual = new();
        reused.Apply(Frames.Decibels(1, 20, 400), actual);
        FrameBlocks frames = Frames.Decibels(2, 20, 13);
        new Delta(2).Apply(frames, expected);
        reused.Apply(frames, actual);

        Approx.Equal(Approx.Widen(expected.ToMatrix().Values), actual.ToMatrix().Values, 0, "delta");
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(3, 9)]
    [InlineData(1, 8)]
    [InlineData(1, 1)]
    public void Orders_and_widths_that_cannot_be_are_refused(int order, int width) =>
        Assert.Contains("must be", Assert.Throws<ArgumentException>(() => new Delta(order, width)).Message);

    // Least squares by the normal equations for 1, j and j squared, j around 0: odd and even powers are orthogonal.
    private static double Derivative(FrameBlocks frames, int row, int centre, int half, int order)
    {
        double n = 0, s2 = 0, s4 = 0, y = 0, jy = 0, jjy = 0;
        for (int j = -half; j <= half; j++)
        {
            double value = frames[row, centre + j];
            (n, s2, s4) = (n + 1, s2 + j * j, s4 + (double)j * j * j * j);
            (y, jy, jjy) = (y + value, jy + j * value, jjy + (double)j * j * value);
        }

        return order == 1 ? jy / s2 : 2 * (n * jjy - s2 * y) / (n * s4 - s2 * s2);
    }
}

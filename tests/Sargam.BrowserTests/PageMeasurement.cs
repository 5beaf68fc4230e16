using System.Globalization;
using Sargam.Reporting;

namespace Sargam.BrowserTests;

/// <summary>Measures the page for bench/results: run with SARGAM_MEASURE_PAGE=1 on a quiet machine; the table is in the test's output.</summary>
public sealed class PageMeasurement(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    /// <summary>Turns the wheel or drags at every frame, and returns how long frames took.</summary>
    private const string Frames = """
        async drags => {
          const host = document.querySelector('.map-host');
          host.focus();
          const box = host.getBoundingClientRect();
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          const pointer = (type, dx, dy) => host.dispatchEvent(new PointerEvent(type, { clientX: x + dx, clientY: y + dy, pointerId: 1, bubbles: true, button: 0 }));
          const times = [];
          if (drags) pointer('pointerdown', 0, 0);
          for (let i = 0; i < 90; i++) {
            times.push(await new Promise(requestAnimationFrame));
            if (drags) pointer('pointermove', 90 * Math.sin(i / 6), 60 * Math.sin(i / 8));
            else host.dispatchEvent(new WheelEvent('wheel', { clientX: x, clientY: y, deltaY: i % 20 < 10 ? -60 : 60, bubbles: true, cancelable: true }));
          }
          if (drags) pointer('pointerup', 0, 0);
          const spans = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
          return [spans[spans.length >> 1], spans[Math.floor(spans.length * 0.95)]];
        }
        """;

    [Theory]
    [InlineData(2_000, "")]
    [InlineData(50_000, "")]
    [InlineData(200_000, "")]
    [InlineData(200_000, "#canvas2d")]
    public async Task First_paint_frames_and_size(int trackCount, string hash)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SARGAM_MEASURE_PAGE") == "1", "set SARGAM_MEASURE_PAGE=1 to measure");
        ReportModel model = Reports.Synthetic(trackCount);
        double[] paints = new double[3];
        float[] zoom = [], pan = [];
        long size = 0;
        string painter = "";
        for (int run = 0; run < paints.Length; run++)
        {
            await using ReportPage report = await ReportPage.OpenMap(chromium, model, new() { ViewportSize = new() { Width = 1280, Height = 1000 } }, hash);
            paints[run] = double.Parse((await report.Page.Locator("body").GetAttributeAsync("data-painted"))!, CultureInfo.InvariantCulture);
            size = new FileInfo(report.Path).Length;
            painter = (await report.Map.GetAttributeAsync("data-painter"))!;
            if (run < paints.Length - 1) continue;
            await report.Page.WaitForTimeoutAsync(600);
            zoom = await report.Page.EvaluateAsync<float[]>(Frames, false);
            await report.Page.WaitForTimeoutAsync(600);
            pan = await report.Page.EvaluateAsync<float[]>(Frames, true);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {trackCount:N0} | {painter} | {size / 1024.0:N0} | {paints.Order().ElementAt(1):N0} | {zoom[0]:N0} / {zoom[1]:N0} | {pan[0]:N0} / {pan[1]:N0} |"));
    }
}

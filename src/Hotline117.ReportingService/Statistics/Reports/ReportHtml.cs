using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline117.ReportingService.Statistics.Reports;

/// <summary>A report as a page of its own, ready to print.</summary>
public static class ReportHtml
{
    public static async Task<byte[]> BytesAsync(Report report, ReportTexts texts)
    {
        // Cyrillic as letters, not as numbers of them.
        await using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var page = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(ReportPage.Report)] = report, [nameof(ReportPage.Texts)] = texts });
        return Encoding.UTF8.GetBytes(await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportPage>(page)).ToHtmlString()));
    }
}

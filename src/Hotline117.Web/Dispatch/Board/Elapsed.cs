using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Hotline117.Web.Dispatch.Board;

/// <summary>
/// Time that runs. The browser fills it and lets it run from the server's time: no second costs a message. No component, for there are thousands of them.
/// </summary>
public static class Elapsed
{
    public static RenderFragment Since(DateTimeOffset since) => builder =>
    {
        builder.OpenElement(0, "elapsed-time");
        builder.AddAttribute(1, "role", "timer");
        builder.AddAttribute(2, "since", since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        builder.CloseElement();
    };
}

namespace Hotline117.Web.Shared;

public static class LocalUrl
{
    /// <summary>The address if it stays on this site, else <c>/</c>: a link must not lead people elsewhere after they sign in.</summary>
    public static string OrRoot(string? url) =>
        url is ['/'] or ['/', not ('/' or '\\'), ..] && !url.Any(char.IsControl) ? url : "/";
}

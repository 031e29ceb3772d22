using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Hotline117.Asterisk.Protocol;

/// <summary>The server's first line, the only one that is no message: <c>Asterisk Call Manager/11.0.0</c>.</summary>
internal static class Banner
{
    private const string Expected = "Asterisk Call Manager";
    private const int MaxLength = 256;

    /// <exception cref="FaultException">No banner, or none of Asterisk's.</exception>
    public static async Task<string> ReadAsync(PipeReader reader, AmiClientOptions options, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } lf)
            {
                var banner = Encoding.UTF8.GetString(buffer.Slice(0, lf)).TrimEnd('\r');
                reader.AdvanceTo(buffer.GetPosition(1, lf));
                return banner.StartsWith(Expected, StringComparison.Ordinal) ? banner : throw NotAsterisk(options, banner);
            }
            if (buffer.Length > MaxLength || (result.IsCompleted && !buffer.IsEmpty))
                throw NotAsterisk(options, Encoding.UTF8.GetString(buffer));
            if (result.IsCompleted)
                throw new FaultException(new(AmiFaultKind.ClosedBeforeBanner,
                    $"{options}: closed before the banner: too many logins may be pending (authlimit in manager.conf)"));
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static FaultException NotAsterisk(AmiClientOptions options, string greeting) =>
        new(new(AmiFaultKind.NotAsterisk, $"{options}: greets with '{HeaderRules.Shown(greeting)}', not as an Asterisk manager"));
}

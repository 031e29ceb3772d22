using Hotline117.Asterisk;

namespace Hotline117.UnitTests.Asterisk;

public class OptionsTests
{
    private static readonly AmiClientOptions Good = new() { Host = "pbx", User = "router", Secret = "s3cret" };

    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Good.Validate());

    [Fact]
    public void All_faults_are_listed_at_once_each_with_its_range()
    {
        var options = Good with { Host = "", Port = 70_000, EventBufferSize = 0, ConnectTimeout = TimeSpan.Zero };
        var refused = Assert.Throws<ArgumentException>(() => new AmiClient(options, TimeProvider.System));
        Assert.Contains("Host is empty", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Port is 70000: it must be 1 to 65535", refused.Message, StringComparison.Ordinal);
        Assert.Contains("EventBufferSize is 0: it must be 1 to 10000000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectTimeout is 00:00:00: it must be 00:00:00.1000000 to 00:05:00", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shortest_pause_above_the_longest_is_a_fault() =>
        Assert.Contains(nameof(AmiClientOptions.ReconnectDelayMin), Assert.Single((Good with { ReconnectDelayMin = TimeSpan.FromMinutes(1) }).Validate()), StringComparison.Ordinal);

    [Fact]
    public void A_line_break_in_the_user_or_secret_is_a_fault_that_does_not_show_the_secret()
    {
        Assert.Contains("User 'a⏎b'", Assert.Single((Good with { User = "a\r\nb" }).Validate()), StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", Assert.Single((Good with { Secret = "topsecret\n" }).Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_print_without_the_secret() => Assert.Equal("router@pbx:5038", Good.ToString());
}

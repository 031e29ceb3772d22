namespace Hotline117.UnitTests.Asterisk;

/// <summary>What a real Asterisk 22 sent, byte for byte.</summary>
internal static class Transcripts
{
    /// <summary>One call through a queue: 104 events.</summary>
    public static byte[] QueueCall() => Read("asterisk22-queue-call.ami");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Asterisk", "transcripts", name));

    /// <summary>What answers one action; <c>{id}</c> stands for its ActionID, in the wire's own bytes otherwise.</summary>
    public static string Reply(string name) => System.Text.Encoding.UTF8.GetString(Read(name));
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotline117.Benchmarks.Ami;

/// <summary>A manager that lets anybody in and, told so by the action <c>Go</c>, sends all events as fast as they are taken; actions are answered in between.</summary>
internal sealed class StreamServer(IReadOnlyList<byte[]> calls)
{
    // About half a megabyte is sent between two looks for actions.
    private const int CallsPerWrite = 12;

    /// <summary>Prints its port, then serves until its input ends.</summary>
    public static async Task<int> RunAsync(int events)
    {
        var server = new StreamServer([.. new CallStream().Calls(events)]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = server.AcceptAsync(listener);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
            _ = ServeAsync(await listener.AcceptSocketAsync());
    }

    private async Task ServeAsync(Socket client)
    {
        using var owned = client;
        try
        {
            await client.SendAsync("Asterisk Call Manager/11.0.0\r\n"u8.ToArray());
            while (await AnswerAsync(client) is { } actions)
            {
                if (actions.Contains("Action: Go\r\n", StringComparison.Ordinal))
                    await StreamAsync(client);
            }
        }
        catch (SocketException)
        {
            // The client is done.
        }
    }

    private async Task StreamAsync(Socket client)
    {
        for (var call = 0; call < calls.Count; call += CallsPerWrite)
        {
            for (var i = call; i < Math.Min(call + CallsPerWrite, calls.Count); i++)
                await client.SendAsync(calls[i]);
            if (client.Available > 0)
                await AnswerAsync(client);
        }
        await client.SendAsync("Event: StreamEnd\r\n\r\n"u8.ToArray());
    }

    /// <returns>The actions read, null at the end. Clients here send each in one packet.</returns>
    private static async Task<string?> AnswerAsync(Socket client)
    {
        var buffer = new byte[8_192];
        var length = await client.ReceiveAsync(buffer);
        if (length == 0)
            return null;
        var actions = Encoding.ASCII.GetString(buffer, 0, length);
        foreach (var line in actions.Split("\r\n").Where(line => line.StartsWith("ActionID: ", StringComparison.Ordinal)))
            await client.SendAsync(Encoding.ASCII.GetBytes($"Response: Success\r\n{line}\r\nChallenge: 1\r\n\r\n"));
        return actions;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;

namespace Hotline117.IntegrationTests.Sip;

/// <summary>A counsellor's SIP telephone that registers with the switch, and answers whatever rings it. It has an address of its own: calls from 127.0.0.1 are the carrier's.</summary>
public sealed class RegisteredPhone : IAsyncDisposable
{
    private readonly IPEndPoint registrar;
    private readonly string name;
    private readonly SipSocket socket;
    private readonly ConcurrentDictionary<string, PhoneCall> calls = new();
    private readonly Channel<PhoneCall> arrivals = Channel.CreateUnbounded<PhoneCall>();
    private readonly string id = $"{Guid.NewGuid():N}@127.0.0.2";
    private readonly Channel<SipMessage> answers = Channel.CreateUnbounded<SipMessage>();
    private int number;

    /// <param name="name">The endpoint's.</param>
    public RegisteredPhone(IPEndPoint registrar, string name)
    {
        (this.registrar, this.name) = (registrar, name);
        socket = new SipSocket(ReceiveAsync, IPAddress.Parse("127.0.0.2"));
    }

    public ValueTask<PhoneCall> NextCallAsync() => arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public Task RegisterAsync() => RegisterAsync(expires: 300);

    public Task UnregisterAsync() => RegisterAsync(expires: 0);

    public async ValueTask DisposeAsync()
    {
        await socket.DisposeAsync();
        foreach (var call in calls.Values)
        {
            await call.DisposeAsync();
        }
    }

    private async Task RegisterAsync(int expires)
    {
        await socket.SendAsync(new SipMessage($"REGISTER sip:{registrar} SIP/2.0",
        [
            socket.NewVia(), ("Max-Forwards", "70"), ("From", $"<sip:{name}@{registrar}>;tag={Guid.NewGuid():N}"), ("To", $"<sip:{name}@{registrar}>"),
            ("Call-ID", id), ("CSeq", $"{++number} REGISTER"), ("Contact", $"<sip:{name}@{socket.Local}>"), ("Expires", $"{expires}"),
        ]), registrar);
        Assert.Equal(200, (await answers.Reader.ReadAsync(TestContext.Current.CancellationToken)).Status);
    }

    private async Task ReceiveAsync(SipMessage message, IPEndPoint from)
    {
        if (calls.TryGetValue(message.CallId, out var known))
        {
            await known.ReceiveAsync(message, from);
        }
        else if (message is { IsRequest: false, Method: "REGISTER" })
        {
            await answers.Writer.WriteAsync(message);
        }
        else if (message is { IsRequest: true, Method: "INVITE" })
        {
            var call = calls[message.CallId] = new PhoneCall(socket, message, from);
            await arrivals.Writer.WriteAsync(call);
            _ = call.AnswerAsync();
        }
        else if (message is { IsRequest: true, Method: not "ACK" })
        {
            await socket.SendAsync(message.Answer(200, "OK", "phone"), from);
        }
    }
}

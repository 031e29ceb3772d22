using System.Buffers;
using MessagePack;

namespace Hotline117.Benchmarks.Boards;

/// <summary>
/// SignalR's hub protocol in MessagePack, as far as a Blazor page speaks it: messages behind their length as a varint, each an array
/// (ASP.NET Core, "SignalR Hub Protocol").
/// </summary>
internal static class BlazorPack
{
    public const int Invocation = 1, Completion = 3, Ping = 6, Close = 7;

    /// <summary>Agreed before the first message, as JSON.</summary>
    public const string Handshake = "{\"protocol\":\"blazorpack\",\"version\":1}\u001e";

    /// <param name="id">Null where no answer is wanted.</param>
    /// <param name="arguments">Texts, whole numbers, truths or nulls.</param>
    public static byte[] Invoke(string? id, string target, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(Invocation);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(target);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments)
        {
            Write(ref writer, argument);
        }

        writer.WriteArrayHeader(0);
        writer.Flush();
        return [.. Varint(body.WrittenCount), .. body.WrittenSpan];
    }

    /// <summary>Takes the first whole message off.</summary>
    public static bool TryTake(ref ReadOnlySequence<byte> bytes, out ReadOnlySequence<byte> message)
    {
        message = default;
        var reader = new SequenceReader<byte>(bytes);
        long length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (!reader.TryRead(out var part))
            {
                return false;
            }

            length |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        message = bytes.Slice(reader.Position, length);
        bytes = bytes.Slice(message.End);
        return true;
    }

    private static void Write(ref MessagePackWriter writer, object? argument)
    {
        switch (argument)
        {
            case null:
                writer.WriteNil();
                break;
            case string text:
                writer.Write(text);
                break;
            case bool truth:
                writer.Write(truth);
                break;
            case long number:
                writer.Write(number);
                break;
            default:
                throw new ArgumentException($"A page sends no {argument.GetType().Name}.", nameof(argument));
        }
    }

    private static IEnumerable<byte> Varint(int length)
    {
        for (; length >= 0x80; length >>= 7)
        {
            yield return (byte)(length | 0x80);
        }

        yield return (byte)length;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Hotline117.Benchmarks.Ami;

/// <summary>The measure: a PipeReader that splits every line into name and value as spans and does nothing with them.</summary>
internal sealed class HeaderSplitter(int port) : IReader
{
    private Stream? _stream;
    private PipeReader? _reader;
    private long _events;
    private long _checksum;

    public async Task<Reading> ReadAsync()
    {
        if (_stream is null)
            await ConnectAsync();
        (_events, _checksum) = (0, 0);
        await _stream!.WriteAsync("Action: Go\r\n\r\n"u8.ToArray());
        while (true)
        {
            var result = await _reader!.ReadAsync();
            var consumed = Split(result.Buffer, out var ended);
            _reader.AdvanceTo(consumed, result.Buffer.End);
            if (ended)
                return new(_events - 1, _checksum, 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
    }

    private async Task ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var banner = await _reader.ReadAsync();
        _reader.AdvanceTo(banner.Buffer.End);
    }

    private SequencePosition Split(ReadOnlySequence<byte> buffer, out bool ended)
    {
        ended = false;
        if (buffer.IsSingleSegment)
            return buffer.GetPosition(Split(buffer.FirstSpan, ref ended));
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySpan<byte> line, (byte)'\n'))
            Take(line, ref ended);
        return reader.Position;
    }

    private int Split(ReadOnlySpan<byte> bytes, ref bool ended)
    {
        var consumed = 0;
        while (bytes[consumed..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            Take(bytes.Slice(consumed, end), ref ended);
            consumed += end + 1;
        }
        return consumed;
    }

    private void Take(ReadOnlySpan<byte> line, ref bool ended)
    {
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (line.IsEmpty)
        {
            _events++;
            return;
        }
        var colon = line.IndexOf((byte)':');
        var name = line[..colon];
        var value = line[(colon + 1)..];
        if (value is [(byte)' ', ..])
            value = value[1..];
        _checksum += name.Length + value.Length;
        ended |= value.SequenceEqual("StreamEnd"u8);
    }
}

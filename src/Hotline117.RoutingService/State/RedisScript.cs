using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Hotline117.RoutingService.State;

/// <summary>A Lua script from this assembly, called by its digest; sent again where Redis has forgotten it.</summary>
internal sealed class RedisScript
{
    private readonly string _text;
    private readonly byte[] _digest;

    private RedisScript(string text)
    {
        _text = text;
        // Redis names scripts by SHA-1; nothing secret rests on it.
#pragma warning disable CA5350
        _digest = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <param name="names">Keys with a fixed name: the script calls them so.</param>
    public static RedisScript Load(string name, params IEnumerable<(string Name, RedisKey Key)> names)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream($"Hotline117.RoutingService.State.{name}")
            ?? throw new InvalidOperationException($"The script {name} is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return new RedisScript(string.Concat(names.Select(key => $"local {key.Name} = '{key.Key}'\n")) + reader.ReadToEnd());
    }

    public async Task<RedisResult> RunAsync(IDatabase redis, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await redis.ScriptEvaluateAsync(_digest, keys, arguments);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await redis.ScriptEvaluateAsync(_text, keys, arguments);
        }
    }
}

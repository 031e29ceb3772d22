using System.Text;
using Hotline117.IntegrationTests.Stack;
using Npgsql;
using StackExchange.Redis;

namespace Hotline117.IntegrationTests.Secrecy;

/// <summary>All that the hotline keeps or tells, piece by piece, each with the name of its place.</summary>
public static class Everything
{
    public static async IAsyncEnumerable<(string Place, byte[] Content)> OfAsync(Hotline hotline)
    {
        foreach (var file in Directory.EnumerateFiles(hotline.Stack.StateFolder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0))
        {
            yield return (file, ReadShared(file));
        }

        foreach (var key in hotline.RedisServer.Keys())
        {
            yield return ($"Redis key {key}", [.. Encoding.UTF8.GetBytes($"{key} "), .. await ReadAsync(hotline.Redis, key)]);
        }

        foreach (var seen in hotline.Events.All)
        {
            yield return ($"message {seen.RoutingKey}", Encoding.UTF8.GetBytes($"{seen.Headers}\n{seen.Body}"));
        }

        await foreach (var row in RowsAsync(hotline.Stack.Endpoints.Postgres))
        {
            yield return row;
        }

        foreach (var path in new[] { "/api/v1/live", "/api/v1/centres", "/api/v1/centres/public", "/api/v1/rosters", "/metrics", "/health/ready" })
        {
            using var answer = await hotline.SendAsync(HttpMethod.Get, hotline.Stack.Endpoints.Routing + path, Hosting.SignIn.Roles.Administrator);
            yield return (path, await answer.Content.ReadAsByteArrayAsync());
        }
    }

    public static async Task HoldsNoneAsync(Hotline hotline, Needles needles)
    {
        var pieces = 0;
        var found = new List<string>();
        await foreach (var (place, content) in OfAsync(hotline))
        {
            pieces++;
            found.AddRange(needles.In(content).Select(form => $"{place}: {form}"));
        }

        Assert.Empty(found);
        Assert.InRange(pieces, 1000, int.MaxValue);
    }

    private static byte[] ReadShared(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (IOException socket) when (socket is not EndOfStreamException)
        {
            // A socket or a pipe.
            return [];
        }
    }

    // Bytes as they are: a secret need not be text.
    private static async Task<byte[]> ReadAsync(IDatabase redis, RedisKey key)
    {
        IEnumerable<RedisValue> values = await redis.KeyTypeAsync(key) switch
        {
            RedisType.String => [await redis.StringGetAsync(key)],
            RedisType.Hash => (await redis.HashGetAllAsync(key)).SelectMany(field => new[] { field.Name, field.Value }),
            RedisType.Set => await redis.SetMembersAsync(key),
            RedisType.List => await redis.ListRangeAsync(key),
            RedisType.SortedSet => await redis.SortedSetRangeByRankAsync(key),
            RedisType.Stream => (await redis.StreamRangeAsync(key)).SelectMany(entry => entry.Values).SelectMany(field => new[] { field.Name, field.Value }),
            // Gone since the keys were listed.
            RedisType.None => [],
            var other => throw new NotSupportedException($"Redis type {other} of {key}"),
        };
        return [.. values.SelectMany(value => ((byte[]?)value ?? []).Append((byte)'\n'))];
    }

    private static async IAsyncEnumerable<(string, byte[])> RowsAsync(string postgres)
    {
        await using var database = NpgsqlDataSource.Create(postgres);
        var tables = new List<string>();
        await using (var command = database.CreateCommand("select table_name from information_schema.tables where table_schema = 'public'"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                tables.Add(reader.GetString(0));
            }
        }

        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            await using var command = database.CreateCommand($"select t::text from \"{table}\" t");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                yield return ($"row of {table}", Encoding.UTF8.GetBytes(reader.GetString(0)));
            }
        }
    }
}

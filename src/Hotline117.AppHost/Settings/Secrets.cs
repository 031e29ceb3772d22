using System.Security.Cryptography;
using System.Text.Json;
using Hotline117.Contracts;
using Hotline117.Hosting.SignIn;

namespace Hotline117.AppHost.Settings;

/// <summary>A person's account on the Web page.</summary>
public sealed record Account(string Role, string User, string Password);

/// <summary>A machine's key: the header <c>X-Api-Key</c>.</summary>
public sealed record RoleKey(string Role, string Key);

/// <summary>All that is secret, made at random on the first start and kept for later ones.</summary>
public sealed record Secrets
{
    public required string AmiSecret { get; init; }
    public required string RabbitMqPassword { get; init; }
    public required string PostgresPassword { get; init; }

    /// <summary>Base64 of 32 bytes: seals the lines' numbers in Redis.</summary>
    public required string DirectoryKey { get; init; }

    /// <summary>16 ASCII letters or digits: seals the lines' numbers in the switch.</summary>
    public required string LineKey { get; init; }

    /// <summary>As <see cref="LineKey"/>: seals the numbers of those who are to be called back in the switch. New where secrets of an earlier version have none.</summary>
    public string CallbackKey { get; init; } = Text(16);

    public required IReadOnlyList<Account> Accounts { get; init; }
    public required IReadOnlyList<RoleKey> ApiKeys { get; init; }

    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly JsonSerializerOptions Json = ContractJson.Configure(new JsonSerializerOptions { WriteIndented = true });

    public string KeyOf(string role) => ApiKeys.First(key => key.Role == role).Key;

    public static Secrets LoadOrMake(string file)
    {
        if (File.Exists(file))
        {
            return JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file), Json)
                ?? throw new StartFailedException($"{file} is empty.", remedy: "Remove the folder that holds it: its databases can't be opened without.");
        }

        var made = Make();
        PrivateFile.Write(file, JsonSerializer.Serialize(made, Json));
        return made;
    }

    private static Secrets Make() => new()
    {
        AmiSecret = Text(24),
        RabbitMqPassword = Text(24),
        PostgresPassword = Text(24),
        DirectoryKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        LineKey = Text(16),
        Accounts = [.. new[] { Roles.Dispatcher, Roles.Coordinator, Roles.Supervisor, Roles.Ministry, Roles.Administrator }
            .Select(role => new Account(role, role, Text(16)))],
        ApiKeys = [.. Roles.All.Select(role => new RoleKey(role, Text(32)))],
    };

    private static string Text(int length) => RandomNumberGenerator.GetString(LettersAndDigits, length);
}

using System.Text;
using Hotline117.Hosting;
using Hotline117.RoutingService.Data;
using Hotline117.RoutingService.State;

namespace Hotline117.RoutingService;

/// <summary>One Asterisk and how to reach its manager interface; the section <c>Ami:Servers:N</c>.</summary>
internal sealed record AmiServerSettings
{
    /// <summary>For logs, health and metrics.</summary>
    public string Name { get; init; } = "";
    public string Host { get; init; } = "";
    public int Port { get; init; } = 5038;
    public string User { get; init; } = "";
    public string Secret { get; init; } = "";
    public bool UseTls { get; init; }
}

/// <summary>All that RoutingService is told from outside.</summary>
internal sealed record RoutingSettings
{
    private const long LeastOutbox = 1000;

    public required IReadOnlyList<AmiServerSettings> Servers { get; init; }
    public required string Redis { get; init; }
    public required Uri RabbitMq { get; init; }
    /// <summary>32 bytes: seals the lines' numbers in Redis.</summary>
    public required byte[] DirectoryKey { get; init; }
    /// <summary>16 bytes, ASCII letters and digits: seals the lines' numbers in the switch, whose dialplan has the same. Empty where only the store is needed.</summary>
    public required byte[] SwitchLineKey { get; init; }
    /// <summary>Whether this replica publishes the outbox. At least one must.</summary>
    public required bool RelayEnabled { get; init; }
    public required OutboxBound Outbox { get; init; }
    /// <summary>With the files in the folder that <c>Geography:Folder</c> names.</summary>
    public required Geography Country { get; init; }
    /// <summary>Null: there is none, and the built-in files hold.</summary>
    public required string? GeographyFolder { get; init; }

    /// <exception cref="ConfigurationException">Names every faulty setting.</exception>
    public static RoutingSettings Read(IConfiguration configuration, bool storeOnly)
    {
        var faults = new List<string>();
        var servers = configuration.GetSection("Ami:Servers").Get<AmiServerSettings[]>() ?? [];
        var redis = configuration["Redis:ConnectionString"];
        var directoryKey = Base64(configuration["Directory:EncryptionKey"]);
        var lineKey = configuration["Switch:LineKey"] ?? "";
        Uri.TryCreate(configuration["RabbitMq:Uri"], UriKind.Absolute, out var rabbitMq);

        var mostEntries = configuration.GetValue("Outbox:MostEntries", OutboxBound.Default.MostEntries);
        Require(mostEntries >= LeastOutbox, $"Outbox:MostEntries must be at least {LeastOutbox}: so many events may wait in Redis for RabbitMQ.");

        Require(!string.IsNullOrWhiteSpace(redis), "Redis:ConnectionString is missing, for instance 'localhost:6379'.");
        Require(directoryKey is { Length: 32 }, "Directory:EncryptionKey must be 32 bytes in base64; make one with: openssl rand -base64 32.");
        var folder = configuration["Geography:Folder"] is { } written && !string.IsNullOrWhiteSpace(written) ? written : null;
        var country = LoadGeography(folder, faults);
        if (!storeOnly)
        {
            Require(servers.Length > 0, "Ami:Servers is empty: name at least one Asterisk (Ami__Servers__0__Name, …__Host, …__User, …__Secret).");
            Require(servers.Select(server => server.Name).Distinct().Count() == servers.Length, "Ami:Servers: each server needs a Name of its own.");
            for (var i = 0; i < servers.Length; i++)
            {
                Require(servers[i] is { Name.Length: > 0, Host.Length: > 0, User.Length: > 0, Secret.Length: > 0 },
                    $"Ami:Servers:{i} needs Name, Host, User and Secret.");
            }

            Require(rabbitMq is { Scheme: "amqp" or "amqps" }, "RabbitMq:Uri must look like amqp://user:password@host:5672/.");
        }

        Require((storeOnly && lineKey.Length == 0) || (lineKey.Length == 16 && lineKey.All(char.IsAsciiLetterOrDigit)),
            "Switch:LineKey must be exactly 16 ASCII letters and digits, the same as LINE_KEY in the switch's site/globals.conf.");

        return faults.Count > 0 ? throw new ConfigurationException(faults) : new RoutingSettings
        {
            Servers = servers,
            Redis = redis!,
            RabbitMq = rabbitMq ?? new Uri("amqp://localhost"),
            DirectoryKey = directoryKey!,
            SwitchLineKey = Encoding.ASCII.GetBytes(lineKey),
            RelayEnabled = configuration.GetValue("Relay:Enabled", true),
            Outbox = new OutboxBound(mostEntries),
            Country = country!,
            GeographyFolder = folder,
        };

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    private static Geography? LoadGeography(string? folder, List<string> faults)
    {
        try
        {
            return Geography.Load(folder);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            faults.AddRange(e.Message.Split(Environment.NewLine));
            return null;
        }
    }

    private static byte[]? Base64(string? text)
    {
        var bytes = new byte[64];
        return text is not null && Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}

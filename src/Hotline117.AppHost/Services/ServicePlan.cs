using System.Net;
using Hotline117.AppHost.Machine;
using Hotline117.AppHost.Supervision;

namespace Hotline117.AppHost.Services;

/// <summary>One of our own services: the program that this build made, as a process of its own.</summary>
/// <param name="Name">Also its log's: routing, routing-2, reporting, web.</param>
/// <param name="Project">For instance Hotline117.Web.</param>
internal sealed record ServicePlan(string Name, string Project, int Port, IReadOnlyDictionary<string, string> Settings)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);
    private static readonly HttpClient Http = new();

    public string Url => $"http://127.0.0.1:{Port}";

    public Plan On(Checkout checkout, string logs, string stateFolder)
    {
        var command = Command(checkout, Path.Combine(logs, $"{Name}.log"), stateFolder);
        return new(Name, Project + (Name.Contains('-', StringComparison.Ordinal) ? $" ({Name})" : ""), command.Log, Bound,
            _ => Task.FromResult<IRunningProgram>(ChildProcess.Start(command)), WhyNotReadyAsync);
    }

    public LaunchCommand Command(Checkout checkout, string log, string stateFolder, params string[] arguments)
    {
        var folder = checkout.ServiceFolder(Project);
        var program = Path.Combine(folder, $"{Project}.dll");
        if (!File.Exists(program))
        {
            throw new StartFailedException($"{program} is missing.", remedy: $"dotnet build src/{Project} --configuration {checkout.Configuration}");
        }

        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return new LaunchCommand([dotnet, program, .. arguments], log, stateFolder)
        {
            Folder = folder,
            Environment = new Dictionary<string, string>(Settings) { ["ASPNETCORE_URLS"] = Url },
        };
    }

    // Its own answer says which part it misses.
    private async Task<string?> WhyNotReadyAsync(CancellationToken stop)
    {
        using var answer = await Http.GetAsync(new Uri($"{Url}/health/ready"), stop);
        return answer.StatusCode == HttpStatusCode.OK ? null : await answer.Content.ReadAsStringAsync(stop);
    }
}

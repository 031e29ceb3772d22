using Hotline117.Routing.Directory;
using Hotline117.RoutingService.Data;

namespace Hotline117.RoutingService.State;

/// <summary>
/// Looks at the site's geography files from time to time - no notice comes where a mounted folder is exchanged as a whole - and puts in force what has
/// changed: all of it, or nothing where anything is wrong.
/// </summary>
internal sealed class GeographyWatch(
    GeographyInForce country, RoutingData data, RoutingSettings settings, TimeProvider time, ILogger<GeographyWatch> log) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(1);

    private string _seen = country.Current.Version;
    private volatile string? _judged = country.Current.Version;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.GeographyFolder is null)
        {
            return;
        }

        // Another directory may name no longer, or only now, a region that the files lack.
        data.Replaced += () => _judged = null;
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look(settings.GeographyFolder);
        }
    }

    private void Look(string folder)
    {
        var (texts, fault) = Read(folder);
        var found = texts?.Version ?? fault!;
        // Only what has been the same twice: a file may just be being written.
        var isStill = found == _seen;
        _seen = found;
        if (!isStill || found == _judged)
        {
            return;
        }

        _judged = found;
        Judge(texts, fault);
    }

    private void Judge(GeographyTexts? texts, string? fault)
    {
        if (texts?.Version == country.Current.Version)
        {
            if (country.Faults.Count > 0)
            {
                log.LogInformation("The geography files are those in force again, version {Version}.", texts.Version);
            }

            country.Keep([]);
            return;
        }

        try
        {
            var next = Geography.From(texts ?? throw new InvalidDataException(fault));
            if (Homeless(next, data.Current.Directory).ToList() is { Count: > 0 } homeless)
            {
                throw new InvalidDataException(string.Join(Environment.NewLine, homeless));
            }

            country.Replace(next);
            log.LogInformation("Geography {Version} with {Regions} regions is in force; all travel times are computed anew.", next.Version, next.Regions.All.Count);
        }
        // Whatever a file holds, it must not end the router.
        catch (Exception refused)
        {
            var faults = refused is InvalidDataException ? refused.Message.Split(Environment.NewLine) : [$"the files can't be understood ({refused.GetType().Name})"];
            if (!faults.SequenceEqual(country.Faults))
            {
                log.LogError("The changed geography files are refused and {Version} stays in force: {Faults}", country.Current.Version, string.Join(Environment.NewLine, faults));
            }

            country.Keep(faults);
        }
    }

    // Which centre it is stays unsaid: where a secret one is must not stand in a health answer.
    private static IEnumerable<string> Homeless(Geography next, CentreDirectory directory) =>
        directory.Centres.Select(centre => centre.Region).Distinct().Where(region => !next.Regions.Contains(region))
            .Select(region => $"regions.json: {region} is missing, and the directory in force names it: keep it, or change the directory first");

    private static (GeographyTexts? Texts, string? Fault) Read(string folder)
    {
        try
        {
            return (GeographyTexts.Read(folder), null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, $"the files of Geography:Folder can't be read: {e.Message}");
        }
    }
}

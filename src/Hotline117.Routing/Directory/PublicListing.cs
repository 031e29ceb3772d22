using Hotline117.Contracts.Public;
using Hotline117.Routing.Regions;

namespace Hotline117.Routing.Directory;

/// <summary>Which centres anybody may read of. A secret one is left out as a whole: in a small town its name and its town would be an address.</summary>
public static class PublicListing
{
    /// <summary>Those that help who suffers violence; a programme for perpetrators must not stand beside a shelter, and 112 is no centre.</summary>
    private static readonly CentreKind[] _listed = [CentreKind.CrisisCentre, CentreKind.AidCentre, CentreKind.Psychologist, CentreKind.AssociationDesk];

    /// <param name="today">On the clock of Asia/Bishkek.</param>
    /// <returns>By region and id, whatever the order of the directory. Centres that 117 can't ring, or not today, are not listed.</returns>
    public static IReadOnlyList<PublicCentre> Of(CentreDirectory directory, RegionMap regions, DateOnly today) =>
    [
        .. from centre in directory.Centres
           where !centre.Secret && _listed.Contains(centre.Kind) && centre.Lines.Count > 0 && centre.IsValidOn(today)
           let region = FirstLevel(centre.Region, regions)
           where region is not null
           orderby region.Id, centre.Id
           select new PublicCentre(centre.Id, centre.Name, centre.Town, new(region.Id, region.Name), [.. centre.AllServices.Distinct()], [.. centre.Languages]),
    ];

    private static Region? FirstLevel(string id, RegionMap regions)
    {
        var region = regions.Find(id);
        while (region?.Parent is { } parent)
            region = regions.Find(parent);
        return region;
    }
}

namespace Hotline117.Routing.Directory;

/// <summary>What a centre is, which says which calls the policy may send to it.</summary>
public enum CentreKind
{
    CrisisCentre,
    /// <summary>A Women's Aid Centre of a pilot oblast.</summary>
    AidCentre,
    /// <summary>A remote psychologist of a provincial health office.</summary>
    Psychologist,
    /// <summary>The desk of the centres' association, which takes calls from everywhere when the centres can't.</summary>
    AssociationDesk,
    /// <summary>102, 103, 112: a target of transfers. The switch rings it by itself when nobody else is there, so it is never ranked.</summary>
    Emergency,
    /// <summary>A correctional programme for perpetrators. It takes calls of the perpetrators' line alone, and that line rings nobody else.</summary>
    CorrectionalProgramme,
}

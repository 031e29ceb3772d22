namespace Hotline117.Contracts;

/// <summary>Where a live call stands.</summary>
public enum CallPhase { Waiting, Ringing, Talking, Ended }

/// <summary>Who of those who wait goes first; among equals, whoever came first.</summary>
public enum CallPriority
{
    /// <summary>The caller pressed the key for danger, or a dispatcher said so.</summary>
    Danger,
    Normal,
    /// <summary>After all others. Nobody is ever refused.</summary>
    Behind,
}

/// <summary>Why a caller waits behind the others.</summary>
public enum BehindReason
{
    /// <summary>Counsellors have called several calls of this caller a nuisance within minutes.</summary>
    Nuisance,
    /// <summary>The spoken number was asked for and not keyed in.</summary>
    NoCode,
    /// <summary>A dispatcher said so.</summary>
    Person,
}

/// <summary>How a call ended, as far as the caller is concerned.</summary>
public enum Disposition
{
    /// <summary>A centre's line answered.</summary>
    Answered,
    /// <summary>The caller hung up before anyone answered.</summary>
    Abandoned,
    /// <summary>Every line was tried and the caller was sent to the emergency line.</summary>
    Overflowed,
    /// <summary>The end was not seen: the switch restarted, or the link to it was away.</summary>
    Indeterminate,
}

/// <summary>Why a call ended the way it did.</summary>
public enum EndReason { HungUp, CallerHungUpWhileRinging, CallerHungUpWhileWaiting, SentToEmergencyLine, ChannelVanished }

/// <summary>Who chose the line that rings: the router, or the switch alone from its last good plan.</summary>
public enum OfferSource { Router, SwitchFallback }

/// <summary>What told us the caller's region.</summary>
public enum RegionSource
{
    /// <summary>Nothing did; the whole country is searched.</summary>
    Unknown,
    /// <summary>The area code of a fixed line. Never a mobile number, which tells nothing.</summary>
    AreaCode,
    /// <summary>The trunk serves one part of the country only.</summary>
    Trunk,
    /// <summary>An address, a position or a mobile network's cell that the carrier sent.</summary>
    CarrierLocation,
    /// <summary>The caller's own choice.</summary>
    Keypad,
}

/// <summary>How sure a caller's region is.</summary>
public enum RegionCertainty
{
    /// <summary>No region is known.</summary>
    None,
    /// <summary>Better than nothing: up to 100 km from the next town, or a code of which sources differ.</summary>
    Low,
    /// <summary>The right part of the country: an oblast, or one of two neighbours.</summary>
    Medium,
    /// <summary>This rayon or town.</summary>
    High,
}

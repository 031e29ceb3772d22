namespace Hotline117.Contracts;

/// <summary>Where a live call stands.</summary>
public enum CallPhase { Waiting, Ringing, Talking, Ended }

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
public enum RegionSource { Unknown, AreaCode, Trunk, CarrierLocation, Keypad }

public enum RegionCertainty { None, Low, Medium, High }

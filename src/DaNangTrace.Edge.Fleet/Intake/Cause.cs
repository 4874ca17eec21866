namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>Why a message, or a part of one, was set aside. Its name is what the store and the log say.</summary>
internal enum Cause
{
    /// <summary>The topic is none of a kiosk's that the city takes.</summary>
    UnknownTopic,

    /// <summary>More bytes than <see cref="Wire.WireJson.MaxPayload"/>.</summary>
    TooLarge,

    /// <summary>The bytes are not one JSON object or one array of objects.</summary>
    NotJson,

    /// <summary>An array without elements or with more than the contract allows.</summary>
    WrongCount,

    /// <summary>JSON, but no sighting of version 1.</summary>
    NotASighting,

    /// <summary>JSON, but no state of version 1.</summary>
    NotAStatus,

    /// <summary>JSON, but no pulse of version 1.</summary>
    NotAPulse,

    /// <summary>JSON, but no count of recalled sightings of version 1.</summary>
    NotARecallCount,

    /// <summary>The sighting names another market or kiosk than its topic.</summary>
    WrongAddress,

    /// <summary>More kiosks than the store takes: someone makes names up.</summary>
    TooManyKiosks,

    /// <summary>A message that nobody vouches for (QoS 0) came faster than the store could take it.</summary>
    Unconfirmed,
}

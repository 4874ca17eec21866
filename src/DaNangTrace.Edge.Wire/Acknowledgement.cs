namespace DaNangTrace.Edge.Wire;

/// <summary>
/// The city's word on <c>ack</c> that it has committed every sighting of a ledger up to a place. The broker's PUBACK
/// says less: that the broker took a message.
/// </summary>
/// <param name="Epoch">Which ledger.</param>
/// <param name="UpTo">The last of the committed sightings.</param>
/// <param name="V">Version of this form: 1, also where it is not said.</param>
public sealed record Acknowledgement(Guid Epoch, long UpTo, int V = 1);

using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// Which scanner of this kiosk has which device: two settings may mean the same one under two names, and each would get
/// half of its codes. Safe for several threads.
/// </summary>
public sealed class DeviceClaims
{
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Takes a device for a scanner, unless another has it; given back when it is disposed of.</summary>
    internal Claim Take(DeviceNode node, string scanner) =>
        new(this, node.Identity, scanner, _owners.GetOrAdd(node.Identity, scanner));

    /// <summary>What taking came to.</summary>
    internal sealed class Claim(DeviceClaims claims, string device, string scanner, string owner) : IDisposable
    {
        /// <summary>Who has it.</summary>
        public string Owner => owner;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (owner == scanner)
                claims._owners.TryRemove(device, out _);
        }
    }
}

using System.Collections.Concurrent;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>What was found in a document.</summary>
/// <param name="Value">It; null where there is none.</param>
/// <param name="Silence">Why it, or a better one, was not heard; null where nothing is missing.</param>
internal readonly record struct Found<T>(T? Value, CityWord.Silent? Silence)
    where T : class;

/// <summary>Reads what links lead to, for one question.</summary>
/// <param name="link">Asks for one document.</param>
/// <param name="question">About what.</param>
/// <param name="time">Its clock.</param>
/// <param name="end">The time limit.</param>
internal sealed class CityDocuments(CityLink link, Question question, TimeProvider time, CancellationToken end)
{
    // So long a document is waited for alone; then the next one that may have the same is asked for beside it.
    private static readonly TimeSpan Alone = TimeSpan.FromMilliseconds(400);

    private static readonly CityWord.Silent Slower = new(
        Silence.TimeLimit, "a document that the resolver points to did not come in time, and another one did");

    // A lot's links may lead to the same as its product's.
    private readonly ConcurrentDictionary<Uri, Lazy<Task<Found<IReadOnlyList<RecalledProduct>>>>> _recalls = new();

    /// <summary>Reads data of the product: what one address does not have, the next may.</summary>
    public async Task<Found<Origin>> DataAsync(IEnumerable<Uri> addresses)
    {
        var asked = new List<Task<Found<Origin>>>();
        foreach (var address in addresses.TakeWhile(_ => !end.IsCancellationRequested))
        {
            asked.Add(ReadAsync(address, bytes => WebVocabulary.Read(bytes, question)));
            if (await FirstAsync(asked, Task.Delay(Alone, time, end)))
                break;
        }
        await FirstAsync(asked, new TaskCompletionSource().Task);
        // A better one that is a little slower may have the day of use.
        if (Best(asked).Silence == Slower)
            await Task.WhenAny(Task.WhenAll(asked), Task.Delay(Alone, time, end));
        return Best(asked);
    }

    /// <summary>Reads what a linkset says of recalls.</summary>
    public Task<Found<IReadOnlyList<RecalledProduct>>> RecallsAsync(Linkset links)
    {
        if (!links.Has(Linkset.RecallStatus))
            return Task.FromResult(default(Found<IReadOnlyList<RecalledProduct>>));
        return links.Find(Linkset.RecallStatus) is { } address
            ? _recalls.GetOrAdd(address, _ => new(() => ReadAsync(
                address, bytes => RecallWord.Read(bytes, question.Gtin), mustBe: true))).Value
            : Task.FromResult(new Found<IReadOnlyList<RecalledProduct>>(null, new CityWord.Silent(
                Silence.WrongType, "the resolver's word on recalls is none that a kiosk can read")));
    }

    /// <summary>Reads certificates.</summary>
    public Task<Found<IReadOnlyList<Certificate>>> CertificatesAsync(Uri? address) =>
        ReadAsync(address, WebVocabulary.ReadCertificates);

    /// <summary>Reads the steps of its way.</summary>
    public Task<Found<IReadOnlyList<Stage>>> StepsAsync(Uri? address) =>
        ReadAsync(address, bytes => EpcisSteps.Read(bytes, question));

    // Waits until one of them has something, all are read, or patience ends.
    private static async Task<bool> FirstAsync(List<Task<Found<Origin>>> asked, Task patience)
    {
        while (Best(asked).Value is null)
        {
            Task[] open = [.. asked.Where(one => !one.IsCompleted)];
            if (open.Length == 0 || patience.IsCompleted)
                return false;
            await Task.WhenAny([.. open, patience]);
        }
        return true;
    }

    // The first of them that has something, with the word on those that were to come before it.
    private static Found<Origin> Best(List<Task<Found<Origin>>> asked)
    {
        CityWord.Silent? silence = null;
        foreach (var one in asked)
        {
            var found = one.IsCompletedSuccessfully ? one.Result : new Found<Origin>(null, Slower);
            if (found.Value is not null)
                return found with { Silence = silence };
            silence ??= found.Silence;
        }
        return new Found<Origin>(null, silence);
    }

    private async Task<Found<T>> ReadAsync<T>(Uri? address, Func<byte[], T> read, bool mustBe = false)
        where T : class
    {
        if (address is null)
            return default;
        switch (await link.AskForAsync(address, end))
        {
            case Fetched.Failed failed:
                return new Found<T>(null, failed.Silence);
            case Fetched.Document found:
                try
                {
                    return new Found<T>(read(found.Bytes), null);
                }
                catch (DocumentException e)
                {
                    return new Found<T>(null, new CityWord.Silent(
                        Silence.Malformed,
                        $"what {found.Address.GetLeftPart(UriPartial.Authority)} answered can't be used: {e.Message}"));
                }
            default:
                return new Found<T>(null, mustBe
                    ? new CityWord.Silent(
                        Silence.NothingReadable,
                        $"what the resolver points to is not at {address.GetLeftPart(UriPartial.Authority)}")
                    : null);
        }
    }
}

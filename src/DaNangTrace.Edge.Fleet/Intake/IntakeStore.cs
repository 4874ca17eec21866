using System.Globalization;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// What the city has heard.
/// Constraints: one writer (the folder's lock and the one loop that calls it); a batch is one transaction, and when
/// <see cref="Commit"/> returns it would survive a power cut; the same batch may come again at any time and changes
/// nothing then. Every table but <c>sightings</c> and <c>days</c> has a limit; that of <c>asked</c> is the sightings of
/// 30 days.
/// </summary>
internal sealed partial class IntakeStore : IDisposable
{
    /// <summary>How many conflicts, and how many messages set aside, are kept: the newest; all are counted.</summary>
    internal const int KeptApart = 1000;

    /// <summary>
    /// The most kiosks: twice what one such machine was seen to serve. More names than that are made up, and a name
    /// costs a row, a card and a place on the page.
    /// </summary>
    internal const int MostKiosks = 20_000;

    private readonly SqliteConnection connection;
    private readonly Statements statements;
    private readonly int mostKiosks;

    private IntakeStore(SqliteConnection connection, SqliteTransaction transaction, int mostKiosks)
    {
        this.connection = connection;
        this.mostKiosks = mostKiosks;
        statements = new Statements(connection);
        ClientId = (string)statements.ClientId.Value(transaction)!;
    }

    /// <summary>
    /// The MQTT client id. It belongs to the file, because the broker's session does: another file must not take up
    /// a session whose messages this one was promised.
    /// </summary>
    internal string ClientId { get; }

    /// <summary>Path of the file, for whoever reads it beside the one writer.</summary>
    internal string File { get; private init; } = "";

    /// <summary>Opens the file, and makes it if there is none.</summary>
    /// <exception cref="SqliteException">The file can't be opened or is no database.</exception>
    /// <exception cref="InvalidDataException">A newer program made the file.</exception>
    internal static IntakeStore Open(string path, Random chance, int mostKiosks = MostKiosks)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            // The writer is the only user of its connection; a pool would keep the file open after Dispose.
            Pooling = false,
            // Only a person with a database shell holds the file up; the messages wait at the broker meanwhile.
            DefaultTimeout = 2,
        }.ToString());
        try
        {
            connection.Open();
            StoreSchema.Prepare(connection);
            using var transaction = connection.BeginTransaction();
            var isRenewed = StoreSchema.Ensure(transaction, () => string.Create(
                CultureInfo.InvariantCulture, $"dntrace-fleet-{chance.NextInt64() & 0xFFFFFFFF:x8}"));
            var store = new IntakeStore(connection, transaction, mostKiosks) { File = path };
            // The new form and what is counted for it are one: a power cut between them would leave a file that says
            // that it is renewed, and holds no count.
            if (isRenewed)
                store.CountStored(transaction);
            transaction.Commit();
            return store;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Everything that the pages show, as it stands.</summary>
    internal CommitResult Load(DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        return new CommitResult(Cards(statements.AllCards, transaction, now, null), Totals(transaction));
    }

    /// <summary>
    /// Writes a batch. When this returns, the batch would survive a power cut; when it throws, nothing was written.
    /// </summary>
    /// <exception cref="SqliteException">The disk is full or broken, or someone holds the file.</exception>
    internal CommitResult Commit(IReadOnlyList<Arrival> arrivals, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        var touched = new HashSet<long>();
        foreach (var arrival in arrivals)
        {
            switch (arrival)
            {
                case Arrival.Scanned scanned:
                    Take(transaction, scanned, now, touched);
                    break;
                case Arrival.Told told:
                    Take(transaction, told, now, touched);
                    break;
                case Arrival.Covered covered:
                    Take(transaction, covered, now, touched);
                    break;
                case Arrival.Recalled recalled:
                    Take(transaction, recalled, now);
                    break;
                case Arrival.SetAside aside:
                    Take(transaction, aside, now);
                    break;
            }
        }
        TrimAsked(transaction, now);
        var cards = touched.SelectMany(id => Cards(statements.OneCard, transaction, now, id)).ToList();
        var totals = Totals(transaction);
        transaction.Commit();
        return new CommitResult(cards, totals);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        statements.Dispose();
        connection.Dispose();
    }

    private void Take(SqliteTransaction transaction, Arrival.Scanned scanned, DateTimeOffset now, HashSet<long> touched)
    {
        var (address, sighting, bytes) = scanned;
        if (KioskId(transaction, address) is not { } kiosk)
        {
            Take(transaction, TooMany(address.Scan, bytes), now);
            return;
        }
        var epoch = sighting.Epoch.ToString();
        var received = now.ToUnixTimeMilliseconds();
        var isNew = 1 == statements.InsertSighting.Run(
            transaction, kiosk, epoch, sighting.Seq, sighting.At.ToUnixTimeMilliseconds(), received, bytes);
        if (isNew)
        {
            Count(transaction, "stored");
            // A later revision mends the time of a scan that was counted when it came.
            if (sighting.Rev > 0)
                return;
            touched.Add(kiosk);
            var day = DayOf(sighting, now);
            statements.CountDay.Run(transaction, day, kiosk);
            CountAsked(transaction, sighting, day, now);
            statements.CountKiosk.Run(transaction, kiosk, epoch, sighting.Seq);
        }
        else if (statements.SameSighting.Value(transaction, kiosk, epoch, sighting.Seq, bytes) is not null)
        {
            Count(transaction, "duplicates");
        }
        else if (1 == statements.InsertConflict.Run(transaction, kiosk, epoch, sighting.Seq, received, bytes))
        {
            statements.TrimConflicts.Run(transaction, KeptApart);
            Count(transaction, "conflicts");
        }
    }

    // A clock that never was set would put a scan on any day at all: such a scan counts on the day it came.
    private static int DayOf(Sighting sighting, DateTimeOffset now) =>
        MarketTime.DayOf(sighting.Time.Quality is "sync" or "corrected" ? sighting.At : now);

    private void Take(SqliteTransaction transaction, Arrival.Told told, DateTimeOffset now, HashSet<long> touched)
    {
        if (KioskId(transaction, told.Address) is not { } kiosk)
        {
            Take(transaction, TooMany(told.Address.Status, []), now);
            return;
        }
        touched.Add(kiosk);
        var status = told.Status;
        var isOnline = status.State == KioskStatus.Online;
        using (var known = statements.KnownState.Rows(transaction, kiosk))
        {
            if (known.Read() && !known.IsDBNull(0))
            {
                var (session, wasOnline) = (known.GetInt64(0), known.GetBoolean(1));
                var isSameLedger = known.GetString(2) == status.Epoch.ToString();
                if (isSameLedger && status.Session == session && isOnline == wasOnline)
                    return;
                // The will of an older session may come after the new session's online. Within one session offline is
                // the last word: the kiosk counts on at each connection, so online after it is a second arrival.
                // A new card is a new ledger with a new count: its first word is online, so offline of another is late.
                if (isSameLedger ? status.Session < session || (status.Session == session && isOnline) : !isOnline)
                {
                    Count(transaction, "late_states");
                    return;
                }
            }
        }
        statements.SetState.Run(
            transaction, kiosk, isOnline, status.Epoch.ToString(), status.Session, status.Version,
            now.ToUnixTimeMilliseconds(), !told.Retained);
    }

    private void Take(SqliteTransaction transaction, Arrival.SetAside aside, DateTimeOffset now)
    {
        statements.InsertRejected.Run(transaction, now.ToUnixTimeMilliseconds(), aside.Topic, aside.Cause.ToString(),
            aside.Detail, aside.Size, aside.First);
        statements.TrimRejected.Run(transaction, KeptApart);
        Count(transaction, "set_aside");
    }

    private static Arrival.SetAside TooMany(string topic, ReadOnlySpan<byte> bytes) =>
        ArrivalReader.Aside(topic, Cause.TooManyKiosks, "the store takes no more kiosks", bytes);

    // Null when the kiosk is new and there is no room for another.
    private long? KioskId(SqliteTransaction transaction, KioskAddress address) =>
        (long?)statements.FindKiosk.Value(transaction, address.Market, address.Kiosk)
        ?? (long?)statements.InsertKiosk.Value(transaction, address.Market, address.Kiosk, mostKiosks);

    private void Count(SqliteTransaction transaction, string name) => statements.CountTotal.Run(transaction, name);
}

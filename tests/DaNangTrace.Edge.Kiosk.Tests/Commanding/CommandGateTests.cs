using System.Text;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Kiosk.Commanding;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Commanding;

/// <summary>What the city may say to a kiosk, and what is refused.</summary>
public sealed class CommandGateTests : IAsyncDisposable
{
    private static readonly CitySubject Resend = new CitySubject.Command("resend");

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly CityOrders _orders = new();
    private bool _isSynchronised = true;
    private Ledger _ledger;

    public CommandGateTests() => _ledger = Open();

    [Theory]
    [InlineData("v", 2, null)]
    [InlineData("id", "", null)]
    [InlineData("id", "a b", null)]
    [InlineData("issuer", "Fleet/1", null)]
    [InlineData("issuer", null, null)]
    [InlineData("expires", "tomorrow", null)]
    [InlineData("expires", "2026-11-24T04:59:59Z", "expired")]
    [InlineData("expires", "2026-11-24T05:11:00Z", "invalid")]
    [InlineData("epoch", "none", "invalid")]
    [InlineData("from", 0, "invalid")]
    [InlineData("from", 6, "invalid")]
    [InlineData("to", 10_001, "invalid")]
    [InlineData("to", "5", "invalid")]
    public async Task What_is_not_in_its_form_or_too_late_is_refused_counted_and_answered(
        string key, object? value, string? result)
    {
        var command = Command();
        command[key] = value is null ? null : JsonValue.Create(value);

        await SayAsync(command);

        Assert.Equal(result, Answered()?.Result);
        Assert.Equal((0, 1), (_orders.Taken, _orders.Refused));
        Assert.Null(_orders.TakeResend());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1,2]")]
    [InlineData("\"\\ud800\"")]
    public async Task Whatever_the_bytes_nothing_is_thrown(string payload)
    {
        await Gate().TakeAsync(new CityMessage(Resend, Encoding.UTF8.GetBytes(payload), false));
        await Gate().TakeAsync(new CityMessage(new CitySubject.Committed(), Encoding.UTF8.GetBytes(payload), false));

        Assert.Equal(2, _orders.Refused);
        Assert.Null(_orders.TakeAnswer());
    }

    [Fact]
    public async Task A_retained_command_and_an_unknown_one_are_refused()
    {
        await Gate().TakeAsync(new CityMessage(Resend, Bytes(Command()), IsRetained: true));
        Assert.Equal("retained", Answered()?.Result);
        await Gate().TakeAsync(new CityMessage(new CitySubject.Command("reboot"), Bytes(Command()), IsRetained: false));
        Assert.Equal("unknown", Answered()?.Result);
    }

    [Fact]
    public async Task An_id_is_taken_once_also_after_a_restart()
    {
        await SayAsync(Command());
        Assert.NotNull(_orders.TakeResend());

        await SayAsync(Command());
        Assert.Equal("repeated", Answered()?.Result);
        await _ledger.DisposeAsync();
        _ledger = Open();
        await SayAsync(Command());
        Assert.Equal("repeated", Answered()?.Result);
    }

    [Fact]
    public async Task More_than_sixteen_at_once_are_too_many_and_may_be_asked_again()
    {
        for (var i = 0; i < 16; i++)
            await SayAsync(Command($"r-{i}"));
        Assert.Null(Answered());

        await SayAsync(Command("r-16"));
        Assert.Equal("busy", Answered()?.Result);
        Assert.NotNull(_orders.TakeResend());
        await SayAsync(Command("r-16"));
        Assert.Null(Answered());
    }

    [Fact]
    public async Task Whoever_asks_far_too_often_costs_nobody_the_receipt_of_what_was_done()
    {
        var gate = Gate();
        for (var n = 0; n < 300; n++)
            await gate.TakeAsync(new CityMessage(Resend, Bytes(Command($"r-{n}")), false));

        while (_orders.TakeResend() is not null)
            _orders.EndResend();
        var results = new List<string>();
        await Wait.UntilAsync(
            () =>
            {
                while (Answered() is { } receipt)
                    results.Add(receipt.Result);
                return results.Count(result => result != Receipt.Busy) == 16;
            },
            "a receipt for each of sixteen");
        Assert.InRange(results.Count, 17, 100);
    }

    [Fact]
    public async Task A_receipt_goes_to_the_issuers_own_topic_only_and_carries_back_what_it_was_given()
    {
        await Gate().TakeAsync(new CityMessage(Resend, Bytes(Command()), false)
        {
            ResponseTopic = "dnt/v1/han/k-han-002/rsp/fleet-1",
            Correlation = [7, 8],
        });

        var answer = Assert.IsType<CityAnswer>(_orders.TakeAnswer());
        Assert.Equal("invalid", WireJson.ToReceipt(answer.Payload).Result);
        Assert.Equal("fleet-1", answer.Issuer);
        Assert.Equal([7, 8], answer.Correlation!);
    }

    [Fact]
    public async Task A_kiosk_that_does_not_know_the_time_can_not_tell_what_expired()
    {
        _isSynchronised = false;
        var command = Command();
        command["expires"] = "2020-01-01T00:00:00Z";

        await SayAsync(command);

        Assert.NotNull(_orders.TakeResend());
    }

    [Fact]
    public async Task An_acknowledgement_is_kept_as_the_highest_and_never_beyond_what_was_recorded()
    {
        for (var i = 0; i < 5; i++)
            await _ledger.AppendAsync(Samples.Sighting());

        foreach (var upTo in (long[])[3, 2, 6, -1])
            await AcknowledgeAsync(_ledger.Epoch, upTo);
        await AcknowledgeAsync(Guid.CreateVersion7(Samples.Noon), 1);

        Assert.Equal([new LedgerPosition(_ledger.Epoch, 3)], _ledger.Figures.Acknowledged);
        Assert.Equal((2, 3), (_orders.Taken, _orders.Refused));
        await Gate().TakeAsync(new CityMessage(
            new CitySubject.Committed(), Encoding.UTF8.GetBytes($$"""{"epoch":"{{_ledger.Epoch}}","upTo":5}"""),
            IsRetained: true));
        Assert.Equal(3, _ledger.Figures.Acknowledged[0].Seq);
        // Nothing is sent for it.
        Assert.Equal(5, _ledger.Pending);
        Assert.Null(_orders.TakeResend());
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private static JsonObject Command(string id = "r-1") => new()
    {
        ["v"] = 1,
        ["id"] = id,
        ["issuer"] = "fleet-1",
        ["expires"] = "2026-11-24T05:01:00Z",
        ["epoch"] = Guid.Empty.ToString(),
        ["from"] = 1,
        ["to"] = 5,
    };

    private static byte[] Bytes(JsonObject command) => Encoding.UTF8.GetBytes(command.ToJsonString());

    private Task AcknowledgeAsync(Guid epoch, long upTo) => Gate().TakeAsync(new CityMessage(
        new CitySubject.Committed(),
        Encoding.UTF8.GetBytes($$"""{"epoch":"{{epoch}}","upTo":{{upTo}},"later":true}"""), IsRetained: false));

    private Task SayAsync(JsonObject command) => Gate().TakeAsync(new CityMessage(Resend, Bytes(command), false));

    private Receipt? Answered()
    {
        var answer = _orders.TakeAnswer();
        return answer is null ? null : WireJson.ToReceipt(answer.Payload);
    }

    private CommandGate Gate() => new(
        _ledger, _orders, Samples.Identity, new KioskClock(_time, TimeZoneInfo.Utc, () => _isSynchronised),
        NullLogger<CommandGate>.Instance);

    private Ledger Open() => new(
        _folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
}

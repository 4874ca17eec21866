using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire;
using YamlDotNet.RepresentationModel;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The contract as a document that others' tools read: it holds together and says what the code says.
/// </summary>
public class AsyncApiTests
{
    private static readonly YamlMappingNode Document = Read();

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = ReferencesIn(Document).ToArray();

        Assert.True(references.Length > 30, $"{references.Length} references");
        Assert.All(references, reference => Assert.True(
            reference.StartsWith("#/", StringComparison.Ordinal)
                ? Follow(reference) is not null
                : File.Exists(Path.Combine(Contract.Folder, reference)),
            reference));
        Assert.Null(Follow("#/channels/scan/no/such"));
    }

    [Fact]
    public void Every_schema_is_a_message_of_some_channel()
    {
        var told = Map(Document, "channels").Children.Values
            .SelectMany(channel => Map(channel, "messages").Children.Values)
            .Select(message => Text(Map(Follow(Text(message, "$ref"))!, "payload", "schema"), "$ref"))
            .Distinct().Order(StringComparer.Ordinal);

        // The notice is no message of a kiosk.
        Assert.Equal(
            Contract.Names.Append(Contract.Notice).Order(StringComparer.Ordinal)
                .Select(name => $"./schemas/{name}.schema.json"),
            told);
    }

    [Fact]
    public void The_channels_are_the_topics_of_a_kiosk()
    {
        var address = new KioskAddress("{market}", "{kiosk}");
        var told = Map(Document, "channels").Children.ToDictionary(
            one => one.Key.ToString(), one => Text(one.Value, "address"));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["scan"] = address.Scan,
                ["recalled"] = address.Recalled,
                ["status"] = address.Status,
                ["pulse"] = address.Pulse,
                ["ack"] = address.Ack,
                ["command"] = address.Command("{name}"),
                ["receipt"] = address.Receipt("{issuer}"),
                ["catalogManifest"] = address.CatalogManifest,
                ["recallsManifest"] = address.RecallsManifest,
            },
            told);
        Assert.All(Map(Document, "channels").Children.Values, channel => Assert.Equal(
            Map(channel, "parameters").Children.Keys.Select(name => $"{{{name}}}").Order(),
            Regex.Matches(Text(channel, "address"), @"\{[a-z]+\}").Select(match => match.Value).Order()));
        Assert.Equal(
            [ResendRange.Name],
            ((YamlSequenceNode)Map(Document, "components", "parameters", "name")["enum"])
                .Select(one => one.ToString()));
    }

    [Theory]
    [InlineData("market")]
    [InlineData("kiosk")]
    [InlineData("issuer")]
    public void A_place_in_a_topic_is_as_the_code_says(string parameter)
    {
        var pattern = new Regex(Text(Map(Document, "components", "parameters", parameter), "x-pattern"));

        Assert.All(
            (string[])
            [
                "han", "k-han-001", "0", new string('a', 32), new string('a', 33), "", "K", "a_b", "a/b", "+", "#", "ạ",
                "a b",
            ],
            id => Assert.Equal((id, KioskAddress.IsId(id)), (id, pattern.IsMatch(id))));
    }

    [Theory]
    [InlineData("sendSightings", "send", "scan", "1", "false", null)]
    [InlineData("sendRecallCount", "send", "recalled", "1", "false", null)]
    [InlineData("sendStatus", "send", "status", "1", "true", null)]
    [InlineData("sendPulse", "send", "pulse", "0", "false", "300")]
    [InlineData("receiveAcknowledgement", "receive", "ack", "1", "false", null)]
    [InlineData("receiveResend", "receive", "command", "1", "false", "300")]
    [InlineData("sendReceipt", "send", "receipt", "1", "false", "60")]
    [InlineData("receiveCatalogManifest", "receive", "catalogManifest", "1", "true", null)]
    [InlineData("receiveRecallsManifest", "receive", "recallsManifest", "1", "true", null)]
    public void What_the_kiosk_does_is_told(
        string name, string action, string channel, string qos, string retain, string? expiry)
    {
        var operation = Map(Document, "operations", name);
        var mqtt = Map(operation, "bindings", "mqtt");

        Assert.Equal(action, Text(operation, "action"));
        Assert.Equal($"#/channels/{channel}", Text(Map(operation, "channel"), "$ref"));
        Assert.Equal((qos, retain), (Text(mqtt, "qos"), Text(mqtt, "retain")));
        Assert.Equal(
            expiry, mqtt.Children.TryGetValue("messageExpiryInterval", out var seconds) ? seconds.ToString() : null);
    }

    [Fact]
    public void The_will_is_the_status()
    {
        Assert.All((string[])["city", "lab"], server =>
        {
            var will = Map(Document, "servers", server, "bindings", "mqtt", "lastWill");
            Assert.Equal(new KioskAddress("{market}", "{kiosk}").Status, Text(will, "topic"));
            Assert.Equal(("1", "true"), (Text(will, "qos"), Text(will, "retain")));
        });
    }

    private static YamlMappingNode Read()
    {
        using var text = File.OpenText(Path.Combine(Contract.Folder, "asyncapi.yaml"));
        var stream = new YamlStream();
        stream.Load(text);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static IEnumerable<string> ReferencesIn(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(one => one.Key.ToString() == "$ref"
            ? [one.Value.ToString()]
            : ReferencesIn(one.Value)),
        YamlSequenceNode list => list.SelectMany(ReferencesIn),
        _ => [],
    };

    private static YamlNode? Follow(string reference)
    {
        YamlNode node = Document;
        foreach (var name in reference[2..].Split('/'))
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(name, out var next))
                return null;
            node = next;
        }
        return node is YamlMappingNode one && one.Children.TryGetValue("$ref", out var further)
            && further.ToString().StartsWith("#/", StringComparison.Ordinal)
            ? Follow(further.ToString())
            : node;
    }

    private static YamlMappingNode Map(YamlNode node, params string[] names) =>
        (YamlMappingNode)names.Aggregate(node, (inner, name) => inner[name]);

    private static string Text(YamlNode node, string name) => node[name].ToString();
}

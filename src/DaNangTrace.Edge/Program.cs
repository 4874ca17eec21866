using System.CommandLine;
using DaNangTrace.Edge.Commands;
using DaNangTrace.Edge.Decoding;

var root = new RootCommand(
    "The market kiosk of Da Nang's product traceability: scan a code, trace its origin, show it, record it, send it.")
{
    DemoCommand.Create(),
    KioskCommand.Create(),
    DecodeCommand.Create(),
    AisCommand.Create(),
    ScannersCommand.Create(),
    CatalogCommand.Create(),
    LedgerCommand.Create(),
    ConfigCommand.Create(),
};
return await CommandLine.RunAsync(root, args);

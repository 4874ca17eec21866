using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Demo;

/// <summary>Says on the console what the shopper sees.</summary>
internal sealed class DemoNarrator : IDisplay
{
    private long _last;

    public DemoNarrator(KioskClock clock)
    {
        Condition = new Condition(clock.Time);
        Condition.Set(Wellness.Ok, "writes to the console");
    }

    public string Name => "console";

    public Condition Condition { get; }

    public void Show(Scene scene)
    {
        // A scene comes again when somebody chooses a language, and what stands between two scans says nothing here.
        if (scene.Number == _last || scene.IsRest)
            return;
        _last = scene.Number;
        Console.WriteLine($"{scene.At:HH:mm:ss}  {Words(scene)}");
    }

    private static string Words(Scene scene) => scene switch
    {
        Scene.Known { Alert: "recalled" } known => $"RECALLED        {NameOf(known)}",
        Scene.Known { Alert: "expired" } known =>
            $"EXPIRED         {NameOf(known)}, {(known.Expiry!.IsDayKnown ? "" : "at least ")}"
                + $"{known.Expiry.DaysPast} days past its date",
        Scene.Known known => $"known           {NameOf(known)}{Told(known.Cautions)}",
        Scene.Several several =>
            $"several         {several.Products.Count + several.More} products have the number {several.Code}"
                + Told(several.Cautions),
        Scene.NotRegistered { What: "item" or "stamp" } none => $"not registered  {none.Code}",
        Scene.NotRegistered { What: "web" } none => $"not registered  a web address of {none.Host}",
        Scene.NotRegistered none => $"not registered  a text of {none.Length} characters",
        Scene.InStore store => $"store number    {store.Code}",
        Scene.Reading asked => $"asking          the city about {asked.Code}",
        Scene.OutOfReach => "out of reach    the catalog can't be asked",
        Scene.Payment => "payment code    nothing of it is kept",
        Scene.Personal => "personal code   nothing of it is kept",
        Scene.Unreadable unreadable => unreadable.Fault == FaultCodes.CheckDigit
            ? "unreadable      its check digit is wrong"
            : $"unreadable      {unreadable.Fault}",
        _ => "idle",
    };

    private static string Told(IReadOnlyList<string> cautions) => string.Concat(cautions.Select(Told));

    private static string Told(string caution) => caution switch
    {
        "compareLot" => "; some are recalled: compare the numbers on the label",
        "checkDate" => "; its date can't be judged, since the clock is not set",
        "someExpired" => "; some of them are past their date",
        "noLotData" => "; nothing is known of its lot",
        "newerWarnings" => "; there may be newer warnings",
        _ => "; its number was seen unusually often",
    };

    private static string NameOf(Scene.Known known) =>
        Shown.Of(known.Origin.Name.GetValueOrDefault("vi", known.Gtin), 60);
}

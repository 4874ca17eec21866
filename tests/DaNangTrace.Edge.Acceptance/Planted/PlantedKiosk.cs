namespace DaNangTrace.Edge.Acceptance.Planted;

internal static class PlantedKiosk
{
    public const string Word = "planted";
    public static Task<int> RunAsync(string fault, string file) => Task.FromResult(fault.Length + file.Length);
}

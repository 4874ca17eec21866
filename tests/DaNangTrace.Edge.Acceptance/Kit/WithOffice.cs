namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>An office that makes packs, and the data folder of a kiosk that takes them.</summary>
public abstract class WithOffice : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private CatalogOffice? _office;

    private protected TempFolder Data => _data;

    private protected CatalogOffice Office => _office!;

    public async ValueTask InitializeAsync()
    {
        RealParts.NeedProgram();
        Directory.CreateDirectory(_data.Path);
        _office = await CatalogOffice.OpenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _office?.Dispose();
        _data.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected async Task TakeAsync(string kind, params string[] lines) =>
        await ImportAsync(await Office.MakeAsync(kind, 3, lines.Select(line => line.ReplaceLineEndings(""))));

    private protected async Task ImportAsync(string pack)
    {
        var answer = await Office.ImportAsync(pack, Data.Path);
        Assert.True(answer.ExitCode == 0, $"{answer}");
    }

    private protected Task<Answered> RunAsync(string command, params string[] more) =>
        Cli.RunAsync(["catalog", command, .. more, "--data", Data.Path]);
}

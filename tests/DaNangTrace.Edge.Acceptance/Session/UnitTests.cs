using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>The unit, as systemd reads it.</summary>
public sealed class UnitTests
{
    [Fact]
    public async Task Systemd_understands_every_line_of_it()
    {
        using var folder = new TempFolder();

        Assert.Equal("", await AnalyzeAsync("verify", "--man=no", "--recursive-errors=no", Unit(folder)));
    }

    [Fact]
    public async Task It_is_as_closed_as_it_was()
    {
        using var folder = new TempFolder();

        // In tenths: 2.4, less is better.
        var said = await AnalyzeAsync("security", "--offline=true", "--threshold=24", "--no-pager", Unit(folder));

        Assert.Contains("Overall exposure level", said, StringComparison.Ordinal);
    }

    // The browser's policies leave Ctrl+N, Ctrl+T and Alt+F4 alone: no keyboard is let in by whoever reads its keys.
    [Fact]
    public void Of_all_that_has_keys_only_touch_screens_reach_the_screen()
    {
        var rules = File.ReadAllLines(SessionRun.Source("61-dntrace-screen.rules"))
            .Where(line => line.Length > 0 && line[0] != '#');
        Assert.Equal(
            """
            SUBSYSTEM!="input", GOTO="dntrace_screen_end"
            KERNEL!="event[0-9]*", GOTO="dntrace_screen_end"
            ENV{ID_INPUT_TOUCHSCREEN}=="1", GOTO="dntrace_screen_end"
            ENV{LIBINPUT_IGNORE_DEVICE}="1"
            LABEL="dntrace_screen_end"
            """,
            string.Join('\n', rules));
    }

    // The script is not where it will be installed.
    private static string Unit(TempFolder folder)
    {
        var unit = folder.File("dntrace-session.service");
        File.WriteAllText(unit, File.ReadAllText(SessionRun.Source("dntrace-session.service"))
            .Replace("/usr/lib/dntrace-session/dntrace-session", SessionRun.Source("dntrace-session"),
                StringComparison.Ordinal));
        return unit;
    }

    private static async Task<string> AnalyzeAsync(params string[] arguments)
    {
        await using var child = Child.Start(RealParts.NeedSystemdAnalyze(), arguments);
        Assert.True(await child.ExitAsync() == 0, child.Tail());
        return child.Tail();
    }
}

using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Terminal;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Terminal;

public sealed class TerminalDisplayTests : DisplayContract
{
    protected override bool IsText => true;

    protected override bool KeepsAll => true;

    protected override DisplayRig Make() => new Rig();

    [Fact]
    public void A_file_of_somebodys_is_not_written_into()
    {
        using var folder = new TempFolder();
        var file = folder.Write("kiosk.json", "{}");
        var driver = new TerminalDriver(new DisplayOptions { Driver = "console", Device = file }, mayColour: true);
        var refused = Assert.Throws<IOException>(() => driver.Open());
        Assert.Equal($"{file} can't show: it is a file, and no terminal", driver.Explain(refused));
        Assert.Equal("{}", File.ReadAllText(file));
    }

    /// <summary>A named pipe stands for a terminal; somebody reads from it all the time.</summary>
    private sealed class Rig : DrivenRig
    {
        private readonly TempFolder _folder = new();
        private readonly string _pipe;
        private readonly FileStream _held;
        private readonly List<byte> _seen = [];
        private readonly Thread _reader;
        private volatile bool _isOver;

        public Rig()
        {
            _pipe = NamedPipe.Make(_folder.File("terminal"));
            _held = NamedPipe.Hold(_pipe);
            _reader = new Thread(Read) { IsBackground = true };
            _reader.Start();
        }

        protected override PanelDriver<Scene> Driver() =>
            new TerminalDriver(new DisplayOptions { Driver = "console", Device = _pipe }, mayColour: true);

        // What was written is there, or will be read in a moment.
        public override string Seen()
        {
            while (IsReadable(0))
                Thread.Yield();
            lock (_seen)
                return System.Text.Encoding.UTF8.GetString([.. _seen]);
        }

        public override void Dispose()
        {
            base.Dispose();
            _isOver = true;
            _reader.Join();
            _held.Dispose();
            _folder.Dispose();
        }

        private void Read()
        {
            var buffer = new byte[4096];
            while (!_isOver)
            {
                if (!IsReadable(10))
                    continue;
                lock (_seen)
                    _seen.AddRange(buffer.AsSpan(0, _held.Read(buffer)));
            }
        }

        private bool IsReadable(int milliseconds)
        {
            Span<SystemCalls.PollFile> files =
            [
                new()
                {
                    Descriptor = (int)_held.SafeFileHandle.DangerousGetHandle(),
                    Wanted = SystemCalls.PollIn,
                },
            ];
            return SystemCalls.Poll(files, 1, milliseconds) > 0;
        }
    }
}

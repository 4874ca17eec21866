using System.Collections.Concurrent;
using System.Diagnostics;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A sound card that is none: an ALSA configuration whose device writes what it is given into a named pipe. It is read
/// at the pace of a real one, so that whoever plays takes as long as the text does.
/// </summary>
internal sealed class Loudspeaker : IDisposable
{
    // What the voices have: 22,050 samples a second of two bytes. The pipe holds a second and a half of it ahead.
    private const int BytesASecond = 2 * 22_050;
    private const int BytesATurn = BytesASecond / 50;

    // FIONREAD
    private const nuint UnreadBytes = 0x541B;

    private readonly TempFolder _folder = new();
    private readonly FileStream _pipe;
    private readonly Task _listening;
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _goes = new(true);
    private readonly ConcurrentQueue<byte[]> _heard = new();

    public Loudspeaker()
    {
        var pipe = _folder.File("sound");
        Assert.Equal(0, Unix.MakePipe(pipe, Unix.OwnerOnly));
        // Held open for both ends: neither opening it waits, nor does it end with whoever plays.
        _pipe = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0, useAsync: false);
        File.WriteAllText(
            _folder.File("asound.conf"),
            $$"""
            </usr/share/alsa/alsa.conf>
            pcm.!default {
              type file
              slave.pcm "null"
              file "{{pipe}}"
              format "raw"
            }

            """);
        _listening = Task.Factory.StartNew(Listen, TaskCreationOptions.LongRunning);
    }

    /// <summary>With it a program plays here; no other sound server is looked for.</summary>
    public Dictionary<string, string> Environment => EnvironmentOf(_folder);

    /// <summary>With it a program finds no sound card.</summary>
    public static Dictionary<string, string> None(TempFolder folder)
    {
        File.WriteAllText(
            folder.File("asound.conf"),
            "</usr/share/alsa/alsa.conf>\npcm.!default { type hw card 31 }\n");
        return EnvironmentOf(folder);
    }

    /// <summary>What was heard up to now.</summary>
    public short[] Heard => Wave.OfRaw(_heard.SelectMany(bytes => bytes).ToArray());

    public int HeardBytes => _heard.Sum(bytes => bytes.Length);

    /// <summary>Waits until all that was played was heard, too.</summary>
    public Task HeardOutAsync() => Until.TrueAsync(
        () =>
        {
            Assert.Equal(0, Unix.Ask(_pipe.SafeFileHandle, UnreadBytes, out var unread));
            return unread == 0;
        },
        "the end of the sound");

    /// <summary>Whoever plays waits for <see cref="Go"/> once the pipe is full.</summary>
    public void Hold() => _goes.Reset();

    public void Go() => _goes.Set();

    public void Dispose()
    {
        _end.Cancel();
        // A byte more, lest the listener waits for one; where it does not, the pipe may be full, and have no room.
        if (!_listening.Wait(TimeSpan.FromMilliseconds(200)))
        {
            _pipe.WriteByte(0);
            _listening.Wait();
        }
        _pipe.Dispose();
        _goes.Dispose();
        _end.Dispose();
        _folder.Dispose();
    }

    private static Dictionary<string, string> EnvironmentOf(TempFolder folder) => new()
    {
        ["ALSA_CONFIG_PATH"] = folder.File("asound.conf"),
        ["HOME"] = folder.Path,
        ["PULSE_SERVER"] = "unix:/nonexistent",
    };

    private void Listen()
    {
        var turn = new byte[BytesATurn];
        while (!_end.IsCancellationRequested)
        {
            if (!_goes.IsSet)
                WaitHandle.WaitAny([_goes.WaitHandle, _end.Token.WaitHandle]);
            if (_end.IsCancellationRequested)
                return;
            var watch = Stopwatch.StartNew();
            var count = _pipe.Read(turn);
            _heard.Enqueue(turn[..count]);
            var lasts = TimeSpan.FromSeconds((double)count / BytesASecond) - watch.Elapsed;
            if (lasts > TimeSpan.Zero)
                _end.Token.WaitHandle.WaitOne(lasts);
        }
    }
}

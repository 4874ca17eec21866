using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>The GS1 Barcode Syntax Engine (C), as far as it is measured: it reads what a scanner sent.</summary>
internal sealed unsafe class Gs1Peer : IDisposable
{
    private const int RequisiteAis = 1;

    private readonly nint _library;
    private readonly delegate* unmanaged<nint, byte*, byte> _setScanData;
    private readonly nint _context;

    internal Gs1Peer(string library)
    {
        _library = NativeLibrary.Load(Path.GetFullPath(library));
        _setScanData = (delegate* unmanaged<nint, byte*, byte>)Export("gs1_encoder_setScanData");
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)Export("gs1_encoder_getVersion"))()) ?? "";
        _context = ((delegate* unmanaged<nint, nint, nint>)Export("gs1_encoder_init_ex"))(0, 0);
        if (_context == 0)
            throw new InvalidOperationException("The engine could not be started.");
        // A missing companion may stand on another carrier of the item: a warning here, no refusal.
        var setValidation = (delegate* unmanaged<nint, int, byte, byte>)Export("gs1_encoder_setValidationEnabled");
        setValidation(_context, RequisiteAis, 0);
    }

    internal string Version { get; }

    /// <summary>Whether the engine takes it.</summary>
    /// <param name="sent">ASCII or UTF-8, with a zero at its end.</param>
    internal bool Reads(byte* sent) => _setScanData(_context, sent) != 0;

    public void Dispose()
    {
        ((delegate* unmanaged<nint, void>)Export("gs1_encoder_free"))(_context);
        NativeLibrary.Free(_library);
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>The program as a user without rights: root may open and write everything, whoever has it.</summary>
internal static class OrdinaryUser
{
    /// <summary>A folder that all may read and nobody may write.</summary>
    public const UnixFileMode MayLook = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static Child Start(params string[] arguments) => Unix.User() == 0
        ? Child.Start(
            "setpriv",
            [
                $"--reuid={Unix.Nobody}", $"--regid={Unix.Nobody}", "--clear-groups", "--",
                RealParts.NeedProgram(), .. arguments,
            ])
        : Child.Start(RealParts.NeedProgram(), arguments);
}

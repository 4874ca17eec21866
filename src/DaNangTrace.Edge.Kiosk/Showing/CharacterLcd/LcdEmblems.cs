using System.Collections.Frozen;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// The signs of the verdicts, drawn of own glyphs: a panel without colours tells them apart by their silhouettes. The
/// large ones are 10 by 16 pixels in two by two glyphs, between which the glass leaves a small gap; the small ones are
/// one glyph of 5 by 8.
/// </summary>
public static class LcdEmblems
{
    /// <summary>Bytes of a glyph, a row each: bit 4 is the left one of 5 columns.</summary>
    public const int GlyphRows = 8;

    private const int GlyphColumns = 5;

    private static readonly FrozenDictionary<Verdict, IReadOnlyList<byte[]>> LargeOnes = Cut(
        2,
        ([Verdict.Known, Verdict.Stale, Verdict.Recalled, Verdict.Expired], """
            .......... .......... ...####... ##########
            .........# ........## ..######.. ##########
            ........## ........## .###..###. .#......#.
            ........## .......... .###..###. .#......#.
            .......##. .......##. ####..#### .#.####.#.
            .......##. .......##. ####..#### ..#.##.#..
            ......##.. .......... ####..#### ...#..#...
            ......##.. ......##.. ####..#### ....##....
            #....##... ......##.. ####..#### ....##....
            ##...##... ##........ ####..#### ...#..#...
            .##.##.... ##..##.... ########## ..#.##.#..
            .##.##.... ....##.... ####..#### .#..##..#.
            ..###..... ..##...... .###..###. .#.####.#.
            ..###..... ..##...... .########. .########.
            ...#...... .......... ..######.. ##########
            .......... .......... ...####... ##########
            """),
        ([Verdict.NotRegistered, Verdict.Compare, Verdict.Several, Verdict.InStore], """
            ....##.... ####..#### ######.... ....##....
            ...#..#... #..#..#..# #....#.... ...####...
            ..#....#.. #.##..##.# #.######.. ..##..##..
            .#..##..#. #..#..#..# #.#....#.. .##....##.
            .#.#..#.#. #.##..##.# #.#.###### ##..##..##
            #..#..#..# #..#..#..# #.#.#....# #...##...#
            #.....#..# ####..#### #.#.#.##.# #........#
            #....#...# .......... #.#.#....# #..####..#
            #...#....# ..#....#.. #.#.#.##.# #........#
            #...#....# .##....##. ###.#....# #..####..#
            #........# ########## ..#.#.##.# #........#
            .#..#...#. ########## ..###....# #..####..#
            .#......#. .##....##. ....#.##.# #........#
            ..#....#.. ..#....#.. ....#....# #........#
            ...#..#... .......... ....###### ##########
            ....##.... .......... .......... ..........
            """),
        ([Verdict.Reading, Verdict.OutOfReach, Verdict.Payment, Verdict.Personal], """
            ..####.... ..######.. .......... ...####...
            .##..##... .#......#. .......... ..######..
            ##....##.. #........# .......... ..######..
            #......#.. ...####... ########## ..######..
            #......#.. ..#....#.. #........# ..######..
            #......#.. .......... ########## ...####...
            ##....##.. ....##.... ########## ..........
            .##..##... ....##.... #........# ..######..
            ..#####... .......... #.##.....# .########.
            ......##.. .......... #........# ##########
            .......##. .##....##. #.####...# ##########
            .......##. ..##..##.. #........# ##########
            ........## ...####... ########## ##########
            ........## ...####... .......... ##########
            .......... ..##..##.. .......... ##########
            .......... .##....##. .......... ..........
            """),
        ([Verdict.Unreadable, Verdict.OutOfOrder, Verdict.Idle, Verdict.Announcement], """
            #.##.#.#.# .##....##. ...####... ..........
            #.##.#.#.# ##......## ...####... .########.
            #.##.#.#.# ##......## ...####... ##########
            #.##.#.#.# ##......## ...####... ##......##
            #.##.#.#.# ###....### ...####... ##.####.##
            #.##.#.#.. .########. ...####... ##......##
            #.##.#.... ..######.. ...####... ##.###..##
            #.##.....# ....##.... ########## ##......##
            #......#.# ....##.... .########. ##########
            .....#.#.# ....##.... .########. .########.
            ..##.#.#.# ....##.... ..######.. ..###.....
            #.##.#.#.# ....##.... ..######.. ..##......
            #.##.#.#.# ....##.... ...####... ..#.......
            #.##.#.#.# ...####... ...####... ..........
            #.##.#.#.# ...####... ....##.... ..........
            #.##.#.#.# ....##.... ....##.... ..........
            """));

    private static readonly FrozenDictionary<Verdict, IReadOnlyList<byte[]>> SmallOnes = Cut(
        1,
        ([
            Verdict.Known, Verdict.Stale, Verdict.Recalled, Verdict.Expired,
            Verdict.NotRegistered, Verdict.Compare, Verdict.Several, Verdict.InStore,
        ], """
            ....# ....# .###. ##### .###. ##.## ###.. ..#..
            ....# ..... ##.## #...# #...# ##.## #.#.. .###.
            ...#. ...#. ##.## .#.#. ....# ##.## #.### ##.##
            ...#. ..... ##.## ..#.. ...#. ..... #.#.# #####
            #.#.. #.#.. ##.## ..#.. ..#.. .#.#. ###.# #...#
            #.#.. ..... ##### .###. ..... ##### ..#.# #####
            .#... .#... ##.## ##### ..#.. .#.#. ..#.# #...#
            ..... ..... .###. ##### ..... ..... ..### #####
            """),
        ([
            Verdict.Reading, Verdict.OutOfReach, Verdict.Payment, Verdict.Personal,
            Verdict.Unreadable, Verdict.OutOfOrder, Verdict.Idle, Verdict.Announcement,
        ], """
            .##.. .###. ..... .###. #.#.# #...# ..#.. .....
            #..#. #...# ##### .###. #.#.# #...# ..#.. #####
            #..#. ..#.. ##### .###. #.#.. ##.## ..#.. #...#
            .##.. ..... #...# ..... #...# .###. ..#.. #.#.#
            ...#. .#.#. ##..# .###. ..#.# ..#.. ##### #...#
            ....# ..#.. #...# ##### #.#.# ..#.. .###. #####
            ....# .#.#. ##### ##### #.#.# ..#.. ..#.. .##..
            ..... ..... ..... ##### ..... .###. ..... .#...
            """));

    /// <summary>Four glyphs: upper left and right, lower left and right.</summary>
    public static IReadOnlyList<byte[]> Large(Verdict verdict) => LargeOnes[verdict];

    /// <summary>One glyph.</summary>
    public static IReadOnlyList<byte[]> Small(Verdict verdict) => SmallOnes[verdict];

    // A sheet has its emblems side by side, with a column between them.
    private static FrozenDictionary<Verdict, IReadOnlyList<byte[]>> Cut(
        int size, params (Verdict[] Verdicts, string Art)[] sheets)
    {
        var cut = new Dictionary<Verdict, IReadOnlyList<byte[]>>();
        foreach (var (verdicts, art) in sheets)
        {
            var lines = art.Split('\n');
            for (var at = 0; at < verdicts.Length; at++)
            {
                var left = at * (size * GlyphColumns + 1);
                cut.Add(verdicts[at],
                [
                    .. Enumerable.Range(0, size * size).Select(glyph => Glyph(
                        lines, left + glyph % size * GlyphColumns, glyph / size * GlyphRows)),
                ]);
            }
        }
        return cut.ToFrozenDictionary();
    }

    private static byte[] Glyph(string[] lines, int left, int top)
    {
        var rows = new byte[GlyphRows];
        for (var row = 0; row < GlyphRows; row++)
        {
            foreach (var pixel in lines[top + row].AsSpan(left, GlyphColumns))
                rows[row] = (byte)(rows[row] << 1 | (pixel == '#' ? 1 : 0));
        }
        return rows;
    }
}

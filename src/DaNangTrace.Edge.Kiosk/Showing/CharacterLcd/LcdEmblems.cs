using System.Collections.Frozen;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// The signs of the verdicts, drawn of own glyphs: a panel without colours tells them apart by their silhouettes. The
/// large ones are 10 by 16 pixels in two by two glyphs, between which the glass leaves a small gap; the small ones are
/// one glyph of 5 by 8.
/// </summary>
internal static class LcdEmblems
{
    /// <summary>Bytes of a glyph, a row each: bit 4 is the left one of 5 columns.</summary>
    public const int GlyphRows = 8;

    private const int GlyphColumns = 5;

    private static readonly FrozenDictionary<Sign, IReadOnlyList<byte[]>> LargeOnes = Cut(
        2,
        ([Sign.Known, Sign.Stale, Sign.Recalled, Sign.Expired], """
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
        ([Sign.NotRegistered, Sign.Compare, Sign.Several, Sign.InStore], """
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
        ([Sign.Reading, Sign.OutOfReach, Sign.Payment, Sign.Personal], """
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
        ([Sign.Unreadable, Sign.OutOfOrder, Sign.Idle, Sign.Announcement], """
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

    private static readonly FrozenDictionary<Sign, IReadOnlyList<byte[]>> SmallOnes = Cut(
        1,
        ([
            Sign.Known, Sign.Stale, Sign.Recalled, Sign.Expired,
            Sign.NotRegistered, Sign.Compare, Sign.Several, Sign.InStore,
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
            Sign.Reading, Sign.OutOfReach, Sign.Payment, Sign.Personal,
            Sign.Unreadable, Sign.OutOfOrder, Sign.Idle, Sign.Announcement,
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
    public static IReadOnlyList<byte[]> Large(Sign verdict) => LargeOnes[verdict];

    /// <summary>One glyph.</summary>
    public static IReadOnlyList<byte[]> Small(Sign verdict) => SmallOnes[verdict];

    // A sheet has its emblems side by side, with a column between them.
    private static FrozenDictionary<Sign, IReadOnlyList<byte[]>> Cut(
        int size, params (Sign[] Verdicts, string Art)[] sheets)
    {
        var cut = new Dictionary<Sign, IReadOnlyList<byte[]>>();
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

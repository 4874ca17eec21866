using System.Reflection;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class FaultCodeTests
{
    // One input for each code, by the code.
    private static readonly Dictionary<string, string> Inputs = new()
    {
        ["empty"] = "]E0",
        ["too-long"] = new string('x', Symbol.MaxLength + 1),
        ["check-digit"] = "8936012345673",
        ["length"] = "]C10112345",
        ["not-digits"] = "]C117A61130",
        ["character"] = "]C110A B",
        ["month"] = "]C117261301",
        ["day"] = "]C117261131",
        ["time"] = "]C170032611302400",
        ["no-ai"] = "]C105",
        ["missing-value"] = "]C110",
        ["repeat"] = "]C110A␝10B",
        ["exclusive-pair"] = "]C131030015003102000150",
        ["serial-required"] = "]C12538936012345605␝8030AbCd",
        ["qualifier-order"] = "https://id.gs1.org/01/{G}/21/B/10/A",
        ["not-a-qualifier"] = "https://id.gs1.org/01/{G}/17/261130",
        ["not-an-attribute"] = "https://id.gs1.org/01/{G}?21=A",
        ["leading-gs"] = "]C1␝01{G}",
        ["superfluous-gs"] = "]C101{G}␝",
        ["lost-gs"] = "]C101{G}10A21B",
        ["identical-repeat"] = "]C101{G}10A␝10A",
        ["required-ai"] = "]C110A",
        ["padded"] = "https://id.gs1.org/01/{E}",
        ["trailing-slash"] = "https://id.gs1.org/01/{G}/",
        ["restricted"] = "2012345678903",
        ["alternative"] = "00123457",
        ["add-on"] = "]E3{E}12",
        ["payment-checksum"] = "00020101021138570010",
        ["check-characters"] = "]C1" + "80131987654Ad4X4bL5ttr2310c2L",
        ["company-prefix"] = "]C140189A",
        ["country"] = "]C1422999",
        ["currency"] = "]C13912000100",
        ["sex"] = "]C172523",
        ["latitude"] = "]C1430918000000010000000000",
        ["longitude"] = "]C1430900000000003600000001",
        ["media-type"] = "]C1724111",
        ["package-type"] = "]C17041QQQ",
        ["iban"] = "]C18007GB83WEST12345698765432",
        ["coupon"] = "]C181107",
        ["percent-encoding"] = "]C14300A%2",
        ["piece-of-total"] = "]C18006{G}0201",
        ["sequence-position"] = "]C172582/1",
        ["importer-index"] = "]C170401AB+",
        ["winding"] = "]C18001000100001" + "00121",
        ["yes-no"] = "]C143212",
        ["hyphen"] = "]C14330000000+",
        ["zero-value"] = "]C18001000000001" + "00101",
        ["zero-prefix"] = "]C1801101",
        ["zero-required"] = "]C1800318936012345674",
        ["non-digit-required"] = "]C18014893600243",
        ["symbology-inferred"] = "{E}",
        ["printed-brackets"] = "]d2(01){G}",
        ["not-marked"] = "]d101{G}10A",
        ["nearly-number"] = "{E} ",
        ["range-order"] = "]C101{G}7007261124261123",
    };

    [Fact]
    public void Each_code_has_an_input_that_meets_it_and_is_a_word_in_kebab_case()
    {
        foreach (var field in typeof(FaultCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (string)field.GetRawConstantValue()!;
            Assert.Matches(new Regex("^[a-z]+(-[a-z]+)*$"), code);
            var reading = Told.Read(Inputs[code]);
            var found = reading is Reading.Unreadable unreadable ? unreadable.Faults : reading.Warnings;
            Assert.Contains(found, x => x.Code == code);
            Assert.All(found, x => Assert.NotEmpty(x.Message));
            Assert.All(found, x => Assert.NotEqual(x.Message, x.MessageVi));
        }
    }
}

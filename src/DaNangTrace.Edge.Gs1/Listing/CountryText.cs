// Made by make-countries.mjs from CLDR 48.0; change the maker, not this file.
namespace DaNangTrace.Edge.Gs1;

/// <summary>The countries of ISO 3166-1 in the order of their numbers.</summary>
internal static class CountryText
{
    /// <summary>One a line: number, letters, English name, bar, Vietnamese name.</summary>
    internal const string All = """
        004 AF Afghanistan|Afghanistan
        008 AL Albania|Albania
        010 AQ Antarctica|Nam Cực
        012 DZ Algeria|Algeria
        016 AS American Samoa|Samoa thuộc Mỹ
        020 AD Andorra|Andorra
        024 AO Angola|Angola
        028 AG Antigua & Barbuda|Antigua và Barbuda
        031 AZ Azerbaijan|Azerbaijan
        032 AR Argentina|Argentina
        036 AU Australia|Úc
        040 AT Austria|Áo
        044 BS Bahamas|Bahamas
        048 BH Bahrain|Bahrain
        050 BD Bangladesh|Bangladesh
        051 AM Armenia|Armenia
        052 BB Barbados|Barbados
        056 BE Belgium|Bỉ
        060 BM Bermuda|Bermuda
        064 BT Bhutan|Bhutan
        068 BO Bolivia|Bolivia
        070 BA Bosnia & Herzegovina|Bosnia và Herzegovina
        072 BW Botswana|Botswana
        074 BV Bouvet Island|Đảo Bouvet
        076 BR Brazil|Brazil
        084 BZ Belize|Belize
        086 IO British Indian Ocean Territory|Lãnh thổ Ấn Độ Dương thuộc Anh
        090 SB Solomon Islands|Quần đảo Solomon
        092 VG British Virgin Islands|Quần đảo Virgin thuộc Anh
        096 BN Brunei|Brunei
        100 BG Bulgaria|Bulgaria
        104 MM Myanmar (Burma)|Myanmar (Miến Điện)
        108 BI Burundi|Burundi
        112 BY Belarus|Belarus
        116 KH Cambodia|Campuchia
        120 CM Cameroon|Cameroon
        124 CA Canada|Canada
        132 CV Cape Verde|Cape Verde
        136 KY Cayman Islands|Quần đảo Cayman
        140 CF Central African Republic|Cộng hòa Trung Phi
        144 LK Sri Lanka|Sri Lanka
        148 TD Chad|Chad
        152 CL Chile|Chile
        156 CN China|Trung Quốc
        158 TW Taiwan|Đài Loan
        162 CX Christmas Island|Đảo Giáng Sinh
        166 CC Cocos (Keeling) Islands|Quần đảo Cocos (Keeling)
        170 CO Colombia|Colombia
        174 KM Comoros|Comoros
        175 YT Mayotte|Mayotte
        178 CG Congo - Brazzaville|Congo - Brazzaville
        180 CD Congo - Kinshasa|Congo - Kinshasa
        184 CK Cook Islands|Quần đảo Cook
        188 CR Costa Rica|Costa Rica
        191 HR Croatia|Croatia
        192 CU Cuba|Cuba
        196 CY Cyprus|Síp
        203 CZ Czechia|Séc
        204 BJ Benin|Benin
        208 DK Denmark|Đan Mạch
        212 DM Dominica|Dominica
        214 DO Dominican Republic|Cộng hòa Dominica
        218 EC Ecuador|Ecuador
        222 SV El Salvador|El Salvador
        226 GQ Equatorial Guinea|Guinea Xích Đạo
        231 ET Ethiopia|Ethiopia
        232 ER Eritrea|Eritrea
        233 EE Estonia|Estonia
        234 FO Faroe Islands|Quần đảo Faroe
        238 FK Falkland Islands|Quần đảo Falkland
        239 GS South Georgia & South Sandwich Islands|Nam Georgia & Quần đảo Nam Sandwich
        242 FJ Fiji|Fiji
        246 FI Finland|Phần Lan
        248 AX Åland Islands|Quần đảo Åland
        250 FR France|Pháp
        254 GF French Guiana|Guiana thuộc Pháp
        258 PF French Polynesia|Polynesia thuộc Pháp
        260 TF French Southern Territories|Lãnh thổ phía Nam Thuộc Pháp
        262 DJ Djibouti|Djibouti
        266 GA Gabon|Gabon
        268 GE Georgia|Georgia
        270 GM Gambia|Gambia
        275 PS Palestinian Territories|Lãnh thổ Palestine
        276 DE Germany|Đức
        288 GH Ghana|Ghana
        292 GI Gibraltar|Gibraltar
        296 KI Kiribati|Kiribati
        300 GR Greece|Hy Lạp
        304 GL Greenland|Greenland
        308 GD Grenada|Grenada
        312 GP Guadeloupe|Guadeloupe
        316 GU Guam|Guam
        320 GT Guatemala|Guatemala
        324 GN Guinea|Guinea
        328 GY Guyana|Guyana
        332 HT Haiti|Haiti
        334 HM Heard & McDonald Islands|Quần đảo Heard và McDonald
        336 VA Vatican City|Thành Vatican
        340 HN Honduras|Honduras
        344 HK Hong Kong SAR China|Đặc khu Hành chính Hồng Kông, Trung Quốc
        348 HU Hungary|Hungary
        352 IS Iceland|Iceland
        356 IN India|Ấn Độ
        360 ID Indonesia|Indonesia
        364 IR Iran|Iran
        368 IQ Iraq|Iraq
        372 IE Ireland|Ireland
        376 IL Israel|Israel
        380 IT Italy|Italy
        384 CI Côte d’Ivoire|Côte d’Ivoire
        388 JM Jamaica|Jamaica
        392 JP Japan|Nhật Bản
        398 KZ Kazakhstan|Kazakhstan
        400 JO Jordan|Jordan
        404 KE Kenya|Kenya
        408 KP North Korea|Triều Tiên
        410 KR South Korea|Hàn Quốc
        414 KW Kuwait|Kuwait
        417 KG Kyrgyzstan|Kyrgyzstan
        418 LA Laos|Lào
        422 LB Lebanon|Li-băng
        426 LS Lesotho|Lesotho
        428 LV Latvia|Latvia
        430 LR Liberia|Liberia
        434 LY Libya|Libya
        438 LI Liechtenstein|Liechtenstein
        440 LT Lithuania|Litva
        442 LU Luxembourg|Luxembourg
        446 MO Macao SAR China|Đặc khu Hành chính Macao, Trung Quốc
        450 MG Madagascar|Madagascar
        454 MW Malawi|Malawi
        458 MY Malaysia|Malaysia
        462 MV Maldives|Maldives
        466 ML Mali|Mali
        470 MT Malta|Malta
        474 MQ Martinique|Martinique
        478 MR Mauritania|Mauritania
        480 MU Mauritius|Mauritius
        484 MX Mexico|Mexico
        492 MC Monaco|Monaco
        496 MN Mongolia|Mông Cổ
        498 MD Moldova|Moldova
        499 ME Montenegro|Montenegro
        500 MS Montserrat|Montserrat
        504 MA Morocco|Ma-rốc
        508 MZ Mozambique|Mozambique
        512 OM Oman|Oman
        516 NA Namibia|Namibia
        520 NR Nauru|Nauru
        524 NP Nepal|Nepal
        528 NL Netherlands|Hà Lan
        531 CW Curaçao|Curaçao
        533 AW Aruba|Aruba
        534 SX Sint Maarten|Sint Maarten
        535 BQ Caribbean Netherlands|Ca-ri-bê Hà Lan
        540 NC New Caledonia|New Caledonia
        548 VU Vanuatu|Vanuatu
        554 NZ New Zealand|New Zealand
        558 NI Nicaragua|Nicaragua
        562 NE Niger|Niger
        566 NG Nigeria|Nigeria
        570 NU Niue|Niue
        574 NF Norfolk Island|Đảo Norfolk
        578 NO Norway|Na Uy
        580 MP Northern Mariana Islands|Quần đảo Bắc Mariana
        581 UM U.S. Outlying Islands|Các tiểu đảo xa của Hoa Kỳ
        583 FM Micronesia|Micronesia
        584 MH Marshall Islands|Quần đảo Marshall
        585 PW Palau|Palau
        586 PK Pakistan|Pakistan
        591 PA Panama|Panama
        598 PG Papua New Guinea|Papua New Guinea
        600 PY Paraguay|Paraguay
        604 PE Peru|Peru
        608 PH Philippines|Philippines
        612 PN Pitcairn Islands|Quần đảo Pitcairn
        616 PL Poland|Ba Lan
        620 PT Portugal|Bồ Đào Nha
        624 GW Guinea-Bissau|Guinea-Bissau
        626 TL Timor-Leste|Timor-Leste
        630 PR Puerto Rico|Puerto Rico
        634 QA Qatar|Qatar
        638 RE Réunion|Réunion
        642 RO Romania|Romania
        643 RU Russia|Nga
        646 RW Rwanda|Rwanda
        652 BL St. Barthélemy|St. Barthélemy
        654 SH St. Helena|St. Helena
        659 KN St. Kitts & Nevis|St. Kitts và Nevis
        660 AI Anguilla|Anguilla
        662 LC St. Lucia|St. Lucia
        663 MF St. Martin|St. Martin
        666 PM St. Pierre & Miquelon|Saint Pierre và Miquelon
        670 VC St. Vincent & Grenadines|St. Vincent và Grenadines
        674 SM San Marino|San Marino
        678 ST São Tomé & Príncipe|São Tomé và Príncipe
        682 SA Saudi Arabia|Ả Rập Xê-út
        686 SN Senegal|Senegal
        688 RS Serbia|Serbia
        690 SC Seychelles|Seychelles
        694 SL Sierra Leone|Sierra Leone
        702 SG Singapore|Singapore
        703 SK Slovakia|Slovakia
        704 VN Vietnam|Việt Nam
        705 SI Slovenia|Slovenia
        706 SO Somalia|Somalia
        710 ZA South Africa|Nam Phi
        716 ZW Zimbabwe|Zimbabwe
        724 ES Spain|Tây Ban Nha
        728 SS South Sudan|Nam Sudan
        729 SD Sudan|Sudan
        732 EH Western Sahara|Tây Sahara
        740 SR Suriname|Suriname
        744 SJ Svalbard & Jan Mayen|Svalbard và Jan Mayen
        748 SZ Eswatini|Eswatini
        752 SE Sweden|Thụy Điển
        756 CH Switzerland|Thụy Sĩ
        760 SY Syria|Syria
        762 TJ Tajikistan|Tajikistan
        764 TH Thailand|Thái Lan
        768 TG Togo|Togo
        772 TK Tokelau|Tokelau
        776 TO Tonga|Tonga
        780 TT Trinidad & Tobago|Trinidad và Tobago
        784 AE United Arab Emirates|Các Tiểu Vương quốc Ả Rập Thống nhất
        788 TN Tunisia|Tunisia
        792 TR Türkiye|Thổ Nhĩ Kỳ
        795 TM Turkmenistan|Turkmenistan
        796 TC Turks & Caicos Islands|Quần đảo Turks và Caicos
        798 TV Tuvalu|Tuvalu
        800 UG Uganda|Uganda
        804 UA Ukraine|Ukraina
        807 MK North Macedonia|Bắc Macedonia
        818 EG Egypt|Ai Cập
        826 GB United Kingdom|Vương quốc Anh
        831 GG Guernsey|Guernsey
        832 JE Jersey|Jersey
        833 IM Isle of Man|Đảo Man
        834 TZ Tanzania|Tanzania
        840 US United States|Hoa Kỳ
        850 VI U.S. Virgin Islands|Quần đảo Virgin thuộc Hoa Kỳ
        854 BF Burkina Faso|Burkina Faso
        858 UY Uruguay|Uruguay
        860 UZ Uzbekistan|Uzbekistan
        862 VE Venezuela|Venezuela
        876 WF Wallis & Futuna|Wallis và Futuna
        882 WS Samoa|Samoa
        887 YE Yemen|Yemen
        894 ZM Zambia|Zambia
        """;
}

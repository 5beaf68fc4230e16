namespace Sargam.Scanning.Tags;

/// <summary>
/// Languages under one name each: ISO 639-1 where there is a code, from ISO 639-2 (both of its forms), English names and
/// locales such as <c>en-US</c>.
/// </summary>
internal static class LanguageCodes
{
    // Code, ISO 639-2 codes, English names.
    private const string Table = """
        aa aar Afar|ab abk Abkhazian|ae ave Avestan|af afr Afrikaans|ak aka Akan|am amh Amharic|an arg Aragonese|ar ara Arabic
        as asm Assamese|av ava Avaric|ay aym Aymara|az aze Azerbaijani|ba bak Bashkir|be bel Belarusian|bg bul Bulgarian
        bi bis Bislama|bm bam Bambara|bn ben Bengali Bangla|bo tib bod Tibetan|br bre Breton|bs bos Bosnian|ca cat Catalan
        ce che Chechen|ch cha Chamorro|co cos Corsican|cr cre Cree|cs cze ces Czech|cv chv Chuvash|cy wel cym Welsh
        da dan Danish|de ger deu German|dv div Dhivehi|dz dzo Dzongkha|ee ewe Ewe|el gre ell Greek|en eng English
        eo epo Esperanto|es spa Spanish Castilian|et est Estonian|eu baq eus Basque|fa per fas Persian Farsi|ff ful Fulah
        fi fin Finnish|fj fij Fijian|fo fao Faroese|fr fre fra French|fy fry Frisian|ga gle Irish|gl glg Galician|gn grn Guarani
        gu guj Gujarati|gv glv Manx|ha hau Hausa|he heb Hebrew|hi hin Hindi|hr hrv scr Croatian|ht hat Haitian|hu hun Hungarian
        hy arm hye Armenian|hz her Herero|ia ina Interlingua|id ind Indonesian|ig ibo Igbo|is ice isl Icelandic|it ita Italian
        iu iku Inuktitut|ja jpn Japanese|jv jav Javanese|ka geo kat Georgian|kg kon Kongo|ki kik Kikuyu|kk kaz Kazakh
        kl kal Greenlandic|km khm Khmer|kn kan Kannada|ko kor Korean|ks kas Kashmiri|ku kur Kurdish|kv kom Komi|kw cor Cornish
        ky kir Kyrgyz|la lat Latin|lb ltz Luxembourgish|lg lug Ganda|li lim Limburgish|ln lin Lingala|lo lao Lao
        lt lit Lithuanian|lv lav Latvian|mg mlg Malagasy|mh mah Marshallese|mi mao mri Maori|mk mac mkd Macedonian
        ml mal Malayalam|mn mon Mongolian|mr mar Marathi|ms may msa Malay|mt mlt Maltese|my bur mya Burmese|na nau Nauru
        nb nob Bokmal|ne nep Nepali|nl dut nld Dutch Flemish|nn nno Nynorsk|no nor Norwegian|nv nav Navajo|ny nya Chichewa
        oc oci Occitan|oj oji Ojibwa|om orm Oromo|or ori Odia Oriya|os oss Ossetian|pa pan Punjabi Panjabi|pi pli Pali
        pl pol Polish|ps pus Pashto|pt por Portuguese|qu que Quechua|rm roh Romansh|rn run Rundi|ro rum ron Romanian
        ru rus Russian|rw kin Kinyarwanda|sa san Sanskrit|sc srd Sardinian|sd snd Sindhi|se sme Sami|sg sag Sango
        si sin Sinhala Sinhalese|sk slo slk Slovak|sl slv Slovenian|sm smo Samoan|sn sna Shona|so som Somali|sq alb sqi Albanian
        sr srp scc Serbian|ss ssw Swati|st sot Sotho|su sun Sundanese|sv swe Swedish|sw swa Swahili|ta tam Tamil|te tel Telugu
        tg tgk Tajik|th tha Thai|ti tir Tigrinya|tk tuk Turkmen|tl tgl Tagalog|tn tsn Tswana|to ton Tongan|tr tur Turkish
        ts tso Tsonga|tt tat Tatar|tw twi Twi|ty tah Tahitian|ug uig Uyghur|uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek
        ve ven Venda|vi vie Vietnamese|vo vol Volapuk|wa wln Walloon|wo wol Wolof|xh xho Xhosa|yi yid Yiddish|yo yor Yoruba
        za zha Zhuang|zh chi zho Chinese Mandarin|zu zul Zulu
        """;

    private static readonly HashSet<string> NotKnown = new(StringComparer.Ordinal) { "und", "xxx", "mis", "unknown", "undefined", "undetermined", "none", "n/a" };
    private static readonly Dictionary<string, string> Codes = Parse();

    /// <summary>One language; empty where the text says that it is not known.</summary>
    public static string Normalize(string text)
    {
        string language = TagText.CleanLine(text).ToLowerInvariant();
        if (NotKnown.Contains(language)) return "";
        if (Codes.TryGetValue(language, out string? code)) return code;
        string beforeRegion = language.Split('-', '_')[0];
        bool isLocale = beforeRegion.Length is 2 or 3 && beforeRegion.Length < language.Length;
        return isLocale ? Codes.GetValueOrDefault(beforeRegion, language) : language;
    }

    /// <summary>The English name of a code's language; the code itself where it is none.</summary>
    public static string NameOf(string code) => Table.Split(['|', '\n'], StringSplitOptions.TrimEntries)
        .Select(entry => entry.Split(' ')).FirstOrDefault(names => names[0] == code)?.First(name => char.IsAsciiLetterUpper(name[0])) ?? code;

    /// <summary>Several languages: "eng/ben", "English; Bengali", and the codes without anything between them of ID3v2.3 ("engben").</summary>
    public static IEnumerable<string> Split(string text)
    {
        string[] parts = text.Split(['/', ';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.SelectMany(part => JoinedCodes(part) ?? [part]).Select(Normalize).Where(language => language.Length > 0);
    }

    private static string[]? JoinedCodes(string text)
    {
        string lower = text.ToLowerInvariant();
        if (lower.Length < 6 || lower.Length % 3 != 0 || Codes.ContainsKey(lower)) return null;
        string[] codes = [.. lower.Chunk(3).Select(code => new string(code))];
        return codes.All(Codes.ContainsKey) ? codes : null;
    }

    private static Dictionary<string, string> Parse()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in Table.Split(['|', '\n'], StringSplitOptions.TrimEntries))
        {
            string[] names = entry.ToLowerInvariant().Split(' ');
            foreach (string name in names) codes[name] = names[0];
        }

        return codes;
    }
}

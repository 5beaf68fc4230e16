namespace Sargam.Learning.Text;

/// <summary>A script, as far as languages are told apart by it.</summary>
public enum WritingSystem
{
    /// <summary>No letters, or those of a script that is not listed.</summary>
    Other,

    /// <summary>Latin letters with all their marks.</summary>
    Latin,

    /// <summary>Russian, Ukrainian, Bulgarian, Serbian and others.</summary>
    Cyrillic,

    /// <summary>Arabic, Persian, Urdu and others.</summary>
    Arabic,

    /// <summary>Hindi, Marathi, Nepali and others.</summary>
    Devanagari,

    /// <summary>Bangla, and Assamese, which has two letters of its own.</summary>
    Bengali,

    /// <summary>Greek.</summary>
    Greek,

    /// <summary>Hebrew.</summary>
    Hebrew,

    /// <summary>Armenian.</summary>
    Armenian,

    /// <summary>Georgian.</summary>
    Georgian,

    /// <summary>Amharic and others.</summary>
    Ethiopic,

    /// <summary>Punjabi as written in India.</summary>
    Gurmukhi,

    /// <summary>Gujarati.</summary>
    Gujarati,

    /// <summary>Odia.</summary>
    Odia,

    /// <summary>Tamil.</summary>
    Tamil,

    /// <summary>Telugu.</summary>
    Telugu,

    /// <summary>Kannada.</summary>
    Kannada,

    /// <summary>Malayalam.</summary>
    Malayalam,

    /// <summary>Sinhala.</summary>
    Sinhala,

    /// <summary>Thai.</summary>
    Thai,

    /// <summary>Lao.</summary>
    Lao,

    /// <summary>Tibetan.</summary>
    Tibetan,

    /// <summary>Burmese.</summary>
    Burmese,

    /// <summary>Khmer.</summary>
    Khmer,

    /// <summary>Korean.</summary>
    Hangul,

    /// <summary>Han characters and Kana: Japanese where there is Kana, else Chinese.</summary>
    HanAndKana,
}

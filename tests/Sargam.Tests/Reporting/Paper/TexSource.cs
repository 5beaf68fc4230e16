namespace Sargam.Tests.Reporting.Paper;

/// <summary>Reads TeX as far as needed to see whether it is whole.</summary>
internal static class TexSource
{
    /// <summary>Groups open at the end; -1 where one is closed that was not open.</summary>
    public static int Depth(string tex)
    {
        int depth = 0;
        for (int i = 0; i < tex.Length; i++)
        {
            if (tex[i] == '\\') i++;
            else if (tex[i] == '%') i = tex.IndexOf('\n', i) is var end and >= 0 ? end : tex.Length;
            else if (tex[i] == '{') depth++;
            else if (tex[i] == '}' && --depth < 0) return -1;
        }

        return depth;
    }

    /// <summary>Characters that mean something to TeX and are not part of a command.</summary>
    public static int BareSpecials(string tex)
    {
        int count = 0;
        for (int i = 0; i < tex.Length; i++)
        {
            if (tex[i] == '\\') i++;
            else if (tex[i] is '$' or '&' or '%' or '#' or '_' or '^') count++;
        }

        return count;
    }
}

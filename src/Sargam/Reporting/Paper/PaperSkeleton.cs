namespace Sargam.Reporting.Paper;

/// <summary>The text of a paper to begin with: compiles as it is with XeLaTeX, LuaLaTeX and pdfLaTeX. Numbers come from facts.tex and tables/.</summary>
internal static class PaperSkeleton
{
    private const string Preamble = """
        % A paper to begin with, by sargam export --paper. This file is yours: it is never written again. What the run measured is in
        % facts.tex, tables/ and figures/, which the command writes anew, so that they follow when you run it again.
        %   xelatex paper && bibtex paper && xelatex paper && xelatex paper       (lualatex and pdflatex work too)
        \documentclass[11pt,a4paper]{article}
        \usepackage{iftex}
        \ifPDFTeX
          \usepackage[T1]{fontenc}
          \usepackage[utf8]{inputenc}
          \usepackage{textcomp}
          % pdfLaTeX knows few scripts: what it cannot set becomes a mark instead of an error.
          \makeatletter
          \def\UTFviii@undefined@err#1{\textbf{?}}
          \makeatother
        \else
          \usepackage{fontspec}
          % Fonts of other scripts where the system has them; otherwise missing letters are blank, as the log says.
          \newcommand{\SargamFont}[2]{\IfFontExistsTF{Noto Sans #1}{{\fontspec{Noto Sans #1}#2}}{#2}}
          \IfFontExistsTF{Noto Serif}{\setmainfont{Noto Serif}}{\IfFontExistsTF{FreeSerif}{\setmainfont{FreeSerif}}{\IfFontExistsTF{DejaVu Serif}{\setmainfont{DejaVu Serif}}{}}}
        \fi
        \usepackage[margin=25mm]{geometry}
        \usepackage{graphicx,booktabs,tabularx}
        \emergencystretch=2em
        % #1 file without extension, #2 caption, #3 label; a figure that is SVG only is named instead of shown.
        \newcommand{\SargamFigure}[3]{\begin{figure}[htbp]\centering
          \IfFileExists{figures/#1.pdf}{\includegraphics[width=\linewidth,height=0.33\textheight,keepaspectratio]{figures/#1.pdf}}{\fbox{\texttt{figures/#1.svg}: convert it to PDF to see it here}}
          \caption{#2}\label{#3}\end{figure}}
        \input{facts}

        \title{Clusters in \SargamCollection}
        \author{Your name}
        \date{\today}

        \begin{document}
        \maketitle

        \begin{abstract}
        We cluster \SargamTrackCount{} tracks of \SargamCollection{} and ask whether the clusters are real. \SargamVerdict
        \end{abstract}

        \section{Introduction}
        % Why this collection, what is asked, what others found.

        \section{Data}
        \SargamData

        \section{Method}
        \paragraph{Features.} \SargamFeatures

        \paragraph{Representations.} \SargamRepresentation

        \paragraph{Clusters.} \SargamClustering

        \paragraph{Evaluation.} \SargamEvaluation

        \paragraph{Description.} \SargamExplanation

        \section{Results}
        \SargamVerdict

        \SargamReasons


        """;

    private const string Ending = """

        \section{Discussion and limitations}
        % What the clusters mean for listeners; what would have to be true for them to mean nothing.
        Descriptions of clusters do not show that the clusters are real: any cut through a collection has two sides that differ. The
        evidence for that is the comparison with data without structure. Scores are of this collection; intervals say what other
        draws of it would have given, not what other music would.

        \section*{Reproducibility}
        Made with Sargam \SargamVersion{}, recipe \texttt{\SargamRecipe}. Equal input, recipe and seed give equal results.

        \bibliographystyle{plain}
        \bibliography{references}
        \end{document}

        """;

    /// <summary>Writes the text, with every table and figure that there is.</summary>
    public static void Write(IReadOnlyList<PaperTable> tables, IReadOnlyList<PaperFigure> figures, TextWriter writer)
    {
        writer.Write(Preamble.ReplaceLineEndings("\n"));
        foreach (PaperTable table in tables) writer.Write($"\\input{{tables/{table.Name}}}\n");
        foreach (PaperFigure figure in figures)
        {
            // How the map was made is said by the facts, with its reference.
            bool isMap = figure.Name.StartsWith("map", StringComparison.Ordinal);
            string caption = figure.Caption.IndexOf(" Map: ", StringComparison.Ordinal) is var place and >= 0 && isMap ? figure.Caption[..place] : figure.Caption;
            writer.Write($"\\SargamFigure{{{figure.Name}}}{{{LatexText.Escape(figure.Title)}. {LatexText.Escape(caption, 1000)}{(isMap ? " \\SargamMap" : "")}}}{{fig:{figure.Name}}}\n");
        }

        writer.Write(Ending.ReplaceLineEndings("\n"));
    }
}

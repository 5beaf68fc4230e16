using Sargam.Clustering;
using Sargam.Pipeline;
using Sargam.Projection;

namespace Sargam.Reporting.Paper;

/// <summary>The literature behind what a run did, and nothing else: <c>references.bib</c>.</summary>
internal static class PaperReferences
{
    private static readonly (string Key, Func<Recipe, bool> IsUsed, string Entry)[] All =
    [
        ("kingma2014", recipe => recipe.Represent.Variational, """
            @inproceedings{kingma2014,
              author    = {Kingma, Diederik P. and Welling, Max},
              title     = {Auto-Encoding Variational {Bayes}},
              booktitle = {2nd International Conference on Learning Representations ({ICLR})},
              year      = {2014},
              note      = {arXiv:1312.6114}
            }
            """),
        ("higgins2017", recipe => recipe.Represent.Variational && !IsOne(recipe.Represent.Beta), """
            @inproceedings{higgins2017,
              author    = {Higgins, Irina and Matthey, Loic and Pal, Arka and Burgess, Christopher and Glorot, Xavier and Botvinick, Matthew and Mohamed, Shakir and Lerchner, Alexander},
              title     = {beta-{VAE}: Learning Basic Visual Concepts with a Constrained Variational Framework},
              booktitle = {5th International Conference on Learning Representations ({ICLR})},
              year      = {2017}
            }
            """),
        ("hinton2006", recipe => !recipe.Represent.Variational, """
            @article{hinton2006,
              author  = {Hinton, Geoffrey E. and Salakhutdinov, Ruslan R.},
              title   = {Reducing the Dimensionality of Data with Neural Networks},
              journal = {Science},
              volume  = {313},
              number  = {5786},
              pages   = {504--507},
              year    = {2006}
            }
            """),
        ("sohn2015", recipe => recipe.Represent.HasCondition, """
            @inproceedings{sohn2015,
              author    = {Sohn, Kihyuk and Lee, Honglak and Yan, Xinchen},
              title     = {Learning Structured Output Representation using Deep Conditional Generative Models},
              booktitle = {Advances in Neural Information Processing Systems},
              volume    = {28},
              year      = {2015}
            }
            """),
        ("jiang2017", recipe => recipe.Represent.PriorComponents > 0, """
            @inproceedings{jiang2017,
              author    = {Jiang, Zhuxi and Zheng, Yin and Tan, Huachun and Tang, Bangsheng and Zhou, Hanning},
              title     = {Variational Deep Embedding: An Unsupervised and Generative Approach to Clustering},
              booktitle = {Proceedings of the 26th International Joint Conference on Artificial Intelligence ({IJCAI})},
              pages     = {1965--1972},
              year      = {2017}
            }
            """),
        ("bowman2016", recipe => recipe.Represent is { Variational: true, BetaSchedule: "warmup" }, """
            @inproceedings{bowman2016,
              author    = {Bowman, Samuel R. and Vilnis, Luke and Vinyals, Oriol and Dai, Andrew M. and Jozefowicz, Rafal and Bengio, Samy},
              title     = {Generating Sentences from a Continuous Space},
              booktitle = {Proceedings of the 20th {SIGNLL} Conference on Computational Natural Language Learning ({CoNLL})},
              pages     = {10--21},
              year      = {2016}
            }
            """),
        ("fu2019", recipe => recipe.Represent is { Variational: true, BetaSchedule: "cyclical" }, """
            @inproceedings{fu2019,
              author    = {Fu, Hao and Li, Chunyuan and Liu, Xiaodong and Gao, Jianfeng and Celikyilmaz, Asli and Carin, Lawrence},
              title     = {Cyclical Annealing Schedule: A Simple Approach to Mitigating {KL} Vanishing},
              booktitle = {Proceedings of {NAACL-HLT} 2019},
              pages     = {240--250},
              year      = {2019}
            }
            """),
        ("kingma2016", recipe => recipe.Represent is { Variational: true, FreeBits: > 0 }, """
            @inproceedings{kingma2016,
              author    = {Kingma, Diederik P. and Salimans, Tim and Jozefowicz, Rafal and Chen, Xi and Sutskever, Ilya and Welling, Max},
              title     = {Improved Variational Inference with Inverse Autoregressive Flow},
              booktitle = {Advances in Neural Information Processing Systems},
              volume    = {29},
              year      = {2016}
            }
            """),
        ("kingma2015", recipe => recipe.Represent.Optimizer == "adam", """
            @inproceedings{kingma2015,
              author    = {Kingma, Diederik P. and Ba, Jimmy},
              title     = {Adam: A Method for Stochastic Optimization},
              booktitle = {3rd International Conference on Learning Representations ({ICLR})},
              year      = {2015},
              note      = {arXiv:1412.6980}
            }
            """),
        ("loshchilov2019", recipe => recipe.Represent.Optimizer == "adamw", """
            @inproceedings{loshchilov2019,
              author    = {Loshchilov, Ilya and Hutter, Frank},
              title     = {Decoupled Weight Decay Regularization},
              booktitle = {7th International Conference on Learning Representations ({ICLR})},
              year      = {2019}
            }
            """),
        ("hotelling1933", _ => true, """
            @article{hotelling1933,
              author  = {Hotelling, Harold},
              title   = {Analysis of a Complex of Statistical Variables into Principal Components},
              journal = {Journal of Educational Psychology},
              volume  = {24},
              number  = {6},
              pages   = {417--441},
              year    = {1933}
            }
            """),
        ("davis1980", recipe => !recipe.Features.IsEmbeddings, """
            @article{davis1980,
              author  = {Davis, Steven B. and Mermelstein, Paul},
              title   = {Comparison of Parametric Representations for Monosyllabic Word Recognition in Continuously Spoken Sentences},
              journal = {{IEEE} Transactions on Acoustics, Speech, and Signal Processing},
              volume  = {28},
              number  = {4},
              pages   = {357--366},
              year    = {1980}
            }
            """),
        ("mcfee2015", recipe => !recipe.Features.IsEmbeddings, """
            @inproceedings{mcfee2015,
              author    = {McFee, Brian and Raffel, Colin and Liang, Dawen and Ellis, Daniel P. W. and McVicar, Matt and Battenberg, Eric and Nieto, Oriol},
              title     = {librosa: Audio and Music Signal Analysis in {Python}},
              booktitle = {Proceedings of the 14th {Python} in Science Conference},
              pages     = {18--24},
              year      = {2015}
            }
            """),
        ("lloyd1982", recipe => Uses(recipe, ClustererKind.KMeans, ClustererKind.Consensus, ClustererKind.Spectral), """
            @article{lloyd1982,
              author  = {Lloyd, Stuart P.},
              title   = {Least Squares Quantization in {PCM}},
              journal = {{IEEE} Transactions on Information Theory},
              volume  = {28},
              number  = {2},
              pages   = {129--137},
              year    = {1982}
            }
            """),
        ("arthur2007", recipe => Uses(recipe, ClustererKind.KMeans, ClustererKind.Consensus, ClustererKind.MiniBatchKMeans, ClustererKind.Spectral), """
            @inproceedings{arthur2007,
              author    = {Arthur, David and Vassilvitskii, Sergei},
              title     = {k-means++: The Advantages of Careful Seeding},
              booktitle = {Proceedings of the 18th Annual {ACM-SIAM} Symposium on Discrete Algorithms ({SODA})},
              pages     = {1027--1035},
              year      = {2007}
            }
            """),
        ("sculley2010", recipe => Uses(recipe, ClustererKind.MiniBatchKMeans), """
            @inproceedings{sculley2010,
              author    = {Sculley, D.},
              title     = {Web-Scale k-Means Clustering},
              booktitle = {Proceedings of the 19th International Conference on World Wide Web},
              pages     = {1177--1178},
              year      = {2010}
            }
            """),
        ("ward1963", recipe => Uses(recipe, ClustererKind.Agglomerative) && recipe.Cluster.Linkage == "ward", """
            @article{ward1963,
              author  = {Ward, Joe H.},
              title   = {Hierarchical Grouping to Optimize an Objective Function},
              journal = {Journal of the American Statistical Association},
              volume  = {58},
              number  = {301},
              pages   = {236--244},
              year    = {1963}
            }
            """),
        ("dempster1977", recipe => Uses(recipe, ClustererKind.GaussianMixture), """
            @article{dempster1977,
              author  = {Dempster, A. P. and Laird, N. M. and Rubin, D. B.},
              title   = {Maximum Likelihood from Incomplete Data via the {EM} Algorithm},
              journal = {Journal of the Royal Statistical Society, Series B},
              volume  = {39},
              number  = {1},
              pages   = {1--38},
              year    = {1977}
            }
            """),
        ("ng2002", recipe => Uses(recipe, ClustererKind.Spectral), """
            @inproceedings{ng2002,
              author    = {Ng, Andrew Y. and Jordan, Michael I. and Weiss, Yair},
              title     = {On Spectral Clustering: Analysis and an Algorithm},
              booktitle = {Advances in Neural Information Processing Systems},
              volume    = {14},
              year      = {2002}
            }
            """),
        ("fred2005", recipe => Uses(recipe, ClustererKind.Consensus), """
            @article{fred2005,
              author  = {Fred, Ana L. N. and Jain, Anil K.},
              title   = {Combining Multiple Clusterings Using Evidence Accumulation},
              journal = {{IEEE} Transactions on Pattern Analysis and Machine Intelligence},
              volume  = {27},
              number  = {6},
              pages   = {835--850},
              year    = {2005}
            }
            """),
        ("ester1996", recipe => Uses(recipe, ClustererKind.Dbscan), """
            @inproceedings{ester1996,
              author    = {Ester, Martin and Kriegel, Hans-Peter and Sander, J{\"o}rg and Xu, Xiaowei},
              title     = {A Density-Based Algorithm for Discovering Clusters in Large Spatial Databases with Noise},
              booktitle = {Proceedings of the 2nd International Conference on Knowledge Discovery and Data Mining ({KDD})},
              pages     = {226--231},
              year      = {1996}
            }
            """),
        ("campello2013", recipe => Uses(recipe, ClustererKind.Hdbscan), """
            @inproceedings{campello2013,
              author    = {Campello, Ricardo J. G. B. and Moulavi, Davoud and Sander, J{\"o}rg},
              title     = {Density-Based Clustering Based on Hierarchical Density Estimates},
              booktitle = {Advances in Knowledge Discovery and Data Mining ({PAKDD})},
              pages     = {160--172},
              year      = {2013}
            }
            """),
        ("rousseeuw1987", _ => true, """
            @article{rousseeuw1987,
              author  = {Rousseeuw, Peter J.},
              title   = {Silhouettes: A Graphical Aid to the Interpretation and Validation of Cluster Analysis},
              journal = {Journal of Computational and Applied Mathematics},
              volume  = {20},
              pages   = {53--65},
              year    = {1987}
            }
            """),
        ("hubert1985", _ => true, """
            @article{hubert1985,
              author  = {Hubert, Lawrence and Arabie, Phipps},
              title   = {Comparing Partitions},
              journal = {Journal of Classification},
              volume  = {2},
              pages   = {193--218},
              year    = {1985}
            }
            """),
        ("vinh2010", _ => true, """
            @article{vinh2010,
              author  = {Vinh, Nguyen Xuan and Epps, Julien and Bailey, James},
              title   = {Information Theoretic Measures for Clusterings Comparison: Variants, Properties, Normalization and Correction for Chance},
              journal = {Journal of Machine Learning Research},
              volume  = {11},
              pages   = {2837--2854},
              year    = {2010}
            }
            """),
        ("liu2008", recipe => recipe.Evaluate.NullDraws > 0, """
            @article{liu2008,
              author  = {Liu, Yufeng and Hayes, David Neil and Nobel, Andrew and Marron, J. S.},
              title   = {Statistical Significance of Clustering for High-Dimension, Low-Sample Size Data},
              journal = {Journal of the American Statistical Association},
              volume  = {103},
              number  = {483},
              pages   = {1281--1293},
              year    = {2008}
            }
            """),
        ("westfall1993", _ => true, """
            @book{westfall1993,
              author    = {Westfall, Peter H. and Young, S. Stanley},
              title     = {Resampling-Based Multiple Testing: Examples and Methods for p-Value Adjustment},
              publisher = {Wiley},
              year      = {1993}
            }
            """),
        ("cliff1993", recipe => !recipe.Features.IsEmbeddings, """
            @article{cliff1993,
              author  = {Cliff, Norman},
              title   = {Dominance Statistics: Ordinal Analyses to Answer Ordinal Questions},
              journal = {Psychological Bulletin},
              volume  = {114},
              number  = {3},
              pages   = {494--509},
              year    = {1993}
            }
            """),
        ("monroe2008", _ => true, """
            @article{monroe2008,
              author  = {Monroe, Burt L. and Colaresi, Michael P. and Quinn, Kevin M.},
              title   = {Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political Conflict},
              journal = {Political Analysis},
              volume  = {16},
              number  = {4},
              pages   = {372--403},
              year    = {2008}
            }
            """),
        ("vandermaaten2008", recipe => recipe.Project.Kinds.Contains(MapKind.TSne), """
            @article{vandermaaten2008,
              author  = {van der Maaten, Laurens and Hinton, Geoffrey},
              title   = {Visualizing Data using {t-SNE}},
              journal = {Journal of Machine Learning Research},
              volume  = {9},
              pages   = {2579--2605},
              year    = {2008}
            }
            """),
        ("mcinnes2018", recipe => recipe.Project.Kinds.Contains(MapKind.Umap) || recipe.Represent.UmapDimensions > 0, """
            @misc{mcinnes2018,
              author = {McInnes, Leland and Healy, John and Melville, James},
              title  = {{UMAP}: Uniform Manifold Approximation and Projection for Dimension Reduction},
              year   = {2018},
              note   = {arXiv:1802.03426}
            }
            """),
    ];

    /// <summary>The keys that a recipe's methods have; <paramref name="wanted"/> keeps their order.</summary>
    public static string Cite(Recipe recipe, params string[] wanted)
    {
        string[] used = [.. wanted.Where(key => All.Any(entry => entry.Key == key && entry.IsUsed(recipe)))];
        return used.Length == 0 ? "" : $"~\\cite{{{string.Join(',', used)}}}";
    }

    public static void Write(Recipe recipe, TextWriter writer)
    {
        foreach ((_, Func<Recipe, bool> isUsed, string entry) in All)
        {
            if (!isUsed(recipe)) continue;
            writer.Write(entry.ReplaceLineEndings("\n"));
            writer.Write("\n\n");
        }
    }

    private static bool Uses(Recipe recipe, params ClustererKind[] kinds) => recipe.Cluster.Kinds.Any(kinds.Contains);

    private static bool IsOne(BetaSetting beta) => beta.ToString() == "1";
}

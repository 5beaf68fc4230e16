using Sargam.Learning.Significance;
using Sargam.Pipeline;
using Sargam.Storage;

namespace Sargam.Evaluation;

/// <summary>Asks of every factor whether the clusters follow it, and whether they still do among tracks of equal genre.</summary>
internal sealed class ConfoundAudit(Recipe recipe, ConfoundFactors factors)
{
    /// <summary>One entry per factor.</summary>
    public IReadOnlyList<Confound> Of(IReadOnlyList<int> clusters, CancellationToken cancellationToken) =>
        [.. factors.Sets.Select(set => Of(set, clusters, cancellationToken))];

    private int PermutationCount => Math.Max(recipe.Evaluate.Permutations, VerdictRules.PermutationsFor(factors.Sets.Count));

    private Confound Of(LabelSet set, IReadOnlyList<int> clusters, CancellationToken cancellationToken)
    {
        int[] known = [.. set.Rows.Select(row => clusters[row])];
        NullDistribution chance = PermutationTest.AdjustedMutualInformation(
            set.Classes, known, recipe.Seed, PermutationCount, null, cancellationToken);
        var confound = new Confound(set.Name, set.ClassCount, known.Length, chance.Observed, chance.Upper95, chance.P);
        if (factors.Given is not { } given || given.Name == set.Name) return confound;
        (int[] rows, int[] classes, int[] strata) = set.Where(given);
        return rows.Length > 0 && ConditionalAgreement.Test(classes, [.. rows.Select(row => clusters[row])], strata, recipe.Seed, PermutationCount, cancellationToken) is { } within
            ? confound with { Given = given.Name, AmiGiven = within.Observed, ChanceAmiGiven = within.Upper95, PGiven = within.P }
            : confound;
    }
}

/// <summary>The audit as a table: <c>audit.csv</c>, a row per method and factor, at the first seed.</summary>
internal static class AuditFile
{
    public const string Name = "audit.csv";

    public static void Write(RunFolder run, IEnumerable<(ClusterQuality Method, IReadOnlyList<Confound> Confounds)> audits) => CsvTable.Write(
        run.File(Name),
        ["representation", "clusterer", "seed", "factor", "values", "tracks", "ami", "chance_ami", "p", "given", "ami_given", "chance_ami_given", "p_given"],
        audits.SelectMany(audit => audit.Confounds.Select(confound => (string[])[
            audit.Method.Representation, audit.Method.Clusterer, audit.Method.Seed.ToString(), confound.Factor,
            CsvTable.Whole(confound.ValueCount), CsvTable.Whole(confound.TrackCount),
            CsvTable.Number(confound.Ami), CsvTable.Number(confound.ChanceAmi), CsvTable.Number(confound.P),
            CsvTable.Text(confound.Given ?? ""), CsvTable.Number(confound.AmiGiven), CsvTable.Number(confound.ChanceAmiGiven), CsvTable.Number(confound.PGiven)])));
}

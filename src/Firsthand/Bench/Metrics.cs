namespace Firsthand.Bench;

/// <summary>What the figures of <c>bench quality</c> mean, under the names that its JSON gives them.</summary>
internal static class Metrics
{
    public static IReadOnlyDictionary<string, string> Definitions { get; } = new Dictionary<string, string>
    {
        ["grouping.accuracy"] = "ACC: 100 x share of texts in the one class that their group is matched to, one group to one class (Hungarian); groups without a class count as wrong",
        ["grouping.precision"] = "P: 100 x share of texts in the most frequent class of their group",
        ["grouping.recall"] = "R: 100 x share of texts in the most frequent group of their class",
        ["grouping.f1"] = "F1: harmonic mean of P and R",
        ["grouping.nmi"] = "NMI: 100 x mutual information over the mean of both entropies",
        ["grouping.ari"] = "ARI: 100 x Rand index adjusted for chance (Hubert and Arabie)",
        ["grouping.groups"] = "K: how many groups were found, the texts left out as one of them",
        ["grouping.leftOut"] = "100 x share of texts in no group; 100 less this is the coverage",
        ["grouping.deviation"] = "sd of ACC over the orders of the texts that seeds names",
        ["grouping.nmiDeviation"] = "sd of NMI over the same",
        ["grouping.seen"] = "the encoder was trained on texts of the same classes; trainedWithout holds what weights without that corpus came to",
        ["detection.precision"] = "P of the yes at likelihood 0.5; of highlights, the share of quotes that overlap one by half of the shorter of the two",
        ["detection.recall"] = "R of the yes; of highlights, the share that a quote overlaps by half of the shorter of the two",
        ["detection.f1"] = "F1: harmonic mean of P and R",
        ["detection.calibrationError"] = "ECE: expected calibration error, ten bins",
        ["themes.verbatim"] = "verbatim rate: share of quotes that stand in the file at the place they cite, after NFC and collapsing white space",
        ["themes.attribution"] = "attribution: share of quotes that stand there in the participant's own lines",
        ["themes.themeRecall"] = "theme recall@20: share of codes of three participants and more that one of the first twenty patterns matches with Jaccard 0.3 and more, one to one (Hungarian on shared highlights)",
        ["themes.prevalenceError"] = "mean of |participants found - participants there| / all participants, over the codes",
        ["themes.rankAgreement"] = "Spearman's correlation of participants found and participants there, over the codes",
        ["finding.precision"] = "share of the ten turns nearest in meaning to a question that answer it, the mean over questions; chance is the share of all turns",
    };
}

using System.Text.Json;
using Firsthand.Engine.Patterns;
using Firsthand.Engine.Statistics;

namespace Firsthand.Engine.Tests.Statistics;

/// <summary>The names of the specification and the functions of ours that answer to them.</summary>
internal static class ReferenceFunctions
{
    public static IReadOnlyDictionary<string, Func<ReferenceCase, object>> All { get; } = new Dictionary<string, Func<ReferenceCase, object>>(StringComparer.Ordinal)
    {
        // 1 Winners
        ["winner_verification"] = item =>
        {
            var winner = Winners.VerifyAtPlannedLook(item.Ints("counts"), item.Number("alpha"));
            return new
            {
                winner_index = winner.Winner, runner_up_index = winner.RunnerUp, tie = winner.Tie, p_value = winner.P.Value, verified = winner.Verified,
                ratio_lower_bound = winner.AtLeastTimes, share_lower_cp = winner.ShareAtLeast,
            };
        },
        ["winner_anytime"] = item =>
        {
            var winner = Winners.Verify(item.Ints("counts"), item.Number("alpha"));
            return new { winner_index = winner.Winner, e_min = Math.Exp(winner.LnE), threshold = Math.Exp(winner.LnNeeded), verified = winner.Verified };
        },
        ["rank_sets_holm"] = item =>
        {
            var ranks = Winners.Ranks(item.Ints("counts"), item.Number("alpha"));
            return new { rank_lower = ranks.Best, rank_upper = ranks.Worst, holm_min_p = ranks.SmallestP.Value };
        },
        ["dirichlet_posterior"] = item =>
        {
            var beliefs = Winners.Beliefs(item.Ints("counts"), item.Number("prior"), item.Number("conf"));
            return new { mean = beliefs.Mean, lower = beliefs.Intervals.Lows(), upper = beliefs.Intervals.Highs(), p_best = beliefs.ChanceBest };
        },
        ["goodman_simultaneous_ci"] = item => LowerUpper(Winners.Shares(item.Ints("counts"), item.Number("conf"))),
        ["sison_glaz_simultaneous_ci"] = item => LowerUpper(Winners.SharesBySisonGlaz(item.Ints("counts"), item.Number("conf"))),
        ["drop_safety"] = item =>
        {
            var safety = Winners.SafeToDrop(new Share(item.Int("keep_votes"), item.Int("keep_answers")), item.Number("tolerance"), item.Number("conf_one_sided"));
            return new { keep_share_upper = safety.AtMost, safe = safety.Safe, answers_needed_if_zero = safety.AnswersNeededIfNone };
        },
        ["segment_difference"] = item =>
        {
            var difference = Winners.CompareSegments(item.IntLists("table"), new Random(1));
            return new
            {
                fisher_exact_p = difference.P.Value, chisq = difference.ChiSquare, df = difference.Degrees, chisq_p = difference.ChiSquareP.Value,
                per_feature_fisher_p = difference.FeatureP.Select(p => p.Value), per_feature_bh = difference.FeatureAdjusted.Select(p => p.Value),
            };
        },
        ["keep_one_choice_sets"] = item => Fitted(Preferences.FromChoices(item.Int("K"), item.IntLists("sets"), item.Ints("chosen"), item.Number("pseudo"))),
        ["maxdiff_logit_map"] = item =>
        {
            int[] best = item.Ints("best"), worst = item.Ints("worst");
            var answers = item.IntLists("sets").Select((shown, i) => new BestWorstAnswer(shown, best[i], worst[i])).ToArray();
            return Fitted(Preferences.FromBestWorst(item.Int("K"), answers, item.Number("prior_sd")));
        },
        ["plackett_luce"] = item =>
        {
            var fitted = Preferences.FromRankings(item.Input.GetProperty("items").GetArrayLength(), item.IntLists("rankings"), item.Number("npseudo"));
            return new { worth = fitted?.Worth, log_worth_ref_first = fitted?.Worth.Select(worth => Math.Log(worth / fitted.Worth[0])), loglik_data = fitted?.LogLikelihood };
        },
        ["best_worst_scores"] = item =>
        {
            var scores = Preferences.FromCounts(item.Ints("shown"), item.Ints("best"), item.Ints("worst"));
            return new { bw_std = scores.Score, bw_std_se = scores.ScoreError, logit_b = scores.LogOdds, logit_se = scores.LogOddsError, choice_p = scores.ChoiceShare };
        },

        // 2 Prevalence and trends
        ["proportion_ci"] = item =>
        {
            var (share, level) = (item.ShareOf("x", "n"), item.Number("conf"));
            return new
            {
                wilson = Pair(share.Interval(level)), clopper_pearson = Pair(share.GuaranteedInterval(level)), jeffreys = Pair(share.PosteriorInterval(level)),
                agresti_coull_unclipped = Pair(share.AgrestiCoullInterval(level)),
            };
        },
        ["distinct_customers"] = item =>
        {
            var mentions = item.Input.GetProperty("mentions").EnumerateArray().Select(pair => (Customer: pair[0].ToString(), Said: Truth(pair[1]))).ToArray();
            var share = Share.OfCustomers(mentions);
            return new { customers = share.Total, said = share.Count, raw_mentions = mentions.Count(mention => mention.Said), wilson = Pair(share.Interval()) };
        },
        ["clustered_proportion_ci"] = item =>
        {
            var clustered = Sampling.ByAccount(item.SharesOf("x", "n"), item.Number("conf"));
            return new
            {
                p = clustered.Value, anova_icc = clustered.Likeness, anova_vif = clustered.Inflation, saha_wilson_lower = clustered.IntervalByLikeness.Low,
                saha_wilson_upper = clustered.IntervalByLikeness.High, rao_scott_deff = clustered.DesignEffect, n_eff = clustered.EffectivePeople, rao_scott_wilson = Pair(clustered.Interval),
            };
        },
        ["nonresponse_bounds"] = item =>
        {
            var said = item.ShareOf("said", "interviewed");
            var bounds = Sampling.AmongInvited(said, item.Int("invited"));
            return new { lower = bounds.Low, upper = bounds.High, respondent_share = said.Value };
        },
        ["post_stratified_share"] = item =>
        {
            var share = Sampling.Weighted(item.SharesOf("x", "n"), item.Numbers("population_weights"), item.Number("conf"));
            return new { estimate = share.Value, variance = share.Variance, n_eff = share.EffectivePeople, lower = share.Interval.Low, upper = share.Interval.High, unweighted = share.Unweighted };
        },
        ["never_heard_upper"] = item => new { upper = Sampling.NeverHeardAtMost(item.Int("n"), item.Number("conf")), rule_of_three = 3.0 / item.Int("n") },
        ["interviews_to_hear_once"] = item => new { n = Sampling.InterviewsToHearOnce(item.Number("prevalence"), item.Number("confidence")) },
        ["two_period_fisher"] = item =>
        {
            var periods = Trends.Compare(item.ShareOf("x1", "n1"), item.ShareOf("x2", "n2"));
            return new { p_value = periods.P.Value, p_greater = periods.PGrown.Value };
        },
        ["poisson_rate_ratio_exact"] = item => RateRatioOf(Trends.CompareRates((item.Int("x1"), item.Int("x2")), (item.Number("t1"), item.Number("t2")))),
        ["cochran_armitage_trend"] = item =>
        {
            var drift = Trends.Steady(item.SharesOf("x", "n"), item.Has("scores") ? item.Numbers("scores") : null);
            return new { chisq = drift?.ChiSquare, p_value = drift?.P.Value };
        },
        ["bernoulli_change_detectors"] = item =>
        {
            var watch = Trends.Watch(item.Truths("sequence"), item.Number("p0"), item.Number("p1"), item.Number("arl"));
            return new { cusum = watch.Cusum, sr = watch.Change, e_cusum = watch.Jump, sr_alarm_at = watch.ChangeAlarm, e_cusum_alarm_at = watch.JumpAlarm };
        },
        ["ewma_share"] = item =>
        {
            var smoothed = Trends.Smooth(item.SharesOf("x", "n"), item.Number("p0"), item.Number("lam"), item.Number("L"));
            return new
            {
                ewma = smoothed.Select(period => period.Value), lcl = smoothed.Select(period => period.Limits.Low), ucl = smoothed.Select(period => period.Limits.High),
                signal_up = smoothed.Select(period => period.Above), signal_down = smoothed.Select(period => period.Below),
            };
        },

        // 3 Saturation
        ["chao2"] = item =>
        {
            var heard = Heard(item);
            return new
            {
                s_obs = heard.Heard, q1 = heard.Once, q2 = heard.Twice, chao2 = heard.All, se = heard.AllError, lower95 = heard.AllInterval.Low, upper95 = heard.AllInterval.High,
                chao2_bias_corrected = heard.AllBiasCorrected, bc_se = heard.AllBiasCorrectedError,
            };
        },
        ["coverage_incidence"] = item =>
        {
            var heard = Heard(item);
            return new
            {
                coverage = heard.Coverage, coverage_next = heard.CoverageNext, turing_simple = heard.CoverageTuring, expected_new_themes_next = heard.ExpectedNew,
                expected_new_themes_next_jackknife = (double)heard.Once / heard.Interviews,
            };
        },
        ["accumulation_curve"] = item =>
        {
            var heard = Heard(item);
            return new { rarefaction = heard.Accumulation, extrapolate_1 = heard.After(1), extrapolate_2 = heard.After(2), extrapolate_5 = heard.After(5), extrapolate_double = heard.After(heard.Interviews) };
        },
        ["interviews_needed_for_coverage"] = item => new { additional = item.Numbers("targets").Select(target => Heard(item).MoreFor(target)) },
        ["guest_base_run"] = item =>
        {
            var run = GuestRun.Of(item.Ints("new_themes_per_interview"), item.Int("base"), item.Int("run"));
            return new { base_themes = run.BasePatterns, run_ratio = run.Ratios, saturated_at_5pct = run.At5Percent, saturated_at_0pct = run.At0Percent };
        },
        ["loo_novelty"] = item =>
        {
            var matrix = item.IntLists("matrix");
            var saturation = new Saturation([.. Enumerable.Range(0, matrix.Length == 0 ? 0 : matrix[0].Length).Select(interview => Enumerable.Range(0, matrix.Length).Where(theme => matrix[theme][interview] > 0).ToHashSet())]);
            return new
            {
                interviews_with_unique_theme = saturation.NextBringsNew.Count, p_next_has_new = saturation.NextBringsNew.Value, wilson95 = Pair(saturation.NextBringsNew.Interval()),
                coverage_jackknife_se = saturation.CoverageError,
            };
        },
        ["coverage_abundance"] = item =>
        {
            var asked = new Abundance(item.Ints("counts"));
            return new
            {
                n = asked.Total, f1 = asked.Once, f2 = asked.Twice, coverage_chao = asked.Coverage, coverage_turing = asked.CoverageTuring, esty_se = asked.CoverageError,
                esty_lower95_one_sided = asked.CoverageTuring - 1.6448536269514722 * asked.CoverageError, chao1 = asked.All, chao1_se = asked.AllError,
            };
        },

        // 4 Beliefs
        ["preregistration_clock"] = item =>
        {
            var votes = Beliefs.Sort(Moment(item.Input.GetProperty("stated_at")), item.Input.GetProperty("evidence").EnumerateArray().Select(row =>
                new BeliefStatement(Moment(row.GetProperty("t")), row.GetProperty("customer").ToString(), row.GetProperty("stance").GetString() switch
                {
                    "support" => BeliefStance.Supports,
                    "contradict" => BeliefStance.Contradicts,
                    "not_asked" => BeliefStance.NotAsked,
                    _ => BeliefStance.Mixed,
                })));
            return new
            {
                exploratory_support = votes.ExploratorySupport, exploratory_contradict = votes.ExploratoryContradict, confirmatory_sequence = votes.Votes.Select(vote => vote ? 1 : 0),
                support = votes.Support, contradict = votes.Contradict, repeat_evidence_from_exploratory_customers = votes.Repeats,
            };
        },
        ["hypothesis_eprocess"] = item =>
        {
            var evidence = Beliefs.Weigh(item.Truths("answers"), item.Number("theta0"), item.Number("alpha"));
            return new
            {
                ln_e_support = evidence.LnFor, ln_e_contradict = evidence.LnAgainst, anytime_p_support = evidence.AnytimeP, confirmed_at = evidence.ConfirmedAt,
                refuted_at = evidence.RefutedAt, posterior_p_above = evidence.ChanceAbove, fixed_n_binom_p = evidence.PlannedP.Value,
            };
        },
        ["bernoulli_confidence_sequence"] = item =>
        {
            var share = item.ShareOf("s", "n");
            var interval = Beliefs.AlwaysValidInterval(share, item.Number("alpha"), item.Number("a"), item.Number("b"));
            return new { lower = interval.Low, upper = interval.High, wilson = Pair(share.Interval()) };
        },
        ["confseq_bernoulli"] = item => LowerUpper(Beliefs.AlwaysValidIntervalTuned(item.ShareOf("s", "n"), item.Number("t_opt"), item.Number("alpha"), item.Number("alpha_opt"))),

        // 5 Experiments
        ["srm"] = item =>
        {
            var ratio = Experiments.CheckRatio([.. item.Numbers("users").Select(users => (long)users)], item.Numbers("weights"), item.Number("concentration"));
            return new { p_value = ratio.P.Value, ln_e = ratio.LnE };
        },
        ["prequential_assignment_eprocess"] = item =>
        {
            var (yes, no) = item.YesNo();
            var rho = item.Input.GetProperty("rho").ValueKind == JsonValueKind.Array ? item.Numbers("rho") : [item.Number("rho")];
            Visitor[] visitors = [.. item.IntLists("visitors").Select((pair, i) => new Visitor(pair[0] == 1, pair[1] == 1, rho[i % rho.Length]))];
            var alpha = item.Number("alpha", 0.05);
            var evidence = Experiments.Compare(visitors, alpha, yes, no);
            Assert.Equal(Last(evidence.LnE), Experiments.CompareNow(visitors, alpha, yes, no).LnE);
            return new { ln_e = evidence.LnE, reject_at = evidence.SettledAt };
        },
        ["assignment_eprocess"] = item =>
        {
            var evidence = Experiments.CompareConversions(item.Truths("converter_arms"), item.Number("rho"), item.Number("kappa"), item.Number("alpha"));
            return new { ln_e = evidence.LnE, reject_at = evidence.SettledAt };
        },
        ["two_proportion_evalue"] = item =>
        {
            var prior = item.Has("prior") ? (item.Number("prior"), item.Number("prior")) : (item.Number("prior_a"), item.Number("prior_b"));
            var evidence = Experiments.CompareBlocks(item.Ints("a"), item.Ints("b"), (item.Int("na"), item.Int("nb")), prior);
            var now = Last(evidence.LnE);
            return new { e_path = evidence.LnE.Select(Math.Exp), e_final = Math.Exp(now), reject_at_05 = now >= Math.Log(20), ever_reject_at_05 = evidence.SettledAt is not null };
        },
        ["difference_confidence_sequence_grid"] = item => LowerUpper(Experiments.Difference(item.Ints("a"), item.Ints("b"), item.Int("grid_n"), item.Number("prior", 0.18), item.Number("alpha"))),
        ["beta_ab"] = item =>
        {
            var beliefs = Experiments.Beliefs(item.ShareOf("x_a", "n_a"), item.ShareOf("x_b", "n_b"), item.YesNo());
            return new { p_b_better = beliefs.ChanceBBetter, expected_loss_choose_b = beliefs.LossIfB, expected_loss_choose_a = beliefs.LossIfA };
        },
        ["msprt_bernoulli"] = item =>
        {
            var n = item.Int("n_per_arm");
            var test = OtherTools.Mixture(new Share(item.Int("x_a"), n), new Share(item.Int("x_b"), n), item.Number("tau"));
            return new { test?.Lambda, p_now = test?.P };
        },
        ["gb_ttest"] = item => Tested(OtherTools.TTest(item.ArmOf("a"), item.ArmOf("b"), item.LiftOf(), item.Number("alpha", 0.05)), NoAnswer(item)),
        ["gb_sequential"] = item => Tested(OtherTools.Sequential(item.ArmOf("a"), item.ArmOf("b"), item.LiftOf(), item.Number("alpha", 0.05), item.Number("tuning", 5_000)), NoAnswer(item)),
        ["gb_bayesian"] = item => Believed(OtherTools.Bayes(item.ArmOf("a"), item.ArmOf("b"), item.LiftOf(), item.PriorOf(), item.Number("alpha", 0.05)), NoAnswer(item)),
        ["gb_mean"] = item =>
        {
            Arm a = Arm.OfSums(item.Number("n_a"), item.Number("sum_a"), item.Number("sumsq_a")), b = Arm.OfSums(item.Number("n_b"), item.Number("sum_b"), item.Number("sumsq_b"));
            var why = NoAnswer(a, b, Lift.Relative);
            return new
            {
                ttest = Tested(OtherTools.TTest(a, b, Lift.Relative), why), sequential = Tested(OtherTools.Sequential(a, b, Lift.Relative, tuning: 500), why),
                bayes = Believed(OtherTools.Bayes(a, b, Lift.Relative), why),
            };
        },
        ["gb_sequential_rho"] = item =>
        {
            double alpha = item.Number("alpha"), rho = OtherTools.SequentialRho(alpha, item.Number("tuning"), Truth(item.Input.GetProperty("two_sided")));
            return new { rho, halfwidth_s2_1_n_100 = OtherTools.SequentialHalfWidth(1, 100, rho, alpha) };
        },
        ["cuped"] = item =>
        {
            var adjusted = OtherTools.TTestAdjusted(item.Pairs("pre_a", "post_a"), item.Pairs("pre_b", "post_b"), item.LiftOf(), item.Number("alpha", 0.05));
            return new { theta = adjusted?.Theta, expected = adjusted?.Test.Effect, ci = adjusted is null ? null : Pair(adjusted.Test.Interval), p_value = adjusted?.Test.P, se = adjusted?.Test.Error };
        },
        ["e_bh"] = item => new { rejected = ManyTests.Holding([.. item.Numbers("e").Select(e => Math.Log(e))], item.Number("alpha")) },

        // 6 Retention
        ["kaplan_meier"] = item =>
        {
            var kind = item.Text("conf_type") switch { "plain" => TextbookBand.Plain, "log" => TextbookBand.Log, _ => TextbookBand.LogLog };
            var stays = item.Stays();
            var names = item.Has("group") ? item.Texts("group") : [.. stays.Select(_ => "all")];
            var order = item.Expected.GetProperty("groups").EnumerateObject().Select(group => group.Name).ToArray();
            var curves = order.ToDictionary(name => name, name => new SurvivalCurve([.. stays.Where((_, i) => names[i] == name)]));
            var leaving = order.Select(name => curves[name].TimeUntilLeft(0.5, kind)).ToArray();
            return new
            {
                groups = curves.ToDictionary(group => group.Key, group => new
                {
                    time = group.Value.Times, n_risk = group.Value.AtRisk, n_event = group.Value.Left,
                    n_censor = group.Value.AtRisk.Select((risk, i) => risk - group.Value.Left[i] - group.Value.AtRisk.ElementAtOrDefault(i + 1)),
                    surv = group.Value.Kept, greenwood_se = group.Value.Error,
                    lower = group.Value.TextbookIntervals(kind).Select(interval => interval?.Low), upper = group.Value.TextbookIntervals(kind).Select(interval => interval?.High),
                }),
                median = leaving.Select(time => time.Time), median_lower = leaving.Select(time => time.Low), median_upper = leaving.Select(time => time.High),
            };
        },
        ["bpcp_interval"] = item =>
        {
            var curve = new SurvivalCurve(item.Stays());
            var intervals = item.Numbers("at").Select(time => curve.IntervalAt(time, item.Number("conf"))).ToArray();
            return new { lower = intervals.Lows(), upper = intervals.Highs() };
        },
        ["logrank"] = item =>
        {
            string[] order = [.. item.Expected.GetProperty("group_order").EnumerateArray().Select(group => group.ToString())], names = item.Texts("group"), strata = item.Has("strata") ? item.Texts("strata") : [];
            GroupedStay[] stays = [.. item.Stays().Select((stay, i) => new GroupedStay(stay, Array.IndexOf(order, names[i]), strata.Length == 0 ? 0 : Array.IndexOf(strata, strata[i])))];
            var test = Retention.Compare(stays, item.Number("rho"));
            return new { observed = test.Observed, expected = test.Expected, group_order = order, chisq = test.ChiSquare, df = test.Degrees, p_value = test.P.Value };
        },
        ["rmst"] = item =>
        {
            var stays = item.Stays();
            var names = item.Has("group") ? item.Texts("group") : [.. stays.Select(_ => "all")];
            var within = names.Distinct().ToDictionary(name => name, name => new SurvivalCurve([.. stays.Where((_, i) => names[i] == name)]).TimeKeptWithin(item.Number("tau")));
            // The reference lists groups without their names: in the alphabet's order, or in the data's where R had a factor.
            var first = item.Expected.GetProperty("rmst")[0].GetDouble();
            string[] sorted = [.. within.Keys.Order(StringComparer.Ordinal)], order = sorted.Length == 0 || Math.Abs(within[sorted[0]].Mean - first) < 1e-6 ? sorted : [.. within.Keys];
            return new { rmst = order.Select(name => within[name].Mean), se = order.Select(name => within[name].Error) };
        },
        ["cox_ph"] = item =>
        {
            string[] named = [.. item.Text("formula").Split('~')[1].Split('+').Select(term => term.Trim())], covariates = [.. named.Where(term => !term.StartsWith("strata(", StringComparison.Ordinal))];
            var stratum = named.Except(covariates).SingleOrDefault()?["strata(".Length..^1];
            var data = (item with { Input = item.Input.GetProperty("data") }).Complete(stratum is null ? covariates : [.. covariates, stratum]);
            string[] expected = [.. item.Expected.GetProperty("terms").EnumerateArray().Select(term => term.ToString())];
            var columns = covariates.SelectMany(covariate => data.Columns(covariate, expected)).ToArray();
            string[] terms = [.. columns.Select(column => column.Term)], strata = stratum is null ? [] : data.Texts(stratum);
            var model = Retention.Model(
            [
                .. data.Stays().Select((stay, i) => new Stretch(
                    double.NegativeInfinity, stay.Time, stay.Left, [.. columns.Select(column => column.Values[i])], strata.Length == 0 ? 0 : Array.IndexOf(strata, strata[i]))),
            ], item.TiesOf())!;
            return new
            {
                terms, coef = model.Coefficient, se = model.Error, hr = terms.Select((_, k) => model.HazardRatio(k)), hr_lower = terms.Select((_, k) => model.HazardRatioInterval(k).Low),
                hr_upper = terms.Select((_, k) => model.HazardRatioInterval(k).High), loglik_null = model.LogLikelihoodNull, loglik = model.LogLikelihood,
                wald_p = model.P.Select(p => p.Value), score_test = model.ScoreTest, n = model.Customers, nevent = model.Leavers,
            };
        },
        ["cox_time_dependent"] = item =>
        {
            double[] start = item.Numbers("start"), stop = item.Numbers("stop"), exposed = item.Numbers("exposed");
            bool[] left = item.Truths("event");
            var model = Retention.Model([.. start.Select((from, i) => new Stretch(from, stop[i], left[i], [exposed[i]]))], item.TiesOf());
            return new { coef = model?.Coefficient[0], se = model?.Error[0], hr = model?.HazardRatio(0), loglik = model?.LogLikelihood };
        },
        ["naive_ever_exposed"] = item =>
        {
            var exposed = item.Truths("exposed");
            var refused = TouchEffects.EverTouched([.. item.Stays().Select((stay, i) => (stay, exposed[i]))]);
            Assert.Equal(VerdictWord.NotEstimable, refused.Verdict(exposed.Length).Word);
            return new { coef = refused.Wrong?.Coefficient[0], hr = refused.Wrong?.HazardRatio(0), se = refused.Wrong?.Error[0] };
        },
        ["landmark"] = item =>
        {
            var touched = item.Input.GetProperty("exposure_time").EnumerateArray().Select(time => time.ValueKind == JsonValueKind.Null ? (double?)null : time.GetDouble()).ToArray();
            var comparison = TouchEffects.Landmark([.. item.Stays().Select((stay, i) => new TouchedStay(stay, touched[i]))], item.Number("landmark"));
            return new
            {
                n_at_risk = comparison.AtRisk, n_exposed = comparison.Touched, chisq = comparison.Leaving.ChiSquare, p_value = comparison.Leaving.P.Value,
                hr = comparison.Model?.HazardRatio(0), coef = comparison.Model?.Coefficient[0], se = comparison.Model?.Error[0],
            };
        },
        ["referral_rate_ratio"] = item => RateRatioOf(Referrals.Compare(
            (item.Int("touched_referrals"), item.Int("holdout_referrals")), (item.Number("touched_months"), item.Number("holdout_months")))),
        ["k_factor"] = item =>
        {
            var reach = Referrals.Reach(item.Number("invites_per_customer"), item.Number("invite_conversion"));
            return new { k = reach.PerCustomer, total_multiplier = reach.Multiplier };
        },
        ["nps"] = item =>
        {
            var score = Conventions.Recommend(item.Int("promoters"), item.Int("passives"), item.Int("detractors"));
            return new
            {
                nps = score?.Score, adj_wald_lower = score?.Interval.Low, adj_wald_upper = score?.Interval.High, trinomial_t_lower = score?.StudentInterval?.Low, trinomial_t_upper = score?.StudentInterval?.High,
            };
        },

        // 7 Groups
        ["noninferiority_newcombe"] = item =>
        {
            var comparison = Groups.Compare(item.ShareOf("x_group", "n_group"), item.ShareOf("x_one", "n_one"), item.Number("margin"));
            return new
            {
                diff = comparison.Difference, lower95 = comparison.Interval.Low, upper95 = comparison.Interval.High, lower95_one_sided = comparison.AtLeast,
                noninferior_2p5pct = comparison.AsGoodStrictly, noninferior_5pct = comparison.AsGood,
            };
        },
        ["noninferiority_farrington_manning"] = item =>
        {
            var (group, one, margin) = (item.ShareOf("x_group", "n_group"), item.ShareOf("x_one", "n_one"), item.Number("margin"));
            GroupScoreTest plain = Groups.ScoreTest(group, one, margin), corrected = Groups.ScoreTest(group, one, margin, corrected: true);
            return new
            {
                z = plain.Z, p_one_sided = plain.P.Value, score_lower95 = plain.Interval.Low, score_upper95 = plain.Interval.High, mn_lower95 = corrected.Interval.Low,
                mn_upper95 = corrected.Interval.High, mn_p_one_sided = corrected.P.Value,
            };
        },
        ["noninferiority_fm_direct"] = item =>
        {
            var test = Groups.ScoreTest(item.ShareOf("x_group", "n_group"), item.ShareOf("x_one", "n_one"), item.Number("margin"));
            return new { z = test.Z, p_one_sided = test.P.Value, p_group_restricted = test.GroupIfWorse, p_one_restricted = test.OneIfWorse };
        },
        ["noninferiority_bayes"] = item => new
        {
            p_noninferior = Groups.ChanceNotWorse(item.ShareOf("x_group", "n_group"), item.ShareOf("x_one", "n_one"), item.Number("margin"), item.Number("prior")),
        },
        ["noninferiority_means_welch"] = item =>
        {
            var comparison = Groups.CompareMeans(item.Numbers("group"), item.Numbers("one"), item.Number("margin"));
            return new { diff = comparison.Difference, lower95 = comparison.Interval.Low, upper95 = comparison.Interval.High, t = comparison.T, df = comparison.Degrees, p_one_sided = comparison.P.Value };
        },
        ["question_coverage"] = item =>
        {
            var coverage = Groups.Questions(item.Ints("counts"), item.Truths("answered"), item.Int("k"));
            return new
            {
                answered_mass = coverage?.Answered, wilson95_if_frozen_before = coverage is null ? null : Pair(coverage.AnsweredInterval), loo_mass_rule_k = coverage?.AnsweredByRule,
                unheard_mass_turing = coverage?.Unheard,
            };
        },
        ["session_capacity"] = item =>
        {
            var hours = Groups.Hours(item.Number("arrivals_per_week"), item.Number("minutes_one"), item.Number("minutes_group"), item.Int("group_size"), item.Number("host_hours"), item.Int("hosts"));
            return new
            {
                hours_one = hours.HoursOne, hours_group = hours.HoursGroup, max_arrivals_one = hours.MostArrivalsOne, max_arrivals_group = hours.MostArrivalsGroup,
                mean_batch_wait_weeks = hours.WaitForGroup, utilisation_one = hours.BusyOne, utilisation_group = hours.BusyGroup,
            };
        },
        ["erlang"] = item =>
        {
            var line = Groups.Line(item.Number("arrival_rate"), item.Number("service_rate"), item.Int("servers"));
            return new { utilisation = line.Busy, erlang_c_wait_prob = line.ChanceOfWaiting, mean_wait = line.MeanWait, mean_in_system = line.MeanThere, erlang_b_block = line.ChanceOfTurningAway };
        },

        // 8 Ladder
        ["rung_economics"] = item =>
        {
            var rung = Ladder.Economics(new Rung(
                item.Text("name"), item.Number("price"), item.Number("variable_cost"), item.Number("wage"), item.Number("fulfil_hours"), item.Number("support_hours"), item.Number("onboard_hours"),
                item.Number("churn"), item.Number("close_rate"), item.Number("leads"), item.Number("capacity_hours"), item.Number("cac")));
            return new
            {
                gross_margin_per_client_month = rung.MarginPerMonth, gross_margin_pct = rung.MarginShare, lifetime_months = rung.LifetimeMonths, lifetime_gross_profit = rung.LifetimeProfit,
                hours_per_client_lifetime = rung.LifetimeHours, contribution_per_hour = rung.PerHour, value_per_lead = rung.PerLead, new_clients_per_month = rung.NewClients,
                steady_active_clients = rung.SteadyClients, steady_hours_per_month = rung.SteadyHours, max_new_clients_at_capacity = rung.MostNewClients, max_leads_at_capacity = rung.MostLeads,
                ltv_to_cac = rung.LifetimeToCost, cac_payback_months = rung.PaybackMonths,
            };
        },
        ["capacity_allocation"] = item =>
        {
            var plan = Ladder.Allocate(item.Number("capacity_hours"), [.. item.Input.GetProperty("rungs").EnumerateArray().Select(rung => new RungDemand(
                rung.GetProperty("name").GetString()!, rung.GetProperty("max_new_clients").GetDouble(), rung.GetProperty("lifetime_hours").GetDouble(), rung.GetProperty("lifetime_profit").GetDouble()))]);
            return new { new_clients = plan.NewClients.ToDictionary(rung => rung.Rung, rung => rung.NewClients), profit = plan.Profit, hours_left = plan.HoursLeft };
        },
        ["overload_probability"] = item =>
        {
            var load = Ladder.Load(item.Number("new_per_month"), item.Number("churn"), item.Number("hours_per_client_month"), item.Number("capacity_hours"));
            return new { mean_active = load.MeanClients, max_clients = load.MostClients, p_overload = load.Chance, clients_p95 = load.ClientsAtMost };
        },
        ["capped_growth_path"] = item =>
        {
            var path = Ladder.Grow(item.Number("start"), item.Number("new_per_month"), item.Number("churn"), item.Number("max_clients"), item.Int("months"));
            return new { active = path.Clients, waitlisted = path.Waiting };
        },
        ["gabor_granger"] = item =>
        {
            var curve = Ladder.Demand(item.Numbers("prices"), item.SharesOf("would_buy", "asked"), item.Number("unit_cost"));
            return new
            {
                demand = curve.Demand, revenue_per_asked = curve.RevenuePerAsked, margin_per_asked = curve.MarginPerAsked, best_revenue_price = curve.BestRevenuePrice,
                best_margin_price = curve.BestMarginPrice, wilson = curve.Intervals.Select(Pair),
            };
        },
        ["van_westendorp"] = item =>
        {
            var range = Ladder.TalkedPrices(item.Numbers("too_cheap"), item.Numbers("cheap"), item.Numbers("expensive"), item.Numbers("too_expensive"));
            return new { pmc = range.Cheapest, pme = range.Dearest, indifference_point = range.Indifferent, optimal_point = range.FewestObjections };
        },
        ["revenue_per_lead_permutation"] = item =>
        {
            var test = Ladder.CompareRevenue(item.Numbers("a"), item.Numbers("b"));
            return new { diff = test.Difference, p_two_sided = test.P.Value, arrangements = test.Arrangements };
        },

        // 9 Leads
        ["beta_binomial_shrinkage"] = item =>
        {
            var rates = Leads.Shrink(item.SharesOf("x", "n"));
            var likely = rates?.Likelihood;
            return new
            {
                pooled = rates?.Pooled, mom = new { rho = rates?.Likeness, prior_strength = rates?.Strength, a = rates?.Prior.Yes, b = rates?.Prior.No }, shrunk_mom = rates?.Shrunk,
                lower_mom = rates?.Intervals.Lows(), upper_mom = rates?.Intervals.Highs(), mle_diverges = likely is null, mle_a = likely?.Yes, mle_b = likely?.No, shrunk_mle = likely?.Shrunk,
                loglik_mle = likely?.LogLikelihood,
            };
        },
        ["p_adjust"] = item =>
        {
            var (p, alpha) = (item.Numbers("p"), item.Number("alpha"));
            IReadOnlyList<double> bh = ManyTests.BenjaminiHochberg(p), by = ManyTests.BenjaminiYekutieli(p), holm = ManyTests.Holm(p);
            return new
            {
                bh_adjusted = bh, bh_reject = bh.Select(x => x <= alpha), by_adjusted = by, by_reject = by.Select(x => x <= alpha), holm_adjusted = holm, holm_reject = holm.Select(x => x <= alpha),
            };
        },
        ["touch_conversion"] = item =>
        {
            var conversion = Leads.ByTouch(item.SharesOf("converted", "at_risk"));
            return new { hazard = conversion.Rate, cumulative = conversion.ByThen, greenwood_se = conversion.Error, hazard_wilson = conversion.RateIntervals.Select(Pair) };
        },
        ["acquisition_cost"] = item =>
        {
            var cost = Leads.Cost(item.Number("spend"), item.ShareOf("customers", "leads"), item.Number("gross_profit"));
            return new
            {
                cost_per_lead = cost.CostPerLead, conversion = cost.Conversion, cac = cost.CostPerCustomer, cac_lower = cost.CostInterval.Low, cac_upper = cost.CostInterval.High,
                value_per_lead = cost.ValuePerLead, net_value_per_lead = cost.NetPerLead,
            };
        },

        // 10 Outreach
        ["interview_value"] = item =>
        {
            var value = Outreach.Value((item.Number("a"), item.Number("b")), item.Number("threshold"), item.Int("max_batch"));
            return new { evpi = value.Certainty, evsi = value.Batches, best_rate = value.BestRate, best_batch = value.BestBatch };
        },
        ["interview_quota"] = item =>
        {
            var quota = Outreach.Plan(item.Ints("population"), item.Ints("done"), item.Int("total"), item.Int("min_per_cell"), item.Number("power"));
            return new { target = quota.Target, deficit = quota.Missing };
        },
        ["outreach_queue"] = item =>
        {
            Contact[] contacts = [.. item.Input.GetProperty("people").EnumerateArray().Select(person => new Contact(
                person.GetProperty("id").GetString()!, person.GetProperty("p_reply").GetDouble(), person.GetProperty("new_themes_expected").GetDouble(), person.GetProperty("evsi_rate").GetDouble(),
                person.GetProperty("p_churn").GetDouble(), person.GetProperty("value").GetDouble(), person.GetProperty("minutes").GetDouble(), person.GetProperty("days_since_contact").GetDouble(),
                Truth(person.GetProperty("opted_out")), Truth(person.GetProperty("promise_due")), person.GetProperty("cell_deficit").GetInt32()))];
            var worth = new Worth(item.Number("v_theme"), item.Number("v_decision"), item.Number("save_effect"), item.Number("cooldown_days"));
            return new { order = Outreach.Queue(contacts, worth).Select(place => place.Id), score = contacts.ToDictionary(contact => contact.Id, contact => Outreach.Score(contact, worth)) };
        },

        // 11 Conventions
        ["sean_ellis"] = item =>
        {
            var very = item.Int("very");
            var result = Conventions.MustHave(new Share(very, very + item.Int("somewhat") + item.Int("not_")));
            return new
            {
                score = result.Share.Value, lower = result.Interval.Low, upper = result.Interval.High, p_at_least_40 = result.ChanceAboveLine,
                verdict = result.Against switch { Side.For => "above", Side.Against => "below", _ => "undecided" },
            };
        },
        ["kano"] = item =>
        {
            var result = Conventions.Kano(new KanoCounts(
                item.Int("attractive"), item.Int("one_dimensional"), item.Int("must_be"), item.Int("indifferent"), item.Int("reverse"), item.Int("questionable")));
            return new { better = result.Better, worse = result.Worse, category = result.Kind.ToString()[..1], fong_significant = result.Clear };
        },
        ["ulwick_opportunity"] = item => new { score = Conventions.Opportunity(item.Number("importance"), item.Number("satisfaction")) },
        ["rice"] = item => new { score = Conventions.Rice(item.Number("reach"), item.Number("impact"), item.Number("confidence"), item.Number("effort")) },
    };

    // Nothing seen is no evidence: odds of one to one.
    private static double Last(IReadOnlyList<double> lnE) => lnE.Count == 0 ? 0 : lnE[^1];

    private static Incidence Heard(ReferenceCase item) => new(item.Int("interviews"), item.Ints("theme_counts"));

    private static object LowerUpper(Interval? interval) => new { lower = interval?.Low, upper = interval?.High };

    private static object LowerUpper(IReadOnlyList<Interval> intervals) => new { lower = intervals.Lows(), upper = intervals.Highs() };

    private static double[] Pair(Interval interval) => [interval.Low, interval.High];

    private static object Fitted(Preference? preference) =>
        new { utility = preference?.Utility, utility_se = preference?.UtilityError, se = preference?.UtilityError, share = preference?.Share, share_se = preference?.ShareError };

    private static object RateRatioOf(RateRatio ratio) => new { rate_ratio = ratio.Ratio, p_value = ratio.P.Value, ci = Pair(ratio.Interval) };

    // Where we give nothing, GrowthBook fills in zeros, a half, and one of these, the first that holds.
    private static string NoAnswer(Arm a, Arm b, Lift lift) =>
        lift == Lift.Relative && a.Mean == 0 ? "ZERO_NEGATIVE_BASELINE_VARIATION" : a.Visitors == 0 || b.Visitors == 0 ? "NO_UNITS_IN_VARIATION" : "ZERO_NEGATIVE_VARIANCE";

    private static string NoAnswer(ReferenceCase item) => NoAnswer(item.ArmOf("a"), item.ArmOf("b"), item.LiftOf());

    private static object Tested(EffectTest? test, string why) => test is null
        ? new { expected = 0, ci = new[] { 0, 0 }, p_value = (double?)null, se = 0, error = why }
        : new { expected = test.Effect, ci = Pair(test.Interval), p_value = test.P, se = test.Error, error = (string?)null };

    private static object Believed(EffectBeliefs? beliefs, string why) => beliefs is null
        ? new { chance_to_win = 0.5, expected = 0, ci = new[] { 0, 0 }, uplift_sd = 0, risk = new[] { 0, 0 }, error = why }
        : new
        {
            chance_to_win = beliefs.ChanceToWin, expected = beliefs.Effect, ci = Pair(beliefs.Interval), uplift_sd = beliefs.Spread, risk = new[] { beliefs.RiskOfA, beliefs.RiskOfB },
            error = (string?)null,
        };

    private static DateTimeOffset Moment(JsonElement seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds.GetDouble());

    internal static bool Truth(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() != 0 : element.GetBoolean();

    extension(IReadOnlyList<Interval> intervals)
    {
        public double[] Lows() => [.. intervals.Select(interval => interval.Low)];
        public double[] Highs() => [.. intervals.Select(interval => interval.High)];
    }
}

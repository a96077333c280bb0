package io.gridcast.core.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model file of XGBoost (1.7 to 3.x, UBJSON or JSON) says.
 *
 * @param baseScores what each output starts from, length Q
 * @param trees in the order of training, up to the best iteration where early stopping noted one
 * @param outputs which output each tree adds to
 * @param rounds iterations that count, for scoring with native XGBoost
 * @param isOfNewerFormat whether each output has a base score of its own, as since XGBoost 3.1
 * @param beyondFlat why {@link FlatTrees} cannot score it; empty if it can
 */
@SuppressWarnings("ArrayRecordComponent")
record XgboostModel(
        String booster,
        int featureCount,
        float[] baseScores,
        List<RegressionTree> trees,
        int[] outputs,
        int rounds,
        boolean isOfNewerFormat,
        String beyondFlat) {
    /** Objectives whose prediction is the plain sum of leaves. */
    private static final Set<String> SUMS = Set.of(
            "reg:squarederror",
            "reg:linear",
            "reg:absoluteerror",
            "reg:pseudohubererror",
            "reg:quantileerror",
            "binary:logitraw");

    private static final String COVER = "sum_hessian";

    /** @throws InvalidTreesException if the bytes are no model, cut off, or do not agree with themselves */
    static XgboostModel read(byte[] bytes) {
        Document learner = Document.read(bytes).object("learner");
        Document parameters = learner.object("learner_model_param");
        int features = parameters.integer("num_feature");
        int targets = parameters.has("num_target") ? parameters.integer("num_target") : 1;
        int outputCount = Math.max(1, Math.max(parameters.integer("num_class"), targets));
        float[] baseScores = baseScores(parameters.text("base_score"), outputCount);
        Document booster = learner.object("gradient_booster");
        String name = booster.text("name");
        String objective = learner.object("objective").text("name");
        if (!name.equals("gbtree")) {
            return beyond(name, features, baseScores, learner, "its booster is " + name);
        }
        if (!SUMS.contains(objective)) {
            return beyond(name, features, baseScores, learner, "its objective is " + objective);
        }
        return trees(features, baseScores, learner, booster.object("model"));
    }

    private static XgboostModel trees(int features, float[] baseScores, Document learner, Document model) {
        List<Document> written = model.objects("trees");
        int[] outputs = model.integers("tree_info");
        if (outputs.length != written.size()) {
            throw new InvalidTreesException(
                    "the model has " + written.size() + " trees, but says for " + outputs.length + " what they add to");
        }
        int rounds = rounds(learner);
        int count = rounds == 0 ? outputs.length : treesOf(rounds, outputs.length, baseScores.length, model);
        List<RegressionTree> trees = new ArrayList<>(count);
        for (Document tree : written.subList(0, count)) {
            String reason = beyondFlat(tree);
            if (!reason.isEmpty()) {
                return beyond("gbtree", features, baseScores, learner, reason);
            }
            trees.add(tree(tree));
        }
        for (int i = 0; i < count; i++) {
            if (outputs[i] < 0 || outputs[i] >= baseScores.length) {
                throw new InvalidTreesException("tree " + i + " adds to output " + outputs[i] + " of a model of "
                        + baseScores.length + " outputs");
            }
        }
        return new XgboostModel(
                "gbtree", features, baseScores, List.copyOf(trees), outputs, rounds, isList(learner), "");
    }

    private static XgboostModel beyond(
            String booster, int features, float[] baseScores, Document learner, String reason) {
        return new XgboostModel(
                booster, features, baseScores, List.of(), new int[0], rounds(learner), isList(learner), reason);
    }

    /** Iterations up to the best one; 0 for all. */
    private static int rounds(Document learner) {
        if (!learner.has("attributes") || !learner.object("attributes").has("best_iteration")) {
            return 0;
        }
        return learner.object("attributes").integer("best_iteration") + 1;
    }

    private static int treesOf(int rounds, int trees, int outputs, Document model) {
        long count = -1;
        if (rounds > 0 && model.has("iteration_indptr")) {
            int[] starts = model.integers("iteration_indptr");
            count = rounds < starts.length ? starts[rounds] : -1;
        } else if (rounds > 0) {
            count = (long) rounds * outputs * model.object("gbtree_model_param").integer("num_parallel_tree");
        }
        if (count < 0 || count > trees) {
            throw new InvalidTreesException(
                    "the model's best iteration is " + (rounds - 1) + ", but its " + trees + " trees do not reach it");
        }
        return (int) count;
    }

    private static String beyondFlat(Document tree) {
        if (tree.object("tree_param").integer("size_leaf_vector") > 1) {
            return "its leaves are vectors";
        }
        if (tree.has("categories_nodes") && tree.numbers("categories_nodes").length > 0) {
            return "it splits on categories";
        }
        return "";
    }

    private static RegressionTree tree(Document tree) {
        int[] left = tree.integers("left_children");
        double[] conditions = tree.numbers("split_conditions");
        double[] defaults = tree.numbers("default_left");
        double[] covers = tree.has(COVER) ? tree.numbers(COVER) : new double[0];
        var read = new RegressionTree(
                left,
                tree.integers("right_children"),
                tree.integers("split_indices"),
                new float[conditions.length],
                new boolean[defaults.length],
                new float[covers.length]);
        if (read.right().length != left.length
                || read.feature().length != left.length
                || conditions.length != left.length
                || defaults.length != left.length) {
            throw new InvalidTreesException("the arrays of a tree differ in length: " + left.length + " left children, "
                    + conditions.length + " conditions, " + defaults.length + " defaults");
        }
        for (int node = 0; node < left.length; node++) {
            read.condition()[node] = (float) conditions[node];
            read.defaultLeft()[node] = defaults[node] != 0;
        }
        for (int node = 0; node < covers.length; node++) {
            read.cover()[node] = (float) covers[node];
        }
        return read;
    }

    private static boolean isList(Document learner) {
        return isList(learner.object("learner_model_param").text("base_score"));
    }

    private static boolean isList(String baseScore) {
        return baseScore.startsWith("[") && baseScore.endsWith("]");
    }

    /** One score, or since 3.1 one for each output in brackets. */
    private static float[] baseScores(String text, int outputs) {
        boolean isList = isList(text);
        String[] parts = (isList ? text.substring(1, text.length() - 1) : text).split(",", -1);
        if (parts.length != 1 && parts.length != outputs) {
            throw new InvalidTreesException("base_score is " + text + " for a model of " + outputs + " outputs");
        }
        float[] scores = new float[outputs];
        try {
            for (int i = 0; i < outputs; i++) {
                scores[i] = Float.parseFloat(parts[parts.length == 1 ? 0 : i].trim());
            }
        } catch (NumberFormatException e) {
            throw new InvalidTreesException("base_score is " + text + ", must be a number", e);
        }
        return scores;
    }
}
